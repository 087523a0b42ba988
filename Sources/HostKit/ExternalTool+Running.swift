import BuildFoundation
import Subprocess
import SystemPackage

extension ExternalTool {
  /// How long a tool has between SIGTERM and SIGKILL.
  public static let defaultGrace = Duration.seconds(3)

  /// Runs the tool and gives its exit status, 128 + N when signal N ended it.
  ///
  /// Each line of standard output and standard error goes to `onLine` as it appears. `onStart` gets
  /// the process identifier, for whoever must find the process again after a crash. The tool has a
  /// process group of its own, so a terminal's Ctrl-C does not reach it; a cancelled task ends the
  /// group with SIGTERM, and with SIGKILL after `grace`. `environment` is added to the host's; nil
  /// takes a variable away.
  /// Throws `BuildError` (`host`) when the tool is missing or cannot be started, and
  /// `CancellationError`.
  public func run(
    _ arguments: [String], environment: [String: String?] = [:],
    grace: Duration = defaultGrace,
    onStart: @Sendable (Int32) -> Void = { _ in },
    onLine: @Sendable (String) -> Void = { _ in }
  ) async throws -> Int32 {
    let result = try await starting {
      try await Subprocess.run(
        try configuration(arguments, environment, grace: grace),
        input: .none, output: .sequence, error: .combinedWithOutput
      ) { execution in
        onStart(execution.processIdentifier.value)
        try await Self.lines(of: execution.standardOutput, to: onLine)
      }
    }
    try Task.checkCancellation()
    return Self.status(result.terminationStatus)
  }

  /// Runs the tool, which must succeed.
  ///
  /// `doing` starts the message of the error, which carries the tool's last lines. Otherwise as
  /// `run`; a status other than 0 is a `buildFailed` error. Lines for which `isProgress` is true go
  /// to `onLine` only.
  public func check(
    _ arguments: [String], doing: String, environment: [String: String?] = [:],
    grace: Duration = defaultGrace,
    isProgress: @escaping @Sendable (String) -> Bool = { _ in false },
    onStart: @Sendable (Int32) -> Void = { _ in },
    onLine: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws {
    let tail = OutputTail()
    let status = try await run(
      arguments, environment: environment, grace: grace, onStart: onStart
    ) { line in
      if !line.isEmpty, !isProgress(line) { tail.append(line) }
      onLine(line)
    }
    guard status == 0 else { throw failure(status, doing: doing, output: tail.lines) }
  }

  /// Runs the tool, which must succeed, and gives its standard output.
  ///
  /// Meant for short answers such as JSON: more than 64 MiB is an error. Otherwise as `check`.
  public func output(
    of arguments: [String], doing: String, environment: [String: String] = [:]
  ) async throws -> [UInt8] {
    let result = try await starting {
      try await Subprocess.run(
        try configuration(arguments, environment, grace: Self.defaultGrace),
        output: .bytes(limit: 64 << 20), error: .bytes(limit: 1 << 20))
    }
    try Task.checkCancellation()
    let status = Self.status(result.terminationStatus)
    guard status == 0 else {
      throw failure(status, doing: doing, output: Self.lastLines(result.standardError))
    }
    return result.standardOutput
  }

  /// Runs the tool, which must succeed, and gives its standard output piece by piece to `onBytes`.
  ///
  /// Meant for what is too large to keep. What `onBytes` throws ends the tool, and is thrown. Otherwise as
  /// `check`; the lines of the error are those of standard error.
  public func stream(
    _ arguments: [String], doing: String, onStart: @Sendable (Int32) -> Void = { _ in },
    onBytes: (UnsafeRawBufferPointer) throws -> Void
  ) async throws {
    let result = try await starting {
      try await Subprocess.run(
        try configuration(arguments, [:], grace: Self.defaultGrace),
        input: .none, output: .sequence, error: .bytes(limit: 1 << 20)
      ) { execution in
        onStart(execution.processIdentifier.value)
        for try await buffer in execution.standardOutput {
          try buffer.withUnsafeBytes { try onBytes($0) }
        }
      }
    }
    try Task.checkCancellation()
    let status = Self.status(result.terminationStatus)
    guard status == 0 else {
      throw failure(status, doing: doing, output: Self.lastLines(result.standardError))
    }
  }

  private static func lastLines(_ bytes: [UInt8]) -> [String] {
    var splitter = LineSplitter()
    let lines = splitter.push(bytes) + [splitter.finish()].compactMap { $0 }
    return lines.suffix(OutputTail.usualLimit)
  }

  private func configuration(
    _ arguments: [String], _ environment: [String: String?], grace: Duration
  ) throws -> Configuration {
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [
      .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: grace)
    ]
    // Messages are shown and parsed: they must not depend on the user's language.
    var added: [Environment.Key: String?] = ["LC_ALL": "C"]
    for (name, value) in environment {
      added[Environment.Key(stringLiteral: name)] = .some(value)
    }
    return Configuration(
      executable: .path(try located()), arguments: Arguments(arguments),
      environment: .inherit.updating(added), platformOptions: options)
  }

  private func starting<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
      return try await body()
    } catch let error as SubprocessError {
      try Task.checkCancellation()
      throw BuildError(.host, "running \(name): \(error)", cause: error)
    }
  }

  private func failure(_ status: Int32, doing: String, output: [String]) -> BuildError {
    let meaning = status > 128 ? "was ended by signal \(status - 128)" : "failed (status \(status))"
    // Tools of Debian's package manager say the reason first, as `E: `, and then that they failed.
    let reason = (output.first { $0.hasPrefix("E: ") } ?? output.last).map { ": \($0)" } ?? ""
    return BuildError(.buildFailed, "\(doing): \(name) \(meaning)\(reason)", output: output)
  }

  static func lines(
    of output: SubprocessOutputSequence, limit: Int = LineSplitter.usualLimit,
    to onLine: (String) -> Void
  ) async throws {
    var splitter = LineSplitter(limit: limit)
    for try await buffer in output {
      buffer.withUnsafeBytes { splitter.push($0) }.forEach(onLine)
    }
    if let last = splitter.finish() { onLine(last) }
  }

  static func status(_ status: TerminationStatus) -> Int32 {
    switch status {
    case .exited(let code): code
    case .signaled(let signal): 128 + signal
    }
  }
}
