import BuildFoundation
import Foundation
public import SystemPackage

extension GuestAgent {
  /// Runs a program in a Linux guest and gives its exit status; each line that it prints, on standard
  /// output or error, goes to `output` while it runs.
  ///
  /// The agent itself gives output only at the end, so it goes through the domain's output channel;
  /// `outputFile` is that channel's file on the host. One program at a time: the guest can open the
  /// channel once. `environment` is added to the agent's own. What a program leaves running in the
  /// background is heard for two seconds more. Throws as `run(_:limit:meanwhile:)` does.
  public func stream(
    _ arguments: [String], environment: [String: String] = [:], limit: Duration,
    outputFile: FilePath, output: @escaping @Sendable (String) -> Void
  ) async throws -> Int32 {
    let mark = "imgbuild-end-\(UUID().uuidString)"
    let follower = try OutputFollower(outputFile, mark: mark, output: output)
    let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let command = AgentCommand(
      "/bin/sh", ["-c", Self.relay, "sh", mark, "env"] + variables + arguments,
      capturesOutput: false)
    let status = try await run(command, limit: limit) { _ = try follower.pump() }
    // The exit status can overtake the last output: they come through different channels.
    let end = ContinuousClock.now + .seconds(5)
    while try !follower.pump(), ContinuousClock.now < end {
      try await Task.sleep(for: .milliseconds(20))
    }
    follower.finish()
    if status.exitStatus == Self.noChannel, try !follower.pump() {
      throw BuildError(
        .buildFailed,
        "running a program in the guest: its output has no way out: there is no "
          + "\(DomainDefinition.outputChannelDevice), or no room in its /tmp",
        hint: "does its kernel have virtio_console, and does udev or mdev run?")
    }
    return status.exitStatus
  }

  /// The exit status of the relay where the output channel cannot be used.
  private static let noChannel: Int32 = 125

  /// Runs its arguments, but the first, with their output in the channel, then writes the first there.
  ///
  /// Through a pipe, and not straight into the channel: a background process that kept the channel
  /// open would lock out the next program, while a reader can be ended. The channel is waited for: udev
  /// may name it after the agent has begun to answer.
  private static let relay = """
    mark=$1; shift
    port=\(DomainDefinition.outputChannelDevice)
    tries=0
    until [ -c "$port" ]; do
      [ $tries -lt 300 ] || exit \(noChannel)
      sleep 0.1
      tries=$((tries + 1))
    done
    folder=$(mktemp -d) || exit \(noChannel)
    mkfifo "$folder/pipe" || exit \(noChannel)
    cat <"$folder/pipe" >"$port" & reader=$!
    "$@" </dev/null >"$folder/pipe" 2>&1
    status=$?
    rm -rf "$folder"
    tries=0
    while kill -0 $reader 2>/dev/null && [ $tries -lt 20 ]; do
      sleep 0.1
      tries=$((tries + 1))
    done
    kill $reader 2>/dev/null
    wait $reader
    printf '\\n%s\\n' "$mark" >"$port"
    exit $status
    """
}
