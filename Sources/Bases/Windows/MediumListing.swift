import Synchronization

/// What `7zz l -slt` prints: blocks of `Name = value`, one for each file.
final class MediumListing: Sendable {
  /// Files and folders beyond these are passed over; discs of Windows have about a thousand.
  private static let most = 100_000

  private struct State {
    var paths: [String] = []
    var isCut = false
  }

  private let state = Mutex(State())

  /// Takes the next line.
  func read(_ line: String) {
    state.withLock { state in
      if line.hasPrefix("Path = "), state.paths.count < Self.most {
        state.paths.append(String(line.dropFirst(7)))
      } else if line == "Unexpected end of archive" {
        state.isCut = true
      }
    }
  }

  /// The paths of files and folders.
  var paths: [String] { state.withLock { $0.paths } }
  /// Whether the disc should go on where the file ends.
  var isCut: Bool { state.withLock { $0.isCut } }
}
