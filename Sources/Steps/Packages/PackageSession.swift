import BuildFoundation
import Pipeline
import Synchronization

/// A guest whose packages are changed, and how its package manager is run.
struct PackageSession: Sendable {
  let guest: any Guest
  let report: StepReport
  let system: GuestSystem
  let limit: Duration

  /// What every package manager gets.
  ///
  /// In a chroot systemd's tools find out themselves that they are not to talk to a manager; told so,
  /// they need not guess.
  private var environment: [String: String] {
    let common = ["LC_ALL": "C.UTF-8"]
    guard guest.place == .appliance else { return common }
    return common.merging(["SYSTEMD_OFFLINE": "1"]) { $1 }
  }

  /// Runs a package manager, which must end with one of `accepted`; gives the status.
  ///
  /// `doing` starts the message of the error, which has the manager's own reason. A status that
  /// says too little is helped by `isFailure`: a line of which it is true is a failure, too.
  @discardableResult
  func run(
    _ arguments: [String], environment: [String: String] = [:], doing: String,
    accepting accepted: Set<Int32> = [0],
    isFailure: @escaping @Sendable (String) -> Bool = { _ in false }
  ) async throws -> Int32 {
    let command = GuestCommand(
      arguments, environment: self.environment.merging(environment) { $1 }, limit: limit)
    let tail = OutputTail()
    // Names of missing packages may be far from the end.
    let reasons = OutputTail()
    let failed = Mutex(false)
    let status: Int32
    do {
      status = try await guest.run(command) { line in
        tail.append(line)
        if PackageFailure(line: line) != nil { reasons.append(line) }
        if isFailure(line) { failed.withLock { $0 = true } }
        report.output(line)
      }
    } catch var error as BuildError {
      if error.output.isEmpty { error.output = tail.lines }
      throw error
    }
    guard accepted.contains(status), !failed.withLock({ $0 }) else {
      throw PackageFailure.error(
        doing: doing, program: arguments[0], status: status, reasons: reasons.lines,
        output: tail.lines)
    }
    return status
  }

  /// What a command printed; nothing when it failed.
  func lines(of arguments: [String]) async -> [String] {
    let command = GuestCommand(arguments, environment: environment, limit: .seconds(120))
    let text = try? await guest.output(of: command, doing: "looking for packages")
    return text?.split(separator: "\n").map(String.init) ?? []
  }

  /// Writes a file of the system's configuration, and the folder that it is in.
  func write(_ path: String, _ content: [UInt8]) async throws {
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      try await guest.makeFolder(String(path[..<slash]), attributes: .folder)
    }
    try await guest.write(path, content, attributes: .file)
  }

  /// Waits until a booted guest has a network: its agent answers long before that.
  ///
  /// Without one it goes on after two minutes: the repositories may be files.
  func waitForNetwork() async throws {
    guard guest.place == .builder else { return }
    report.progress("waiting for the guest's network")
    _ = try await guest.run(.shell(Self.networkScript, limit: .seconds(300))) { _ in }
  }

  /// Ends once there is a default route and a resolver: what `/proc` says needs no tool.
  private static let networkScript = """
    routed() {
      awk '$2 == "00000000" { found = 1 } END { exit !found }' /proc/net/route ||
        awk '$1 == "00000000000000000000000000000000" && $2 == "00" && $10 != "lo" { found = 1 }
          END { exit !found }' /proc/net/ipv6_route
    }
    end=$(($(date +%s) + 120))
    until routed 2> /dev/null && grep -q '^nameserver' /etc/resolv.conf 2> /dev/null; do
      [ "$(date +%s)" -lt "$end" ] || exit 1
      sleep 1
    done
    """
}
