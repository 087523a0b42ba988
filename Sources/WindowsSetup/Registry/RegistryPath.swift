/// The paths of files that services and settings of the registry name.
enum RegistryPath {
  private static let roots: [(prefix: String, folder: String)] = [
    (#"\??\"#, ""), (#"C:\"#, "/"), (#"%SystemDrive%\"#, "/"), (#"%SystemRoot%\"#, "/Windows/"),
    (#"%windir%\"#, "/Windows/"), (#"\SystemRoot\"#, "/Windows/"),
  ]

  /// The place of a file that a service or a setting names; nil where it is on another disk.
  ///
  /// A path of a driver without a beginning is below the folder of Windows.
  static func onDisk(_ path: String) -> String? {
    var rest = path.trimmed
    var start: String?
    while let root = roots.first(where: {
      rest.lowercased().hasPrefix($0.prefix.lowercased())
    }), start?.isEmpty != false {
      rest = String(rest.dropFirst(root.prefix.count))
      start = root.folder
    }
    guard !rest.isEmpty, !rest.contains(":"), !rest.contains("%"), !rest.hasPrefix("\\") else {
      return nil
    }
    let folder = start.map { $0.isEmpty ? "/Windows/" : $0 } ?? "/Windows/"
    return folder + rest.replacing("\\", with: "/")
  }
}
