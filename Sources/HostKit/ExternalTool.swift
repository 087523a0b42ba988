import BuildFoundation
public import SystemPackage

/// A program of the host that builds use, and the Debian package that brings it.
public struct ExternalTool: Sendable, Hashable {
  /// The program's name, looked up in `PATH` and the system's administration folders.
  public let name: String
  /// The Debian package that has it, for whoever must install it.
  public let package: String

  /// Names a tool; nothing is looked up yet.
  public init(_ name: String, package: String) {
    self.name = name
    self.package = package
  }

  /// Where the program is; nil when this host has none.
  public var path: FilePath? { ExecutableSearch.path(of: name) }

  /// Where the program is; throws a `host` error that names the package when it is missing.
  public func located() throws -> FilePath {
    if let path { return path }
    throw BuildError(
      .host, "looking for \(name): it is not installed", hint: HostPackages.install([package]))
  }
}
