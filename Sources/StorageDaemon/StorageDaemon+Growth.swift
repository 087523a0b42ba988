public import BuildFoundation

extension StorageDaemon {
  private static let growing = "growing the disk"
  /// Bytes of a sector, of which a disk has whole ones.
  private static let sector: Int64 = 512

  /// Makes the disk at least `size` large, rounded up to whole sectors; layers that are frozen stay as
  /// they are.
  ///
  /// No client may be attached: an NBD export has one size for all its life, so it is ended and made
  /// anew. A disk that is large enough already is left alone. Throws `BuildError`; after an error the
  /// disk goes on as it was.
  public func grow(to size: ByteCount) async throws {
    let size = ByteCount(bytes: (size.bytes + Self.sector - 1) / Self.sector * Self.sector)
    guard size > virtualSize else { return }
    // A task of its own: between two exports there would be no disk.
    try await alone(Self.growing) {
      try await Task { try await self.resize(to: size) }.value
    }
  }

  private func resize(to size: ByteCount) async throws {
    do {
      // QEMU shares the right to resize a node with nobody while it is exported.
      try await connection.endExport()
      do {
        try await connection.resize(topNode, to: size)
      } catch {
        try await connection.export(topNode, as: exportName)
        throw error
      }
      virtualSize = size
      try await connection.export(topNode, as: exportName)
    } catch {
      throw await process.explained(error, doing: "\(Self.growing) to \(size)")
    }
  }
}
