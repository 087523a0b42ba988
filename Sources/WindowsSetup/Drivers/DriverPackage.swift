/// A driver as virtio-win delivers it: an INF file, and the files that it names.
public struct DriverPackage: Sendable {
  /// The name of the INF file without `.inf`, in lower case: `viostor`.
  public let name: String
  /// The folder that it is from.
  public let folder: VirtioTree.Folder
  /// What the INF file says.
  public let inf: InfFile
  /// For which Windows its catalogue is; nil when it has none.
  public let catalogue: CatalogueTargets?
  /// The names of all its files in the folder, the INF file first.
  public let files: [String]
  /// The files that the INF file names and that are not there.
  public let missing: [String]

  /// The driver's version, as messages name it.
  public var versionText: String { inf.driverVersion?.text ?? "without a version" }

  /// The packages in a folder; `content` reads a file by its name.
  ///
  /// Left out are a part of SR-IOV that clashes with netkvm (`vioprot`), and the stub `qemufwcfg` where the real
  /// driver is.
  public static func packages(
    in folder: VirtioTree.Folder, _ content: (String) throws -> [UInt8]
  ) rethrows -> [DriverPackage] {
    guard folder.driver != "sriov" else { return [] }
    let names = Dictionary(folder.files.map { ($0.lowercased(), $0) }) { first, _ in first }
    let infs = names.keys.filter { $0.hasSuffix(".inf") }.sorted()
    return try infs.compactMap { inf in
      guard inf != "vioprot.inf" && !(inf == "qemufwcfg.inf" && names["fwcfg.inf"] != nil),
        let file = names[inf], let parsed = InfFile(try content(file))
      else { return nil }
      let architecture = folder.architecture
      let catalogue = parsed.catalogue(for: architecture).map { $0.lowercased() }
      var wanted: [String] = []
      for name in [catalogue].compactMap({ $0 }) + parsed.sourceFiles(for: architecture) {
        let name = name.lowercased()
        if !wanted.contains(name), !name.hasSuffix(".pdb") { wanted.append(name) }
      }
      return DriverPackage(
        name: String(inf.dropLast(4)), folder: folder, inf: parsed,
        catalogue: try catalogue.flatMap { names[$0] }.map { CatalogueTargets(try content($0)) },
        files: [file] + wanted.compactMap { names[$0] },
        missing: wanted.filter { names[$0] == nil })
    }
  }

  /// Whether a recipe means it by `name`: its own name, or that of its folder, in any case.
  public func isNamed(_ name: String) -> Bool {
    [self.name, folder.driver].contains(name.lowercased())
  }
}
