public import BuildFoundation
import Foundation
import SystemPackage

/// Cleans up after builds whose process was killed: ends what they started, removes what they left.
///
/// Runs at every start. It never unmounts anything, and deletes nothing below a mount.
public struct Reaper: Sendable {
  /// What was left of one build, and what became of it.
  public struct Finding: Sendable, Equatable {
    /// The recipe; nil when the build was killed before it wrote that down.
    public let recipe: String?
    /// How many processes were ended.
    public let processes: Int
    /// How much room was freed on the disk.
    public let freed: ByteCount
    /// What could not be cleaned up, a sentence each; tried again at the next start.
    public let problems: [String]

    /// One line for the reader.
    public var notice: String {
      var parts: [String] = []
      if processes > 0 { parts.append(processes == 1 ? "1 process" : "\(processes) processes") }
      parts.append("\(freed)")
      let build = recipe.map { "an interrupted build of \($0)" } ?? "an interrupted build"
      let done = "cleaned up after \(build): \(parts.joined(separator: ", "))"
      return ([done] + problems).joined(separator: "; ")
    }
  }

  private let folders: Folders

  /// Makes a reaper of the builds that work in `folders`.
  public init(folders: Folders) {
    self.folders = folders
  }

  /// Cleans up after every build whose owner is dead, and says what was mended.
  ///
  /// Waits up to a minute for another reaper. Throws a `host` error when the cache folder is not
  /// this user's; what goes wrong with a single build is in its finding.
  public func reap() async throws -> [Finding] {
    try PrivateFolder.make(folders.work)
    let gate = try await BuildWorkspace.gate(of: folders)
    defer { withExtendedLifetime(gate) {} }
    let names = try FileManager.default.contentsOfDirectory(atPath: folders.work.string)
    var findings: [Finding] = []
    for name in names.sorted() where BuildWorkspace.isID(name) {
      if let finding = try await reap(folders.work.appending(name)) { findings.append(finding) }
    }
    return findings
  }

  private func reap(_ scratch: FilePath) async throws -> Finding? {
    // The gate is ours, so a folder without a record is not one that is being made.
    guard let record = JSONFile.read(WorkspaceRecord.self, from: WorkspaceRecord.path(in: scratch))
    else { return try await reapWithoutRecord(scratch) }
    guard record.belongs(in: scratch) else {
      return Finding(
        recipe: nil, processes: 0, freed: ByteCount(bytes: 0),
        problems: ["\(scratch): its record is damaged; remove the folder by hand"])
    }
    guard try isDead(record.owner, scratch) else { return nil }
    let ended = await LeftoverProcesses(scratch: scratch, runtime: FilePath(record.runtime)).end()
    return await remove(record, scratch, ended)
  }

  private func remove(
    _ record: WorkspaceRecord, _ scratch: FilePath, _ ended: LeftoverProcesses.Outcome
  ) async -> Finding {
    var problems = ended.survivors.map { "process \($0) does not end" }
    let paths = [scratch] + record.partialOutputs.map { FilePath($0) }
    let size = paths.reduce(0) { $0 + WorkspaceRemoval.size(of: $1).bytes }
    // What still runs may still write; its files stay until it is gone.
    if problems.isEmpty { problems = await WorkspaceRemoval.remove(record, scratch: scratch) }
    let left = paths.reduce(0) { $0 + WorkspaceRemoval.size(of: $1).bytes }
    return Finding(
      recipe: record.recipe, processes: ended.count, freed: ByteCount(bytes: size - left),
      problems: problems)
  }

  private func reapWithoutRecord(_ scratch: FilePath) async throws -> Finding? {
    let size = WorkspaceRemoval.size(of: scratch)
    let problem = await WorkspaceRemoval.remove(scratch)
    return Finding(
      recipe: nil, processes: 0, freed: problem == nil ? size : ByteCount(bytes: 0),
      problems: problem.map { [$0] } ?? [])
  }

  /// Whether nobody builds there any more.
  ///
  /// In this boot and this container the identity decides. A process of another container or host
  /// (a shared cache folder) cannot be seen; it lives as long as it holds the workspace's lock.
  private func isDead(_ owner: ProcessIdentity, _ scratch: FilePath) throws -> Bool {
    if owner.isOfThisHost { return !owner.isAlive }
    return try FileLock(scratch.appending("lock")) != nil
  }
}
