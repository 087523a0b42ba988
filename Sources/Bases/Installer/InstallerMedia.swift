import BuildFoundation
import Foundation
import Pipeline
import Recipes
import SystemPackage

/// What the machine of an installer starts from, made in a folder that nobody else can enter.
///
/// Holds secrets, so it is removed when the installer has ended.
struct InstallerMedia {
  let start: InstallerMachine.Start
  let discs: [FilePath]

  /// Makes the media; `answer` is the text with all secrets put in.
  init(
    _ base: InstallerBase, files: InstallerFiles.Paths, answer: String, in folder: FilePath
  ) async throws {
    let kind = base.answer.kind
    var discs = [files.iso].compactMap { $0 }
    if !kind.isInInitrd {
      discs.append(
        try await AnswerDisc(label: kind.discLabel, files: kind.discFiles(answer)).make(in: folder))
    }
    self.discs = discs
    guard kind.startsKernel else {
      start = .firmware
      return
    }
    var (kernel, initrd) = try await Self.kernel(kind, files, folder)
    if kind.isInInitrd {
      var archive = InitrdArchive()
      archive.add(kind.fileName, Array(answer.utf8))
      let extended = folder.appending("initrd")
      try archive.write(to: extended, after: initrd)
      initrd = extended
    }
    // The recipe's own come last: they win.
    start = .kernel(
      kernel, initrd: initrd, arguments: kind.arguments + base.arguments.map(\.value))
  }

  private static func kernel(
    _ kind: InstallerBase.AnswerKind, _ files: InstallerFiles.Paths, _ folder: FilePath
  ) async throws -> (FilePath, FilePath) {
    if let kernel = files.kernel, let initrd = files.initrd { return (kernel, initrd) }
    guard let iso = files.iso else {
      throw BuildError(.defect, "starting the installer: it has neither a kernel nor a disc")
    }
    let found = try await InstallerDisc(path: iso).extractKernel(for: kind, to: folder)
    return (found.kernel, found.initrd)
  }
}

extension InstallerBase.AnswerKind {
  /// The files of the answer's disc.
  func discFiles(_ answer: String) -> [String: String] {
    switch self {
    case .autoinstall:
      // Without the header cloud-init takes no notice; without metadata it sees no seed.
      let header = "#cloud-config\n"
      return [
        fileName: answer.hasPrefix("#cloud-config") ? answer : header + answer,
        "meta-data": "instance-id: imgbuild-installer\n",
      ]
    case .autounattend, .preseed, .kickstart: return [fileName: answer]
    }
  }
}
