import BuildFoundation
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import HostKit

@Suite(.timeLimit(.minutes(1))) struct ReaperTests {
  private let root: TemporaryFolder
  private let folders: Folders

  init() throws {
    root = try TemporaryFolder()
    folders = Folders(
      cache: root.path.appending("cache"), state: root.path, runtime: root.path.appending("run"))
  }

  /// A workspace whose owner is gone.
  private func abandoned() async throws -> BuildWorkspace {
    let workspace = try await BuildWorkspace.make(recipe: "debian-apache", in: folders)
    try setOwner(of: workspace, Child.dead())
    return workspace
  }

  private func setOwner(of workspace: BuildWorkspace, _ owner: ProcessIdentity) throws {
    let path = WorkspaceRecord.path(in: workspace.scratch)
    var record = try #require(JSONFile.read(WorkspaceRecord.self, from: path))
    record.owner = owner
    try JSONFile.write(record, to: path)
  }

  private func reap() async throws -> [Reaper.Finding] {
    try await Reaper(folders: folders).reap()
  }

  private func exists(_ path: FilePath) -> Bool {
    FileManager.default.fileExists(atPath: path.string)
  }

  @Test func nothingToDo() async throws {
    #expect(try await reap().isEmpty)
  }

  @Test func aLiveOwnersWorkspaceIsLeftAlone() async throws {
    let workspace = try await BuildWorkspace.make(recipe: "x", in: folders)
    let child = try Child()
    try workspace.registerProcess("sleep", pid: child.pid)
    #expect(try await reap().isEmpty)
    #expect(child.isRunning)
    #expect(exists(workspace.scratch))
    #expect(exists(workspace.runtime))
  }

  @Test func everythingOfADeadOwnerGoes() async throws {
    let workspace = try await abandoned()
    let partial = try workspace.partialOutput(for: root.path.appending("disk.qcow2"))
    // The workspace wrote its own owner again with that.
    try setOwner(of: workspace, Child.dead())
    for file in [workspace.scratch.appending("overlay"), partial] {
      try Data(count: 1 << 20).write(to: URL(fileURLWithPath: file.string))
    }
    let child = try Child()
    try workspace.registerProcess("sleep", pid: child.pid)

    let finding = try #require(try await reap().first)
    #expect(finding.processes == 1)
    #expect(finding.freed >= .mebibytes(2))
    #expect(finding.problems.isEmpty)
    let notice = finding.notice
    #expect(
      notice.hasPrefix("cleaned up after an interrupted build of debian-apache: 1 process, 2"))
    #expect(!child.isRunning)
    #expect(!exists(workspace.scratch) && !exists(workspace.runtime) && !exists(partial))
    #expect(try await reap().isEmpty)
  }

  @Test func aBuildIsCleanedUpOnceItsProcessIsKilled() async throws {
    let workspace = try await BuildWorkspace.make(recipe: "x", in: folders)
    let owner = try Child()
    try setOwner(of: workspace, try #require(ProcessIdentity(pid: owner.pid)))
    #expect(try await reap().isEmpty)
    kill(owner.pid, SIGKILL)
    while owner.isRunning { try await Task.sleep(for: .milliseconds(10)) }
    #expect(try await reap().count == 1)
    #expect(!exists(workspace.scratch))
  }

  @Test(.needs("qemu-system-x86_64"))
  func aVirtualMachineWithoutARecordEnds() async throws {
    let workspace = try await abandoned()
    let socket = workspace.runtime.appending("monitor.sock")
    let machine = try Child(
      "/usr/bin/env",
      [
        "qemu-system-x86_64", "-machine", "none", "-display", "none", "-nodefaults",
        "-monitor", "unix:\(socket),server=on,wait=off",
      ], environment: ["PATH": "/usr/bin:/usr/local/bin"])
    while !exists(socket), machine.isRunning { try await Task.sleep(for: .milliseconds(20)) }
    try #require(machine.isRunning)
    #expect(try await reap().first?.processes == 1)
    #expect(!machine.isRunning)
    #expect(!exists(workspace.runtime))
  }

  @Test func aProcessThatIgnoresSIGTERMIsKilled() async throws {
    let workspace = try await abandoned()
    let ready = root.path.appending("ready")
    let child = try Child(
      "/bin/sh", ["-c", "trap '' TERM; : > \(ready); while :; do sleep 0.1; done"])
    try workspace.registerProcess("stubborn", pid: child.pid)
    while !exists(ready) { try await Task.sleep(for: .milliseconds(10)) }
    #expect(try await reap().first?.problems == [])
    #expect(!child.isRunning)
  }

  /// They sleep for longer than the limit of these tests: on a stalled machine the limit says so.
  @Test(.needs("setsid"))
  func aGroupEndsWithItsRecord() async throws {
    let workspace = try await abandoned()
    let file = root.path.appending("pids")
    let child = try Child(
      "/usr/bin/setsid", ["sh", "-c", "sleep 120 & sleep 120 & echo $$ $! > \(file); wait"])
    while (ProcessTable.content(of: file.string) ?? []).last != UInt8(ascii: "\n") {
      try await Task.sleep(for: .milliseconds(10))
    }
    let text = try String(contentsOfFile: file.string, encoding: .utf8)
    let pids = text.split { $0.isWhitespace }.compactMap { Int32($0) }
    try #require(pids.count == 2)
    // The leader dies with the build; its children do not. It is not always the child: setsid
    // starts another process when it leads a group itself.
    try workspace.registerProcess("group", pid: pids[0], endsGroup: true)
    kill(pids[0], SIGKILL)
    while child.isRunning || ProcessIdentity(pid: pids[0]) != nil {
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(ProcessIdentity(pid: pids[1]) != nil)

    #expect(try await reap().first?.processes == 2)
    #expect(ProcessIdentity(pid: pids[1]) == nil)
  }

  @Test func anIDThatWasGivenOutAgainIsNotKilled() async throws {
    let workspace = try await abandoned()
    let child = try Child()
    let now = try #require(ProcessIdentity(pid: child.pid))
    let earlier = ProcessIdentity(pid: now.pid, startTime: now.startTime - 1)
    try JSONFile.write(
      ProcessRecord(
        name: "sleep", identity: earlier, endsGroup: true, socketFolders: []),
      to: BuildWorkspace.processes(in: workspace.scratch).appending("\(now.pid).json"))
    #expect(try await reap().first?.processes == 0)
    #expect(child.isRunning)
    #expect(!exists(workspace.scratch))
  }

  @Test func aProcessWithoutARecordIsKnownByItsEnvironment() async throws {
    let workspace = try await abandoned()
    let guestfs = workspace.scratch.appending("guestfs").string
    let ours = try Child(environment: ["TMPDIR": guestfs])
    let shell = try Child(environment: ["PWD": guestfs, "OLDPWD": guestfs])
    let other = try Child(environment: ["TMPDIR": workspace.scratch.string + "0"])
    #expect(try await reap().first?.processes == 1)
    #expect(!ours.isRunning)
    #expect(shell.isRunning)
    #expect(other.isRunning)
  }

  @Test func libvirtsPidFilesAreFollowedIfTheProcessIsTheirs() async throws {
    let workspace = try await abandoned()
    let socket = workspace.runtime.appending("libvirt/monitor.sock").string
    let ours = try Child("/bin/sh", ["-c", "while :; do sleep 0.1; done", socket])
    let reused = try Child()
    let folder = workspace.runtime.appending("libvirt/run/qemu")
    try FileManager.default.createDirectory(
      atPath: folder.string, withIntermediateDirectories: true)
    for (name, child) in [("builder", ours), ("verify", reused)] {
      let file = URL(fileURLWithPath: folder.appending("\(name).pid").string)
      try Data("\(child.pid)\n".utf8).write(to: file)
    }
    #expect(try await reap().first?.processes == 1)
    #expect(!ours.isRunning)
    #expect(reused.isRunning)
  }

  @Test(
    arguments: [
      (["/usr/bin/qemu-system-x86_64", "-chardev", "socket,path=/c/work/12345678/s"], true),
      (["qemu-storage-daemon", "--blockdev", #"{"filename":"/c/work/12345678/a"}"#], true),
      (["/usr/bin/perl", "/usr/bin/mmdebstrap", "stable", "/c/work/12345678"], true),
      (["qemu-img", "info", "/c/work/123456789"], false),
      (["qemu-img", "info", "/c/work/12345678-old"], false),
      (["tail", "-f", "/c/work/12345678/console.log"], false),
      (["vi", "/c/work/12345678/owner.json"], false),
      (["qemu-img", "info", "/elsewhere"], false), ([], false),
    ])
  func programsOfABuildAreKnownByTheirArguments(arguments: [String], isOurs: Bool) {
    let started = StartedWith(arguments: arguments, environment: [])
    #expect(started.mentions("/c/work/12345678") == isOurs)
  }

  @Test func socketsOfAnApplianceOutsideTheWorkspaceGo() async throws {
    let workspace = try await abandoned()
    let sockets = root.path.appending("libguestfsAbC123")
    let others = root.path.appending("libguestfsXyZ789")
    for folder in [sockets, others] { try PrivateFolder.make(folder) }
    #expect(mknod(sockets.appending("guestfsd.sock").string, S_IFSOCK | 0o600, 0) == 0)
    // Not only sockets: somebody else's, whatever its name.
    _ = try root.write("libguestfsXyZ789/file", "kept")
    let children = try [sockets, others].map { folder in
      try Child(
        "/bin/sh",
        ["-c", "while :; do sleep 0.1; done", "-chardev", "socket,path=\(folder)/guestfsd.sock"])
    }
    for child in children { try workspace.registerProcess("appliance", pid: child.pid) }
    #expect(try await reap().first?.processes == 2)
    #expect(!exists(sockets))
    #expect(exists(others.appending("file")))
  }

  /// A build that was killed while its appliance was being started: no process ever named the folder.
  @Test func socketsWithoutAProcessGo() async throws {
    let workspace = try await abandoned()
    let dead = root.path.appending("libguestfsAbC123")
    let live = root.path.appending("libguestfsXyZ789")
    for folder in [dead, live] {
      try PrivateFolder.make(folder)
      #expect(mknod(folder.appending("guestfsd.sock").string, S_IFSOCK | 0o600, 0) == 0)
    }
    let open = Array("0000: 00000002 00000000 00010000 0001 01 42 \(live)/guestfsd.sock\n".utf8)
    let parents = [root.path.string]
    #expect(SocketFolder.abandoned(in: parents, since: 0, unixSockets: open) == [dead.string])
    // Older than the build: somebody else's.
    #expect(
      SocketFolder.abandoned(in: parents, since: Int(time(nil)) + 60, unixSockets: open).isEmpty)
    let leftovers = LeftoverProcesses(
      scratch: workspace.scratch, runtime: workspace.runtime, socketParents: parents)
    _ = await leftovers.end()
    #expect(!exists(dead))
  }

  @Test func aWorkspaceThatWasNeverFinishedGoes() async throws {
    let scratch = folders.work.appending("0a1b2c3d")
    try PrivateFolder.make(scratch)
    #expect(try await reap().count == 1)
    #expect(!exists(scratch))
  }

  @Test func whatIsNotAWorkspaceStays() async throws {
    let other = folders.work.appending("notes")
    try PrivateFolder.make(other)
    #expect(try await reap().isEmpty)
    #expect(exists(other))
  }

  @Test func aRecordThatNamesOtherFoldersDeletesNothing() async throws {
    let workspace = try await abandoned()
    let precious = try root.write("precious", "kept")
    let path = WorkspaceRecord.path(in: workspace.scratch)
    var record = try #require(JSONFile.read(WorkspaceRecord.self, from: path))
    record.partialOutputs = [precious.string]
    try JSONFile.write(record, to: path)
    #expect(try await reap().first?.problems.count == 1)
    #expect(exists(precious))
    #expect(exists(workspace.scratch))
  }

  @Test(arguments: [true, false])
  func anOwnerInAnotherContainerLivesByItsLock(holdsLock: Bool) async throws {
    var workspace: BuildWorkspace? = try await abandoned()
    let scratch = try #require(workspace?.scratch)
    try setOwner(
      of: try #require(workspace), ProcessIdentity(pid: 1, startTime: 1, namespace: "pid:[1]"))
    if !holdsLock { workspace = nil }
    #expect(try await reap().isEmpty == holdsLock)
    #expect(exists(scratch) == holdsLock)
    withExtendedLifetime(workspace) {}
  }

  @Test func twoReapersAtOnceMendEachBuildOnce() async throws {
    for _ in 0..<3 { _ = try await abandoned() }
    async let first = reap()
    async let second = reap()
    #expect(try await first.count + second.count == 3)
  }
}
