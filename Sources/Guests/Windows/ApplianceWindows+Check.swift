import BuildFoundation
import GuestfsKit
import WindowsSetup

extension ApplianceWindows {
  private static let probe = "/.imgbuild-can-write"

  @discardableResult
  func checkCanBeChanged() async throws -> [String] {
    let doing = "preparing the disk of Windows for changes"
    guard try await exists("/Windows/System32/config/SYSTEM") else {
      throw BuildError(
        .recipe, "\(doing): there is no Windows on the disk",
        hint: "leave the step out, or use it on an image of Windows")
    }
    // A file system that was not closed is mounted so that nothing can be written: its driver sees to that.
    let failure = try await guest.call("the disk to be written") { appliance -> BuildError? in
      do {
        try appliance.write(Self.probe, [])
        try appliance.remove(Self.probe)
        return nil
      } catch let error as BuildError where error.code == .buildFailed {
        return error
      }
    }
    guard let failure else { return try await remarks() }
    if try await isHibernated() {
      throw BuildError(
        .buildFailed, "\(doing): Windows hibernates on it, or was shut down with Fast Startup",
        hint: "start it where the image was made, say `powercfg /h off`, and shut it down",
        cause: failure)
    }
    guard (failure.cause as? GuestfsError)?.isReadOnlyFileSystem == true else { throw failure }
    throw BuildError(
      .buildFailed, "\(doing): its NTFS is not clean, so nothing may be written to it",
      hint: "start Windows where the image was made, run `chkdsk /f`, and shut it down",
      cause: failure)
  }

  /// Registry files that Windows had not finished writing: they are taken as they are.
  private func remarks() async throws -> [String] {
    try await guest.call("the registry to be looked at") { appliance in
      try RegistryHive.allCases.compactMap { hive in
        guard let path = try appliance.caseSensitivePath(hive.path), try appliance.isFile(path)
        else {
          return nil
        }
        let head = try appliance.head(of: path, count: RegistryFileHeader.size)
        guard head.count == RegistryFileHeader.size, !RegistryFileHeader(head).isComplete else {
          return nil
        }
        return
          "Windows had not written all of \(path) when it was stopped: what is in its logs only is lost"
      }
    }
  }

  /// Whether the file in which Windows keeps its memory begins as one that is in use.
  private func isHibernated() async throws -> Bool {
    try await guest.call("looking for hiberfil.sys") { appliance in
      guard let path = try appliance.caseSensitivePath("/hiberfil.sys"), try appliance.isFile(path)
      else { return false }
      let head = try appliance.head(of: path, count: 4)
      return ["hibr", "wake", "rstr"].contains(String(decoding: head, as: UTF8.self).lowercased())
    }
  }
}
