import ArgumentParser
import BuildFoundation
import Foundation
import TerminalUI

extension ImgbuildCommand {
  /// Parses the process's arguments, runs the command, and gives the exit status.
  public static func run() async -> Int32 {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return 0
    } catch let error as BuildError {
      OutputDescriptor.standardError.write(
        lines: ErrorRendering.lines(for: error, style: .standardError))
      return error.code.exitStatus
    } catch let status as ExitCode {
      return status.rawValue
    } catch {
      return explain(error)
    }
  }

  /// Prints what the argument parser has to say: help and versions, or what was wrong.
  private static func explain(_ error: any Error) -> Int32 {
    let text = fullMessage(for: error)
    if exitCode(for: error).isSuccess {
      OutputDescriptor.standardOutput.write(lines: [text])
      return 0
    }
    OutputDescriptor.standardError.write(lines: [text])
    return BuildError.Code.usage.exitStatus
  }
}
