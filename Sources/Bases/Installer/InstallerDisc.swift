import BuildFoundation
import Foundation
import HostKit
import Recipes
import SystemPackage

/// An installer's disc, as a file.
struct InstallerDisc {
  let path: FilePath

  /// Copies the kernel and the initial RAM disk out of it.
  ///
  /// Throws a `recipe` error when they are at none of the places where discs for answers of `kind`
  /// have them.
  func extractKernel(
    for kind: InstallerBase.AnswerKind, to folder: FilePath
  ) async throws -> (kernel: FilePath, initrd: FilePath) {
    let names = try await fileNames()
    let place = kind.kernelsOnDisc.first { names.contains($0.kernel) && names.contains($0.initrd) }
    guard let place else {
      let known = kind.kernelsOnDisc.map { "\($0.kernel) with \($0.initrd)" }
      throw BuildError(
        .recipe,
        "looking for the kernel on \(path): it is at no place where discs for \(kind.rawValue) "
          + "files have it",
        hint: "is it an installation disc? `kernel` and `initrd` name other ones",
        output: ["looked for:"] + known)
    }
    let kernel = folder.appending("disc-kernel")
    let initrd = folder.appending("disc-initrd")
    try await ExternalTool.xorriso.check(
      [
        "-osirrox", "on", "-indev", path.string, "-extract", place.kernel, kernel.string,
        "-extract", place.initrd, initrd.string,
      ], doing: "copying the kernel from \(path)")
    return (kernel, initrd)
  }

  /// The files near the disc's root: installers are not deeper.
  private func fileNames() async throws -> Set<String> {
    do {
      let output = try await ExternalTool.xorriso.output(
        of: ["-indev", path.string, "-find", "/", "-maxdepth", "3", "-type", "f"],
        doing: "reading the disc \(path)")
      // One name a line, in single quotes.
      return Set(
        String(decoding: output, as: UTF8.self).split(separator: "\n").compactMap { line in
          line.hasPrefix("'") && line.hasSuffix("'") ? String(line.dropFirst().dropLast()) : nil
        })
    } catch var error as BuildError where error.code == .buildFailed {
      error.code = .recipe
      error.hint = "is it the image of a disc (ISO 9660), and whole?"
      throw error
    }
  }
}
