import BuildFoundation
import Foundation
import Pipeline
import Synchronization
import SystemPackage

/// Does in a guest what the connection plugin asks for.
final class AnsibleBridge: Sendable {
  private let guest: any Guest
  /// A folder in the guest for files that are in the way of nothing.
  private let folder: String
  private let limit: Duration
  private let count = Mutex(0)

  init(_ guest: any Guest, folder: String, limit: Duration) {
    self.guest = guest
    self.folder = folder
    self.limit = limit
  }

  /// The answer to a line of the plugin, as a line.
  func answer(_ line: [UInt8]) async -> [UInt8] {
    let answer: AnsibleAnswer
    do {
      answer = try await self.answer(JSONDecoder().decode(AnsibleRequest.self, from: Data(line)))
    } catch let error as BuildError {
      answer = AnsibleAnswer(failure: error.chain.joined(separator: ": "))
    } catch {
      answer = AnsibleAnswer(failure: "\(error)")
    }
    return (try? JSONEncoder().encode(answer)).map(Array.init) ?? Array(#"{"failure": ""}"#.utf8)
  }

  private func answer(_ request: AnsibleRequest) async throws -> AnsibleAnswer {
    switch (request.operation, request.command, request.hostPath, request.guestPath) {
    case (.run, let command?, _, _):
      return try await run(command, input: request.input)
    case (.put, _, let hostPath?, let guestPath?):
      // It may hold what only root may read; Ansible gives it the mode that it is to have.
      try await guest.upload(
        FilePath(hostPath), to: guestPath, attributes: FileAttributes(mode: 0o600))
      return AnsibleAnswer()
    case (.fetch, _, _, let guestPath?):
      return AnsibleAnswer(output: Data(try await guest.read(guestPath)))
    default:
      throw BuildError(.defect, "answering Ansible: the request is not complete")
    }
  }

  private func run(_ command: String, input: Data?) async throws -> AnsibleAnswer {
    let number = count.withLock { count in
      count += 1
      return count
    }
    let base = "\(folder)/\(number)"
    if let input {
      try await guest.write("\(base).in", Array(input), attributes: FileAttributes(mode: 0o600))
    }
    let lines = Mutex<[String]>([])
    let status = try await guest.run(
      GuestCommand(["/bin/sh", "-c", Self.script, "sh", base, command], limit: limit)
    ) { line in
      lines.withLock { $0.append(line) }
    }
    let parts = lines.withLock { $0 }.split(separator: Self.mark, omittingEmptySubsequences: false)
    guard status == 0, parts.count == 3, let own = parts[2].first.flatMap({ Int32($0) }),
      let output = Data(base64Encoded: parts[0].joined()),
      let errors = Data(base64Encoded: parts[1].joined())
    else {
      throw BuildError(
        .buildFailed, "running a command of Ansible in the guest: ended with status \(status)",
        output: lines.withLock { $0.suffix(OutputTail.usualLimit) })
    }
    return AnsibleAnswer(status: own, output: output, errors: errors)
  }

  private static let mark = "-----"

  /// Keeps output and errors apart, byte for byte: a guest's own output is one stream of lines.
  private static let script = """
    cd "$HOME" 2> /dev/null || cd /
    input=/dev/null
    if [ -e "$1.in" ]; then input=$1.in; fi
    (umask 077 && : > "$1.out" && : > "$1.err") || exit 1
    /bin/sh -c "$2" < "$input" > "$1.out" 2> "$1.err"
    status=$?
    base64 "$1.out" || exit 1
    echo "\(mark)"
    base64 "$1.err" || exit 1
    echo "\(mark)"
    echo "$status"
    rm -f "$1.in" "$1.out" "$1.err"
    """
}
