import BuildFoundation
import Foundation
import HostKit
import Pipeline
import Recipes
import SystemPackage

/// The folder that mmdebstrap's hook and we share while a disk is made.
///
/// Unprivileged, the hook runs as another user of the host (a subordinate one). Then the folder is
/// in the system's temporary one, where that user can get, and an access list opens it to that user
/// alone.
struct BootstrapFolder {
  let path: FilePath

  var disk: FilePath { path.appending("disk.raw") }
  var hook: FilePath { path.appending("hook.sh") }
  var assembly: FilePath { path.appending("assemble.sh") }
  var tree: FilePath { path.appending("tree") }
  /// Whether the tree belongs to a subordinate user, so that it takes a namespace to touch it.
  let isShared: Bool
  private var files: FilePath { path.appending("files") }

  init(_ scratch: BuildScratch) throws {
    isShared = geteuid() != 0
    path =
      isShared
      ? try scratch.partialOutput(FilePath(NSTemporaryDirectory()).appending("imgbuild-bootstrap"))
      : scratch.folder.appending("bootstrap")
    try PrivateFolder.make(path)
  }

  /// What mmdebstrap and its hook are told.
  var environment: [String: String] {
    [
      "TMPDIR": path.string, "IMGBUILD_FOLDER": path.string, "IMGBUILD_DISK": disk.string,
      "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      "MTOOLS_SKIP_CHECK": "1",
    ]
  }

  /// Writes the hook and the files that it puts into the tree.
  func prepare(files contents: [String: String]) throws {
    try doing("writing the files of the base") {
      try write(BootstrapScripts.hook, to: hook)
      try write(BootstrapScripts.assembly, to: assembly)
      for (name, content) in contents { try write(content, to: files.appending(name)) }
    }
  }

  /// Copies a file to where the hook's user can read it, and gives its path there.
  func take(_ file: RecipeFile) throws -> FilePath {
    // apt tells armoured keyrings from others by their names.
    let copy = path.appending("keyring.\(file.path.extension ?? "gpg")")
    try doing("copying \(file.name)") {
      try FileManager.default.copyItem(atPath: file.path.string, toPath: copy.string)
    }
    return copy
  }

  /// Lets the hook's user in, and nobody else: who can write here writes the image.
  func openToHook() async throws {
    guard isShared else { return }
    // The first line tells which user of the host is the namespace's root, see user_namespaces(7).
    let map = try await ExternalTool.mmdebstrap.output(
      of: ["--unshare-helper", "cat", "/proc/self/uid_map"], doing: "asking for subordinate ids")
    let words = String(decoding: map, as: UTF8.self).split { $0 == " " || $0 == "\n" }
    guard words.count > 1 else {
      throw BuildError(.host, "asking for subordinate ids: the namespace has none")
    }
    try await ExternalTool.setfacl.check(
      ["-R", "-m", "u:\(words[1]):rwX", path.string], doing: "opening the folder to mmdebstrap")
  }

  /// A file that the hook left.
  func read(_ name: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path.appending(name).string) else {
      throw BuildError(.buildFailed, "making the base disk: the hook left no \(name)")
    }
    return Array(data)
  }

  /// The digests of the release files that the packages came from, by file name.
  func releases() throws -> [String: String] {
    let lines = String(decoding: try read("releases"), as: UTF8.self).split(separator: "\n")
    return Dictionary(
      lines.compactMap { line in
        let words = line.split(separator: " ", maxSplits: 1)
        guard words.count == 2 else { return nil }
        let name = FilePath(words[1].trimmingCharacters(in: .whitespaces)).lastComponent
        return name.map { ($0.string, "sha256:\(words[0])") }
      }, uniquingKeysWith: { first, _ in first })
  }

  func remove() {
    try? FileManager.default.removeItem(atPath: path.string)
  }

  private func write(_ content: String, to file: FilePath) throws {
    try FileManager.default.createDirectory(
      atPath: file.removingLastComponent().string, withIntermediateDirectories: true)
    try content.write(toFile: file.string, atomically: false, encoding: .utf8)
  }

  private func doing(_ what: String, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch {
      throw BuildError(.host, "\(what): \(error.reason)")
    }
  }
}
