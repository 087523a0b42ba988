public import SystemPackage

/// A finished build.
public struct BuildResult: Sendable {
  /// The artifact's folder.
  public var folder: FilePath
  /// Its manifest.
  public var manifest: Manifest
}
