/// The letters that a Windows has given to disks (`SYSTEM\MountedDevices`).
///
/// sysprep forgets them all (`spmpm.dll`). Without sysprep the letter of Windows' own disk is kept, because programs and
/// the registry name files by it; others were of disks and discs that an instance does not have.
public enum DriveLetters {
  /// Where they are kept.
  public static let key: RegistryKey = "MountedDevices"

  /// The names of the values of other disks than the one that `systemRoot`, such as `C:\Windows`, is on.
  public static func others(in values: RegistryValues, systemRoot: String) -> [String] {
    let prefix = #"\dosdevices\"#
    let own = prefix + systemRoot.prefix(2).lowercased()
    // Without the letter of its own nothing tells which ones are not.
    guard let mine = values[own] else { return [] }
    let letters = values.names.filter {
      $0.hasPrefix(prefix) && $0 != own && values[$0] != mine
    }
    let disks = Set(letters.compactMap { values[$0] })
    return values.names.filter { name in
      letters.contains(name)
        || name.hasPrefix(#"\??\volume{"#) && values[name].map(disks.contains) == true
    }
  }
}
