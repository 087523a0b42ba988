import BuildFoundation

/// The files of virtio-win, by their paths: of its disc, of the folder that the package of a distribution
/// installs, or of a copy of either.
public struct VirtioTree: Sendable {
  /// A folder with drivers for one release and architecture.
  public struct Folder: Sendable, Hashable {
    /// Its path.
    public let path: String
    /// The name of the driver's folder around it, in lower case; nil where all drivers are in one.
    public let driver: String?
    /// What the drivers are for.
    public let release: VirtioRelease
    /// What they run on.
    public let architecture: WindowsArchitecture
    /// The names of its files.
    public let files: [String]
  }

  /// All folders with drivers, sorted by path.
  public let folders: [Folder]

  /// Looks through the paths of files, relative to the tree's root.
  ///
  /// `NetKVM/2k22/amd64/netkvm.inf` is on the disc, `drivers/by-os/amd64/2k22/netkvm.inf` in the package.
  public init(paths: some Sequence<String>) {
    var files: [String: [String]] = [:]
    for path in paths {
      let parts = path.split(separator: "/").filter { $0 != "." }
      guard let name = parts.last, parts.count > 2 else { continue }
      files[parts.dropLast().joined(separator: "/"), default: []].append(String(name))
    }
    let found = files.sorted { $0.key < $1.key }.compactMap { Self.folder($0.key, $0.value) }
    // The same drivers are there twice in a package: what is sorted by driver says more.
    let byDriver = found.filter { $0.driver != nil }
    folders = byDriver.isEmpty ? found : byDriver
  }

  private static func folder(_ path: String, _ files: [String]) -> Folder? {
    let parts = path.split(separator: "/")
    guard parts.count >= 2, files.contains(where: { $0.lowercased().hasSuffix(".inf") }) else {
      return nil
    }
    let (first, second) = (parts[parts.count - 2], parts[parts.count - 1])
    if let release = release(first), let architecture = WindowsArchitecture(name: second) {
      let driver = parts.dropLast(2).last?.lowercased()
      return Folder(
        path: path, driver: driver, release: release, architecture: architecture,
        files: files.sorted())
    }
    if let release = release(second), let architecture = architecture(first) {
      return Folder(
        path: path, driver: nil, release: release, architecture: architecture,
        files: files.sorted())
    }
    return nil
  }

  private static func release(_ name: Substring) -> VirtioRelease? {
    VirtioRelease.allCases.first { $0.rawValue.lowercased() == name.lowercased() }
  }

  private static func architecture(_ name: Substring) -> WindowsArchitecture? {
    name.lowercased() == "i386" ? .x86 : WindowsArchitecture(name: name)
  }

  /// For each driver the folder that fits this Windows best.
  ///
  /// Throws a `recipe` error, which says what folders there are, when nothing fits at all.
  public func folders(for windows: WindowsTarget, in source: String) throws -> [Folder] {
    guard let release = VirtioRelease(windows) else {
      throw BuildError(
        .recipe,
        "looking for drivers in \(source): virtio-win has none for Windows build \(windows.build)",
        hint: "Windows 7 and Server 2008 R2 (build 7600) are the oldest")
    }
    let fitting = folders.filter { $0.architecture == windows.architecture }
    let chosen = Dictionary(grouping: fitting) { $0.driver ?? "" }.values.compactMap { group in
      release.folders.lazy.compactMap { wanted in group.first { $0.release == wanted } }.first
    }
    guard chosen.isEmpty else { return chosen.sorted { $0.path < $1.path } }
    let names = Set(folders.map { "\($0.release.rawValue)/\($0.architecture.virtioFolder)" })
      .sorted()
    let wanted = "\(release.rawValue)/\(windows.architecture.virtioFolder)"
    throw BuildError(
      .recipe,
      "looking for drivers in \(source): there is no folder \(wanted), for \(release.name) "
        + "(build \(windows.build))",
      hint: names.isEmpty
        ? "it has none of the folders of virtio-win: name its disc, or the folder that holds viostor"
        : "there are \(names.joined(separator: ", ")): take a virtio-win that has the release")
  }
}
