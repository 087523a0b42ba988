import BuildFoundation
import Foundation
import SystemPackage
import Testing

@testable import LibvirtKit

struct EmbeddedDriverTests {
  private func scratch() throws -> FilePath {
    let path = FilePath("/tmp/ed-\(UInt32.random(in: 0..<100_000))")
    try FileManager.default.createDirectory(
      atPath: path.string, withIntermediateDirectories: true)
    return path
  }

  @Test func preparesRootAndSharedCacheTwice() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    let driver = EmbeddedDriver(
      root: folder.appending("root"), sharedCache: folder.appending("cache"))
    for _ in 0..<2 {
      try driver.prepare()
      let settings = try String(
        contentsOfFile: folder.appending("root/etc/qemu.conf").string, encoding: .utf8)
      #expect(settings == EmbeddedDriver.settings(isRoot: geteuid() == 0))
      #expect(
        try FileManager.default.destinationOfSymbolicLink(
          atPath: folder.appending("root/cache").string) == folder.appending("cache").string)
    }
  }

  @Test func onlyRootSetsTheUserOfQEMU() {
    #expect(EmbeddedDriver.settings(isRoot: true).contains("user = \"root\"\n"))
    #expect(!EmbeddedDriver.settings(isRoot: false).contains("user"))
    for isRoot in [true, false] {
      #expect(EmbeddedDriver.settings(isRoot: isRoot).contains("stdio_handler = \"file\"\n"))
    }
  }

  @Test func refusesARootWithoutRoomForSockets() throws {
    let long = FilePath("/tmp/" + String(repeating: "x", count: EmbeddedDriver.longestRoot))
    let error = #expect(throws: BuildError.self) {
      try EmbeddedDriver(root: long, sharedCache: "/tmp/c").prepare()
    }
    #expect(error?.code == .host)
    #expect(error?.message.contains("sockets") == true)
    #expect(!FileManager.default.fileExists(atPath: long.string))
  }

  @Test func refusesANameWithoutRoomForTheAgentsSocket() throws {
    let driver = EmbeddedDriver(root: "/tmp/r", sharedCache: "/tmp/c")
    #expect(try driver.agentSocket(ofDomain: "b") == "/tmp/r/run/b.agent")
    let longest = String(repeating: "n", count: 90)
    #expect(try driver.agentSocket(ofDomain: longest).string.utf8.count == 107)
    let error = #expect(throws: BuildError.self) {
      try driver.agentSocket(ofDomain: longest + "n")
    }
    #expect(error?.code == .host)
  }

  @Test func quotesItsURI() {
    #expect(
      EmbeddedDriver(root: "/tmp/a b&c?d", sharedCache: "/c").uri
        == "qemu:///embed?root=/tmp/a%20b%26c%3Fd")
  }

  @Test(arguments: ["\(getpid())\n", "1\n", "x", ""])
  func foreignProcessesAreNoDomains(content: String) throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    let driver = EmbeddedDriver(root: folder, sharedCache: folder.appending("cache"))
    #expect(driver.processID(ofDomain: "d") == nil)
    let file = driver.processFile(ofDomain: "d").string
    try FileManager.default.createDirectory(
      atPath: folder.appending("run/qemu").string, withIntermediateDirectories: true)
    try content.write(toFile: file, atomically: true, encoding: .utf8)
    #expect(driver.processID(ofDomain: "d") == nil)
  }

  /// A sleeping shell with the arguments by which a QEMU of the root is known.
  @Test(arguments: [("mine", "r", true), ("other", "r", false), ("mine", "r2", false)])
  func knowsOnlyItsOwnProcesses(domain: String, root: String, isOurs: Bool) throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    let driver = EmbeddedDriver(
      root: folder.appending("r"), sharedCache: folder.appending("cache"))
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c", "read line", "guest=\(domain),debug-threads=on",
      "file=\(folder.appending(root))/lib/key",
    ]
    // It waits for a line that never comes.
    process.standardInput = Pipe()
    try process.run()
    defer {
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    let file = driver.processFile(ofDomain: "mine")
    try FileManager.default.createDirectory(
      atPath: file.removingLastComponent().string, withIntermediateDirectories: true)
    try "\(process.processIdentifier)".write(
      toFile: file.string, atomically: true, encoding: .utf8)
    #expect(driver.processID(ofDomain: "mine") == (isOurs ? process.processIdentifier : nil))
  }

  @Test func findsTheEndOfQEMUsLog() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    let driver = EmbeddedDriver(root: folder, sharedCache: "/c")
    #expect(driver.logTail(ofDomain: "d") == [])
    let log = folder.appending("log/qemu")
    try FileManager.default.createDirectory(
      atPath: log.string, withIntermediateDirectories: true)
    try "start\n/usr/bin/qemu \\\n-name d \\\n-S\nqemu: no disk\nshutting down\n".write(
      toFile: log.appending("d.log").string, atomically: true, encoding: .utf8)
    #expect(driver.logTail(ofDomain: "d", lines: 2) == ["qemu: no disk", "shutting down"])
    #expect(driver.logTail(ofDomain: "d") == ["start", "qemu: no disk", "shutting down"])
  }
}
