import BuildFoundation
import Foundation
import Subprocess
import SystemPackage

extension ExternalTool {
  /// Bytes of a line of this program's own output: an event with a guest's longest line in it.
  private static let longestLine = 1 << 20

  /// Runs this very program again, and gives its exit status, 128 + N when signal N ended it.
  ///
  /// The lines that it prints go to `onOutput` and `onError` as they appear. It has a process group of
  /// its own: a terminal's Ctrl-C reaches this process only, which passes on what it wants. Throws
  /// `BuildError` (`host`) when the program cannot be started.
  public static func runSelf(
    _ arguments: [String], onStart: @escaping @Sendable (Int32) -> Void,
    onOutput: @escaping @Sendable (String) -> Void,
    onError: @escaping @Sendable (String) -> Void
  ) async throws -> Int32 {
    var options = PlatformOptions()
    options.processGroupID = 0
    do {
      let result = try await Subprocess.run(
        .path("/proc/self/exe"), arguments: Arguments(arguments), platformOptions: options,
        input: .none, output: .sequence, error: .sequence
      ) { execution in
        onStart(execution.processIdentifier.value)
        let (output, errors) = (execution.standardOutput, execution.standardError)
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask { try await lines(of: output, limit: longestLine, to: onOutput) }
          group.addTask { try await lines(of: errors, limit: longestLine, to: onError) }
          try await group.waitForAll()
        }
      }
      return status(result.terminationStatus)
    } catch {
      throw BuildError(.host, "starting imgbuild again: \(error)")
    }
  }
}
