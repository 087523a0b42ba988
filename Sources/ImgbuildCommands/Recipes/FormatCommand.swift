import ArgumentParser
import BuildFoundation
import Foundation
import HostKit
import Recipes
import SystemPackage
import TerminalUI

/// `imgbuild fmt`: formats recipes.
struct FormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt", abstract: "Format recipes; comments, order and meaning stay.",
    discussion: """
      Prints the names of the files that it changes. With --check it changes none, and exits with \
      1 if there are any.
      """)

  /// Stands for standard input and output.
  private static let standardStreams = "-"

  @Flag(help: "Change nothing; list the files that would change.")
  var check = false

  @Argument(
    help: "The recipes; - formats standard input to standard output.", completion: .recipes)
  var recipes: [String]

  func validate() throws {
    guard recipes.count > 1, recipes.contains(Self.standardStreams) else { return }
    throw ValidationError("- stands for standard input, and cannot be given beside files.")
  }

  func run() throws {
    var outcome = Outcome()
    for name in recipes {
      do {
        try format(name, &outcome)
      } catch {
        let known = BuildError.wrapping(error, doing: "formatting \(name)")
        OutputDescriptor.standardError.write(
          lines: ErrorRendering.lines(for: known, style: .standardError))
        outcome.failure = outcome.failure ?? known.code.exitStatus
      }
    }
    if let status = outcome.failure { throw ExitCode(status) }
    if check, outcome.changes > 0 { throw ExitCode(1) }
  }

  /// What came of all files.
  private struct Outcome {
    var changes = 0
    /// The exit status of the first file that could not be formatted.
    var failure: Int32?
  }

  private func format(_ name: String, _ outcome: inout Outcome) throws {
    let isStream = name == Self.standardStreams
    let input = try isStream ? FileDescriptor.standardInput.readRecipe() : nil
    let path = FilePath(name)
    let report =
      try input.map { try RecipeFormatter().format($0, file: "standard input") }
      ?? RecipeFormatter().format(path)
    for diagnostic in report.diagnostics {
      OutputDescriptor.standardError.write(lines: diagnostic.rendered)
    }
    guard let text = report.text else {
      outcome.failure = outcome.failure ?? BuildError.Code.recipe.exitStatus
      return
    }
    if report.isChanged { outcome.changes += 1 }
    if isStream, !check {
      try write(text)
    } else if report.isChanged {
      if !check { try replaceFile(path, expected: report.original, with: Array(text.utf8)) }
      OutputDescriptor.standardOutput.write(lines: [report.file])
    }
  }

  /// Writes all or throws: what is lost here is a recipe.
  private func write(_ text: String) throws {
    do {
      try FileDescriptor.standardOutput.writeAll(text.utf8)
    } catch {
      throw BuildError(.host, "writing the formatted recipe: \(error.reason)")
    }
  }
}

extension FileDescriptor {
  /// All that there is to read, or somewhat more than a recipe may have.
  fileprivate func readRecipe() throws -> [UInt8] {
    do {
      return try readUpTo((1 << 20) + 1)
    } catch {
      throw BuildError(.host, "reading standard input: \(error.reason)")
    }
  }
}
