import BuildFoundation
import Foundation
import Glibc
import SystemPackage

/// The processes that a dead build left running.
///
/// Three sources, because each misses some: the build's own records (a process can start before it
/// is written down), libvirt's pid files, and a look at what every process was started with
/// (libguestfs starts its appliance by itself).
struct LeftoverProcesses {
  /// What became of them.
  struct Outcome {
    /// How many were ended.
    var count: Int
    /// The ids of those that would not end.
    var survivors: [Int32]
  }

  /// How long a process may take to end by itself, and again after SIGKILL.
  private static let patience = Duration.seconds(2)

  let scratch: FilePath
  let runtime: FilePath
  /// Where libguestfs makes its folders of sockets.
  var socketParents = SocketFolder.parents

  /// Ends them all: first asked (SIGTERM), then killed.
  func end() async -> Outcome {
    var all: Set<ProcessIdentity> = []
    var folders = Set(records.flatMap(\.socketFolders))
    for signal in [SIGTERM, SIGKILL] {
      // Looked for again: the first round may have missed what was just starting.
      let found = find()
      all.formUnion(found)
      for process in found {
        folders.formUnion(SocketFolder.named(in: ProcessTable.arguments(of: process.pid)))
      }
      if found.isEmpty { break }
      for process in found where process.isAlive { Glibc.kill(process.pid, signal) }
      await waitUntilEnded(found)
    }
    if let start { folders.formUnion(SocketFolder.abandoned(in: socketParents, since: start)) }
    for folder in folders { SocketFolder.remove(folder) }
    let survivors = all.filter(\.isAlive).map(\.pid).sorted()
    return Outcome(count: all.count - survivors.count, survivors: survivors)
  }

  /// Kills all that can be found now, and all children of this process: libguestfs's supermin names
  /// none of the folders.
  func kill() {
    let children = ProcessTable.descendants(of: getpid()).compactMap { ProcessIdentity(pid: $0) }
    for process in find().union(children) where process.isAlive {
      Glibc.kill(process.pid, SIGKILL)
    }
  }

  /// All that can be found now.
  func find() -> Set<ProcessIdentity> {
    let pids = ProcessTable.pids
    var found = recorded(among: pids)
    let ours = ProcessTable.lineage(of: getpid())
    let libvirt = libvirtProcesses
    for pid in pids where !ours.contains(pid) {
      guard let identity = ProcessIdentity(pid: pid) else { continue }
      let started = StartedWith(pid: pid)
      if started.mentions(scratch) || started.mentions(runtime)
        || (libvirt.contains(pid) && started.hasArgument(naming: runtime))
      {
        found.insert(identity)
      }
    }
    return found
  }

  private func waitUntilEnded(_ processes: Set<ProcessIdentity>) async {
    let deadline = ContinuousClock.now + Self.patience
    while processes.contains(where: \.isAlive), ContinuousClock.now < deadline {
      // Cancelled or not: the caller is about to delete these processes' files.
      await Task { try? await Task.sleep(for: .milliseconds(20)) }.value
    }
  }

  /// When the build began, in seconds since 1970: its lock file is written then and never again.
  private var start: Int? {
    var status = stat()
    guard lstat(scratch.appending("lock").string, &status) == 0 else { return nil }
    return status.st_mtim.tv_sec
  }

  private var records: [ProcessRecord] {
    let folder = BuildWorkspace.processes(in: scratch)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
    return names.filter { $0.hasSuffix(".json") }.compactMap {
      JSONFile.read(ProcessRecord.self, from: folder.appending($0))
    }
  }

  private func recorded(among pids: [Int32]) -> Set<ProcessIdentity> {
    var found: Set<ProcessIdentity> = []
    for record in records {
      if record.identity.isAlive { found.insert(record.identity) }
      if record.endsGroup { found.formUnion(members(of: record.identity, among: pids)) }
    }
    return found
  }

  /// The group that a process led.
  ///
  /// The kernel gives out no id that is still a group's, so a group without its leader is the old
  /// one; with another leader, the id was given out again and the group is somebody else's.
  private func members(of leader: ProcessIdentity, among pids: [Int32]) -> [ProcessIdentity] {
    guard leader.isOfThisHost else { return [] }
    if let now = ProcessStatus(pid: leader.pid), now.startTime != leader.startTime { return [] }
    return pids.compactMap { pid in
      guard let status = ProcessStatus(pid: pid), status.group == leader.pid, !status.hasEnded,
        status.startTime >= leader.startTime
      else { return nil }
      return ProcessIdentity(pid: pid, startTime: status.startTime)
    }
  }

  /// The ids in the pid files of libvirt's embedded driver, `<root>/run/qemu/NAME.pid`.
  private var libvirtProcesses: Set<Int32> {
    let files = FileManager.default.enumerator(atPath: runtime.string)
    var found: Set<Int32> = []
    while let name = files?.nextObject() as? String {
      guard name.hasSuffix(".pid"), name.contains("run/qemu/"),
        let text = ProcessTable.content(of: runtime.appending(name).string)
      else { continue }
      let digits = text.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      if let pid = Int32(String(decoding: digits, as: UTF8.self)) { found.insert(pid) }
    }
    return found
  }
}
