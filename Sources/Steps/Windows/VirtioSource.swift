import BuildFoundation
import Foundation
import HostKit
import SystemPackage
import WindowsSetup

/// virtio-win on this machine: its disc, or a folder with what is on it.
struct VirtioSource {
  /// As the recipe names it.
  let name: String
  private let path: FilePath

  init(_ path: FilePath, name: String) {
    self.name = name
    self.path = path
  }

  /// Whether it is a file, and so a disc.
  var isDisc: Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path.string, isDirectory: &isFolder)
      && !isFolder.boolValue
  }

  /// What stands for its content in layer keys; throws a `recipe` error when it cannot be read.
  func digest() throws -> Digest {
    guard !isDisc else {
      return try Digest.sha256(ofFile: path)
    }
    let entries = try tree().map { "\($0.path) \(try Digest.sha256(ofFile: $0.file).hex)\n" }
    return Digest.sha256(entries.joined())
  }

  /// The drivers for a Windows, to be removed after use.
  ///
  /// Throws a `recipe` error when there are none for it.
  func files(for windows: WindowsTarget) async throws -> VirtioFiles {
    guard isDisc else {
      let found = try tree()
      let folders = try VirtioTree(paths: found.map(\.path)).folders(for: windows, in: name)
      let files = Dictionary(found.map { ($0.path, $0.file) }) { first, _ in first }
      return VirtioFiles(folders: folders, files: files)
    }
    let folders = try VirtioTree(paths: try await discPaths()).folders(for: windows, in: name)
    let paths = folders.flatMap { folder in
      folder.files.filter { !$0.lowercased().hasSuffix(".pdb") }.map { "\(folder.path)/\($0)" }
    }
    return try await unpacked(paths, folders)
  }

  /// The files that count, with their paths below the folder.
  private func tree() throws -> [(path: String, file: FilePath)] {
    try HostTree(path).entries.compactMap { entry in
      // Debugging information is most of virtio-win, and nothing that a system needs.
      guard !entry.relativePath.lowercased().hasSuffix(".pdb") else { return nil }
      switch entry.content {
      case nil: return nil
      case .file(let file): return (entry.relativePath, file)
      case .link:
        let target = path.appending(FilePath(entry.relativePath).components).string
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: target, isDirectory: &isFolder),
          !isFolder.boolValue
        else { return nil }
        return (entry.relativePath, FilePath(target))
      }
    }
  }

  private func discPaths() async throws -> [String] {
    do {
      let output = try await ExternalTool.xorriso.output(
        of: ["-indev", path.string, "-find", "/", "-type", "f"],
        doing: "reading the disc \(name)")
      // One name a line, in single quotes.
      return String(decoding: output, as: UTF8.self).split(separator: "\n").compactMap { line in
        line.hasPrefix("'/") && line.hasSuffix("'") ? String(line.dropFirst(2).dropLast()) : nil
      }
    } catch var error as BuildError where error.code == .buildFailed {
      error.code = .recipe
      error.hint = "is it the disc of virtio-win (ISO 9660), and whole?"
      throw error
    }
  }

  /// Copies files from the disc, on this machine: an appliance for it would take minutes without KVM.
  private func unpacked(
    _ paths: [String], _ folders: [VirtioTree.Folder] = []
  ) async throws -> VirtioFiles {
    let target = FilePath(
      FileManager.default.temporaryDirectory.appending(path: "imgbuild-\(UUID().uuidString)").path)
    try FileManager.default.createDirectory(
      atPath: target.string, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    var files: [String: FilePath] = [:]
    var arguments = ["-osirrox", "on", "-indev", path.string]
    for path in paths {
      let file = target.appending(FilePath(path).components)
      files[path] = file
      arguments += ["-extract", "/\(path)", file.string]
    }
    do {
      try await ExternalTool.xorriso.check(
        arguments, doing: "copying drivers from \(name)")
    } catch {
      try? FileManager.default.removeItem(atPath: target.string)
      throw error
    }
    return VirtioFiles(folders: folders, files: files, folder: target)
  }
}

extension VirtioSource {
  /// The guest agent's package for 64-bit Windows, as virtio-win has it.
  private static let package = "guest-agent/qemu-ga-x86_64.msi"

  /// The package in a folder, or the disc that may have one; throws a `recipe` error for a folder without.
  func fileWithPackage() throws -> FilePath {
    guard !isDisc else { return path }
    let file = path.appending(FilePath(Self.package).components)
    guard FileManager.default.fileExists(atPath: file.string) else { throw lacksPackage }
    return file
  }

  private var lacksPackage: BuildError {
    BuildError(
      .recipe, "looking for the guest agent in \(name): there is no \(Self.package)",
      hint: "name the package itself, or a virtio-win that has it")
  }

  /// The package, and what is to be removed after use.
  ///
  /// Throws a `recipe` error when there is none.
  func guestAgent() async throws -> (FilePath, VirtioFiles?) {
    guard isDisc else { return (try fileWithPackage(), nil) }
    guard try await discPaths().contains(Self.package) else { throw lacksPackage }
    let files = try await unpacked([Self.package])
    guard let file = files.files[Self.package] else {
      throw BuildError(.defect, "unpacking \(Self.package): it is lost")
    }
    return (file, files)
  }
}
