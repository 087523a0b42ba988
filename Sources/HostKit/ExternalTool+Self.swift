import BuildFoundation
import Foundation
import Subprocess
import SystemPackage

extension ExternalTool {
  /// Runs this very program again, on the same terminal or files, and gives its exit status, 128 + N
  /// when signal N ended it.
  ///
  /// It has a process group of its own: a terminal's Ctrl-C reaches this process only, which passes on
  /// what it wants. Throws `BuildError` (`host`) when the program cannot be started.
  public static func runSelf(
    _ arguments: [String], onStart: @escaping @Sendable (Int32) -> Void
  ) async throws -> Int32 {
    var options = PlatformOptions()
    options.processGroupID = 0
    do {
      let result = try await Subprocess.run(
        .path("/proc/self/exe"), arguments: Arguments(arguments), platformOptions: options,
        input: .fileDescriptor(.standardInput, closeAfterSpawningProcess: false),
        output: .fileDescriptor(.standardOutput, closeAfterSpawningProcess: false),
        error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false)
      ) { execution in
        onStart(execution.processIdentifier.value)
      }
      return status(result.terminationStatus)
    } catch {
      throw BuildError(.host, "starting imgbuild again: \(error)")
    }
  }
}
