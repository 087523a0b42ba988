import BuildFoundation
import Foundation
import Synchronization
public import SystemPackage

/// The folders of one build, and the record that lets the next start clean up after it.
///
/// A build that is killed cannot tidy up. So all that it will leave is written down before it
/// exists, and `Reaper` does the rest.
public final class BuildWorkspace: Sendable {
  /// Eight hexadecimal digits: paths of sockets are short.
  public let id: String
  /// On the disk, for overlays and everything large.
  ///
  /// Only this user can enter it.
  public let scratch: FilePath
  /// For sockets; at most 39 bytes long where `Folders` chose it.
  public let runtime: FilePath

  private let lock: FileLock
  private let record: Mutex<WorkspaceRecord>

  /// Makes the folders of a build of `recipe`.
  ///
  /// Waits up to a minute for a `Reaper` that is at work. Throws a `host` error when a folder cannot
  /// be made or is not this user's.
  public static func make(recipe: String, in folders: Folders) async throws -> BuildWorkspace {
    try PrivateFolder.make(folders.work)
    let gate = try await gate(of: folders)
    return try withExtendedLifetime(gate) {
      try BuildWorkspace(recipe: recipe, folders: folders)
    }
  }

  /// Held while a workspace is made or reaped, so that none is seen half made.
  static func gate(of folders: Folders) async throws -> FileLock {
    try await FileLock.wait(for: folders.work.appending(".lock"), limit: .seconds(60))
  }

  static func isID(_ name: String) -> Bool {
    name.utf8.count == 8 && name.allSatisfy { "0123456789abcdef".contains($0) }
  }

  private init(recipe: String, folders: Folders) throws {
    let text = String(UInt32.random(in: 0 ... .max), radix: 16)
    id = String(repeating: "0", count: 8 - text.count) + text
    scratch = folders.work.appending(id)
    runtime = folders.runtime.appending(id)
    try PrivateFolder.make(scratch)
    guard let lock = try FileLock(scratch.appending("lock")) else {
      throw BuildError(.defect, "making the folder \(scratch): somebody else has locked it")
    }
    self.lock = lock
    record = Mutex(
      WorkspaceRecord(
        id: id, owner: .current, recipe: recipe, runtime: runtime.string, partialOutputs: []))
    try PrivateFolder.make(processes)
    // First the record, then what it names.
    try record.withLock { try JSONFile.write($0, to: WorkspaceRecord.path(in: scratch)) }
    try PrivateFolder.make(folders.runtime)
    try PrivateFolder.make(runtime)
  }

  private var processes: FilePath { Self.processes(in: scratch) }

  static func processes(in scratch: FilePath) -> FilePath { scratch.appending("processes") }

  /// Writes down a process that was just started, so that it ends even if this one is killed.
  ///
  /// `endsGroup` is for a process that leads a group of its own. Of a libguestfs appliance, the
  /// folder of its sockets is written down too. Does nothing for a process that has
  /// already ended. Throws a `host` error when the record cannot be written.
  public func registerProcess(_ name: String, pid: Int32, endsGroup: Bool = false) throws {
    guard let identity = ProcessIdentity(pid: pid) else { return }
    let process = ProcessRecord(
      name: name, identity: identity, endsGroup: endsGroup,
      socketFolders: SocketFolder.named(in: ProcessTable.arguments(of: pid)))
    try JSONFile.write(process, to: processes.appending("\(pid).json"))
  }

  /// Kills what the build has started and still runs, without waiting: a net for what nobody ended.
  ///
  /// Also every other child of this process.
  public func killProcesses() {
    LeftoverProcesses(scratch: scratch, runtime: runtime).kill()
  }

  /// Where to make `output` until it is whole: a hidden name beside it, written down already.
  ///
  /// Throws a `host` error when the record cannot be written.
  public func partialOutput(for output: FilePath) throws -> FilePath {
    guard let name = output.lastComponent?.string, output.isAbsolute else {
      throw BuildError(.defect, "naming unfinished output: \(output) is not an absolute path")
    }
    let partial = output.removingLastComponent().appending(".\(name).\(id).partial")
    try record.withLock {
      if $0.partialOutputs.contains(partial.string) { return }
      $0.partialOutputs.append(partial.string)
      try JSONFile.write($0, to: WorkspaceRecord.path(in: scratch))
    }
    return partial
  }

  /// Removes the folders and the unfinished output; the build's processes must have ended.
  ///
  /// Throws a `host` error that names what could not be removed.
  public func remove() async throws {
    let problems = await WorkspaceRemoval.remove(record.withLock { $0 }, scratch: scratch)
    if let first = problems.first {
      throw BuildError(.host, "removing the build's folders: \(first)")
    }
  }
}
