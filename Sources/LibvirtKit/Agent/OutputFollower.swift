import BuildFoundation
import Synchronization
import SystemPackage

/// Gives the lines that are appended to a file, from where it ends now to a line that is the end mark.
final class OutputFollower: Sendable {
  private struct State {
    var splitter = LineSplitter()
    var offset: Int64
    /// Blank lines are held until the next line: the last one before the mark belongs to the mark.
    var heldBlankLines = 0
    var isComplete = false
  }

  private let path: FilePath
  private let file: FileDescriptor
  private let mark: String
  private let output: @Sendable (String) -> Void
  private let state: Mutex<State>

  /// Follows `path` from its present end; throws when it cannot be opened.
  init(_ path: FilePath, mark: String, output: @escaping @Sendable (String) -> Void) throws {
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
      state = Mutex(State(offset: try file.seek(offset: 0, from: .end)))
      self.file = file
    } catch {
      throw BuildError(.buildFailed, "following the guest's output in \(path)", cause: error)
    }
    self.path = path
    self.mark = mark
    self.output = output
  }

  deinit {
    try? file.close()
  }

  /// Gives the lines completed since the last call, and says whether the end mark came.
  func pump() throws -> Bool {
    try state.withLock { state in
      while !state.isComplete {
        let offset = state.offset
        let chunk: [UInt8]
        do {
          chunk = try [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
            let bytes = UnsafeMutableRawBufferPointer(buffer)
            count = try file.read(fromAbsoluteOffset: offset, into: bytes)
          }
        } catch {
          throw BuildError(.buildFailed, "following the guest's output in \(path)", cause: error)
        }
        if chunk.isEmpty { break }
        state.offset += Int64(chunk.count)
        for line in state.splitter.push(chunk) { take(line, &state) }
      }
      return state.isComplete
    }
  }

  /// Gives what came without the end mark, when no more is to be expected.
  func finish() {
    state.withLock { state in
      guard !state.isComplete, let line = state.splitter.finish() else { return }
      take(line, &state)
    }
  }

  private func take(_ line: String, _ state: inout State) {
    if state.isComplete { return }
    if line == mark {
      state.isComplete = true
      state.heldBlankLines = max(0, state.heldBlankLines - 1)
    } else if line.isEmpty {
      state.heldBlankLines += 1
      return
    }
    for _ in 0..<state.heldBlankLines { output("") }
    state.heldBlankLines = 0
    if !state.isComplete { output(line) }
  }
}
