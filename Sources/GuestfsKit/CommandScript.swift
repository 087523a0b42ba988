import Foundation

/// The shell script around a command, which gives its status and sends its output to the port.
struct CommandScript {
  let arguments: [String]
  let environment: [String: String]
  /// Unique, so that output of an earlier command cannot end this one.
  let nonce: String

  /// What the script writes to the port after the command's output.
  var mark: [UInt8] { [0x1e] + Array("imgbuild-end-\(nonce)\n".utf8) }

  /// For `guestfs_command`: a shell with the script and the command's own arguments.
  var commandLine: [String] { ["/bin/sh", "-c", text, "sh"] + arguments }

  /// Output ends in `status N`; what stands before that is the command's, if the port was busy.
  ///
  /// A port takes one writer: a process that an earlier command left running may still hold it.
  private var text: String {
    let variables = environment.sorted { $0.key < $1.key }
      .map { "export \($0.key)=\(Self.quoted($0.value))\n" }.joined()
    return """
      port=/dev/virtio-ports/\(OutputChannel.port)
      \(variables)exec 3>&1
      if ( : >"$port" ) 2>/dev/null; then
        exec 4>"$port"
        "$@" </dev/null >&4 2>&4 3>&- 4>&-
        status=$?
        printf '\\036imgbuild-end-\(nonce)\\n' >&4
        exec 4>&-
        printf 'status %d' $status >&3
      else
        "$@" </dev/null 2>&1 3>&-
        printf '\\036captured status %d' $? >&3
      fi
      """
  }

  /// What the script's standard output says: the status, and the output if it was captured.
  static func result(of text: String) -> (status: Int32, captured: String?)? {
    if let end = text.range(of: "\u{1e}captured status ", options: .backwards) {
      return Int32(text[end.upperBound...]).map { ($0, String(text[..<end.lowerBound])) }
    }
    guard text.hasPrefix("status ") else { return nil }
    return Int32(text.dropFirst("status ".count)).map { ($0, nil) }
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
      + "'"
  }
}
