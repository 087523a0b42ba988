import BuildFoundation
import Pipeline
import Recipes
import SystemPackage

/// The files of an installer, each known by its digest.
struct InstallerFiles {
  /// The files themselves.
  struct Paths {
    var iso: FilePath?
    var kernel: FilePath?
    var initrd: FilePath?
  }

  private let iso: PinnedFile?
  private let kernel: PinnedFile?
  private let initrd: PinnedFile?

  /// Finds out the digests.
  init(_ base: InstallerBase, by fetcher: FileFetcher) async throws {
    func pinned(_ source: FileSource?) async throws -> PinnedFile? {
      guard let source else { return nil }
      return try await fetcher.pin(source)
    }
    iso = try await pinned(base.iso)
    kernel = try await pinned(base.kernel)
    initrd = try await pinned(base.initrd)
  }

  /// Brings the files here; throws when one is not what it was.
  func fetch(by fetcher: FileFetcher) async throws -> Paths {
    func path(_ file: PinnedFile?) async throws -> FilePath? {
      guard let file else { return nil }
      return try await fetcher.file(file)
    }
    return Paths(
      iso: try await path(iso), kernel: try await path(kernel), initrd: try await path(initrd))
  }

  /// The name of the file that the installer starts from.
  var title: String { (iso ?? kernel).map(\.name) ?? "nothing" }

  /// One field for each file.
  var keyFields: [KeyField] { named.map { KeyField($0.role, "\($0.file.digest)") } }

  /// What a reader of the manifest wants to know: each file's name and digest.
  var inputs: [String: String] {
    Dictionary(
      named.map { ("\($0.role) \($0.file.name)", "\($0.file.digest)") },
      uniquingKeysWith: { first, _ in first })
  }

  /// The files by what they are.
  private var named: [(role: String, file: PinnedFile)] {
    [("iso", iso), ("kernel", kernel), ("initrd", initrd)].compactMap { role, file in
      file.map { (role, $0) }
    }
  }
}
