import BuildFoundation
import LibvirtKit
import Pipeline
import SystemPackage

/// A booted guest, reached through its agent.
final class BuilderGuest: Guest, BootedGuest, DomainGuest {
  let instance: BootedDomain
  let agent: GuestAgent
  private let outputFile: FilePath

  var place: GuestPlace { .builder }

  init(_ instance: BootedDomain) throws {
    guard let outputFile = instance.definition.outputFile else {
      throw BuildError(.defect, "booting a guest: it has no output channel")
    }
    self.instance = instance
    self.outputFile = outputFile
    agent = GuestAgent(of: instance.domain)
  }

  func run(
    _ command: GuestCommand, output: @escaping @Sendable (String) -> Void
  ) async throws -> Int32 {
    try await agent.stream(
      command.arguments, environment: GuestEnvironment.with(command.environment),
      limit: command.limit, outputFile: outputFile, output: output)
  }

  func read(_ path: String) async throws -> [UInt8] {
    try await agent.read(path)
  }

  func write(_ path: String, _ content: [UInt8], attributes: FileAttributes) async throws {
    try await agent.write(path, content)
    try await set(attributes, of: path)
  }

  func upload(_ file: FilePath, to path: String, attributes: FileAttributes) async throws {
    try await agent.upload(file, to: path)
    try await set(attributes, of: path)
  }

  func makeFolder(_ path: String, attributes: FileAttributes) async throws {
    if try await exists(path) { return }
    try await quietly(["mkdir", "-p", path], doing: "making the folder \(path)")
    try await set(attributes, of: path)
  }

  func exists(_ path: String) async throws -> Bool {
    let command = AgentCommand("/bin/sh", ["-c", #"test -e "$1" || test -L "$1""#, "sh", path])
    return try await agent.run(command, limit: .seconds(60)).exitStatus == 0
  }

  func whileQuiet(_ body: @Sendable () async throws -> Void) async throws {
    try await agent.freezeFileSystems()
    let result: Result<Void, any Error>
    do { result = .success(try await body()) } catch { result = .failure(error) }
    // A frozen guest cannot even shut down.
    try await agent.thawFileSystems()
    try result.get()
  }

  func hostName() async throws -> String {
    try await agent.hostName()
  }

  /// Lets every program that starts from now on have the same addresses, until the guest restarts.
  ///
  /// QEMU translates code once for each address at which it runs: where it emulates the processor,
  /// programs start in half the time then. A guest that has no such switch is as good as before.
  func stopRandomizingAddresses() async {
    let script = "echo 0 > /proc/sys/kernel/randomize_va_space"
    _ = try? await agent.run(AgentCommand("/bin/sh", ["-c", script]), limit: .seconds(60))
  }

  private func set(_ attributes: FileAttributes, of path: String) async throws {
    let mode = String(attributes.mode, radix: 8)
    let owner = "\(attributes.owner):\(attributes.group)"
    try await quietly(
      ["/bin/sh", "-c", #"chown "$1" "$3" && chmod "$2" "$3""#, "sh", owner, mode, path],
      doing: "setting owner and mode of \(path)")
  }

  /// Runs a short command without the output channel.
  private func quietly(_ arguments: [String], doing: String) async throws {
    let status = try await agent.run(
      AgentCommand("/usr/bin/env", arguments), limit: .seconds(60))
    guard status.exitStatus == 0 else {
      throw BuildError(
        .buildFailed, "\(doing): status \(status.exitStatus)",
        output: [String(decoding: status.errorOutput, as: UTF8.self)])
    }
  }
}
