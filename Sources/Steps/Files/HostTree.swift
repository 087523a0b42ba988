import BuildFoundation
import Foundation
import SystemPackage

/// A file of the host, or a folder with all below it, in an order that does not depend on the host.
struct HostTree {
  /// A file, folder or link of the tree.
  struct Entry {
    /// The path below the root of the tree; empty for the root itself.
    var relativePath: String
    /// Permission bits.
    var mode: UInt16
    /// What it holds; nil for a folder.
    var content: Content?
  }

  /// What a file or a link holds.
  enum Content {
    case file(FilePath)
    case link(String)

    func digest() throws -> Digest {
      switch self {
      case .file(let path): try Digest.sha256(ofFile: path)
      case .link(let destination): Digest.sha256("link:\(destination)")
      }
    }
  }

  /// The entries, each folder before what it holds, sorted by path.
  let entries: [Entry]

  /// Reads the tree at `root`; a link at the root is followed, links below are kept.
  ///
  /// Files and folders with a name of `ignoring` are left out, with all below them.
  init(_ root: FilePath, ignoring: Set<String> = []) throws {
    do {
      var found = [try Self.entry(root, "", following: true)]
      if found[0].content == nil {
        let folder = Self.resolved(root)
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.string)
        let wanted = paths.filter { path in
          !path.split(separator: "/").contains { ignoring.contains(String($0)) }
        }
        found += try wanted.sorted().map {
          try Self.entry(folder.appending(FilePath($0).components), $0, following: false)
        }
      }
      entries = found
    } catch let error as BuildError {
      throw error
    } catch {
      throw BuildError(.recipe, "reading the files of \(root): \(error.reason)")
    }
  }

  private static func entry(
    _ path: FilePath, _ relativePath: String, following: Bool
  ) throws -> Entry {
    let real = (following ? resolved(path) : path).string
    let attributes = try FileManager.default.attributesOfItem(atPath: real)
    let mode = UInt16(((attributes[.posixPermissions] as? Int) ?? 0o644) & 0o7777)
    switch attributes[.type] as? FileAttributeType {
    case .typeDirectory: return Entry(relativePath: relativePath, mode: mode, content: nil)
    case .typeSymbolicLink:
      let destination = try FileManager.default.destinationOfSymbolicLink(atPath: real)
      return Entry(relativePath: relativePath, mode: mode, content: .link(destination))
    case .typeRegular:
      return Entry(relativePath: relativePath, mode: mode, content: .file(FilePath(real)))
    default:
      throw BuildError(
        .recipe, "reading files: \(path) is neither a file, a folder nor a link")
    }
  }

  private static func resolved(_ path: FilePath) -> FilePath {
    FilePath(URL(filePath: path.string).resolvingSymlinksInPath().path)
  }
}
