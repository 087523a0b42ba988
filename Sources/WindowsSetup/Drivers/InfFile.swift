/// An INF file, as far as installing a driver offline needs it.
///
/// Sections and lines of Microsoft's "General Syntax Rules for INF Files"; `%names%` stand for what `[Strings]` says.
public struct InfFile: Sendable {
  /// A line of a section: `key = value, value`, or values alone.
  struct Line: Sendable, Equatable {
    var key: String?
    var values: [String]
  }

  /// The lines of the sections, by their names in lower case.
  let sections: [String: [Line]]

  /// Reads a file: UTF-16 with a byte order mark, UTF-8, or one byte a letter.
  ///
  /// Nil for what has no `[Version]` with the signature of Windows.
  public init?(_ bytes: [UInt8]) {
    let sections = InfText(bytes).sections
    let signature = sections["version"]?.first { $0.key?.lowercased() == "signature" }
    guard let signature = signature?.values.first,
      ["$windows nt$", "$chicago$"].contains(signature.lowercased())
    else { return nil }
    self.sections = sections
  }

  /// An entry of `[Version]`.
  private func version(_ name: String) -> String? {
    sections["version"]?.first { $0.key?.lowercased() == name }.map {
      $0.values.joined(separator: ",")
    }
  }

  /// The class of its devices: `{4D36E97B-E325-11CE-BFC1-08002BE10318}`; nil where it does not say.
  public var classGUID: String? { version("classguid") }

  /// `DriverVer`; nil where it does not say.
  public var driverVersion: DriverVersion? { version("driverver").flatMap { DriverVersion($0) } }

  /// The catalogue that signs the files, for an architecture; nil for a driver that is not signed.
  public func catalogue(for architecture: WindowsArchitecture) -> String? {
    version("catalogfile.nt\(architecture.rawValue.lowercased())") ?? version("catalogfile.nt")
      ?? version("catalogfile")
  }

  /// The files that the driver consists of, beside the INF file and its catalogue.
  public func sourceFiles(for architecture: WindowsArchitecture) -> [String] {
    ["sourcedisksfiles", "sourcedisksfiles.\(architecture.rawValue.lowercased())"]
      .flatMap { sections[$0] ?? [] }.compactMap(\.key)
  }

  /// For which Windows its models sections are, as written.
  public var decorations: [InfDecoration] { manufacturers.flatMap(\.decorations) }

  /// The section that this Windows would take; nil when it takes none of them.
  public func decoration(for windows: WindowsTarget) -> InfDecoration? {
    decorations.filter { $0.fits(windows) }.reduce(nil) { best, next in
      guard let best, !next.isBetter(than: best) else { return next }
      return best
    }
  }

  /// The hardware ids of the models that this Windows would take, in upper case.
  public func hardwareIDs(for windows: WindowsTarget) -> [String] {
    guard let decoration = decoration(for: windows) else { return [] }
    return manufacturers.filter { $0.decorations.contains(decoration) }.flatMap { manufacturer in
      (sections["\(manufacturer.models).\(decoration.text)".lowercased()] ?? []).flatMap {
        // The first value names the section that installs.
        $0.values.dropFirst().map { $0.uppercased() }
      }
    }
  }

  private var manufacturers: [(models: String, decorations: [InfDecoration])] {
    (sections["manufacturer"] ?? []).compactMap { line in
      guard let models = line.values.first else { return nil }
      return (models, line.values.dropFirst().compactMap { InfDecoration($0) })
    }
  }
}
