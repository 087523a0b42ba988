import ArgumentParser
import BuildFoundation
import Foundation
import HostKit
import SystemPackage
import TerminalUI

/// `imgbuild init`: writes a recipe to start from.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a commented recipe to start from.")

  @Option(help: "What the image is made from: \(StarterRecipe.names).")
  var from = StarterRecipe.debian

  @Flag(help: "Replace the file if it is there.")
  var force = false

  @Argument(help: "The recipe to write.", completion: .recipes)
  var file = "recipe.yml"

  func run() throws {
    let path = FilePath.absolute(file)
    var status = stat()
    let isThere = lstat(path.string, &status) == 0
    if isThere, stat(path.string, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw BuildError(
        .usage, "writing a recipe: \(file) is a folder",
        hint: "name the file: \(FilePath(file).appending("recipe.yml"))")
    }
    if isThere, !force {
      throw BuildError(
        .usage, "writing a recipe: \(file) is there already",
        hint: "name another file, or replace this one with --force")
    }
    let text = Array(from.text(name: StarterRecipe.name(for: path)).utf8)
    try isThere ? replace(path, with: text) : create(path, with: text)
    OutputDescriptor.standardOutput.write(lines: nextSteps)
  }

  private func replace(_ path: FilePath, with text: [UInt8]) throws {
    guard let present = FileManager.default.contents(atPath: path.string) else {
      throw BuildError(
        .host, "writing a recipe: \(file) is there and cannot be read", hint: "remove it first")
    }
    try replaceFile(path, expected: [UInt8](present), with: text)
  }

  /// Makes the file; one that appears meanwhile stays.
  private func create(_ path: FilePath, with text: [UInt8]) throws {
    do {
      let descriptor = try FileDescriptor.open(
        path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: [.ownerReadWrite, .groupReadWrite, .otherReadWrite])
      try descriptor.closeAfter {
        do {
          try descriptor.writeAll(text)
        } catch {
          unlink(path.string)
          throw error
        }
      }
    } catch Errno.noSuchFileOrDirectory {
      let folder = FilePath(file).removingLastComponent()
      throw BuildError(
        .usage, "writing a recipe: there is no folder \(folder)",
        hint: "make it: mkdir -p \(folder)"
      )
    } catch {
      throw BuildError(.host, "writing a recipe: \(file): \(error.reason)")
    }
  }

  private var nextSteps: [String] {
    var lines = ["wrote \(file)"]
    lines += from.preparation.map { "  first:     \($0)" }
    lines += [
      "  then edit: it says in comments what there is",
      "  check it:  imgbuild validate \(file)",
      "  build it:  imgbuild run \(file)",
    ]
    return lines
  }
}
