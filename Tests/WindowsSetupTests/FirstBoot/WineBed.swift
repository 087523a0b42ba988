import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import WindowsSetup

/// A Wine of its own, with stand-ins for what Wine does not have, in which first boots are run.
///
/// Wine is no Windows: what is shown here is what the batch files do, that Windows Installer's packages are
/// installed, and what goes to the serial port. No driver is loaded, and nothing is generalized.
final class WineBed: Sendable {
  /// The one of the suite that runs.
  @TaskLocal static var current: WineBed?

  let folder: TemporaryFolder
  /// What its COM1 is joined with.
  private let port: PseudoTerminal
  private let heard = Mutex("")
  private let prefix: FilePath
  private let environment: [String: String]

  /// Chooses where it will be.
  init() throws {
    folder = try TemporaryFolder()
    port = try PseudoTerminal()
    prefix = folder.path.appending("wine")
    environment = [
      "WINEPREFIX": prefix.string, "WINEDEBUG": "-all", "DISPLAY": "",
      // The last are stand-ins, in place of Wine's own.
      "WINEDLLOVERRIDES":
        "mscoree,mshtml=;winemenubuilder.exe=d;shutdown.exe,netsh.exe,dism.exe,cscript.exe,control.exe=n",
      "HOME": folder.path.string,
    ]
  }

  /// Makes the folder that Wine keeps its Windows in: 700 MB and about 6 s.
  func prepare() async throws {
    try await wine(["wineboot", "--init"], limit: 240)
    _ = try await ToolRun.onThread("wineserver", ["--wait"], environment: environment)
    // Wine's registry is text, which is read when the first program starts.
    let registry = try FileHandle(
      forWritingTo: URL(filePath: prefix.appending("system.reg").string))
    try registry.seekToEnd()
    try registry.write(
      contentsOf: Data("\n[Software\\\\Wine\\\\Ports]\n\"COM1\"=\"\(port.path)\"\n".utf8))
    try registry.close()
    let standIn = try await compile()
    let programs = [
      "cscript.exe", "control.exe", "dism.exe", "netsh.exe", "pnputil.exe", "shutdown.exe",
      "tzutil.exe", "Sysprep/sysprep.exe", "WindowsPowerShell/v1.0/powershell.exe",
    ]
    for program in programs {
      let path = disk("windows/system32/\(program)")
      try FileManager.default.createDirectory(
        atPath: path.removingLastComponent().string, withIntermediateDirectories: true)
      // Wine has some of its own, which do nothing.
      if FileManager.default.fileExists(atPath: path.string) {
        try FileManager.default.removeItem(atPath: path.string)
      }
      try FileManager.default.copyItem(atPath: standIn.string, toPath: path.string)
    }
  }

  /// Listens to the serial port until it is cancelled: who writes there waits for somebody who reads.
  func listen() async throws {
    while !Task.isCancelled {
      let text = try await PseudoTerminal.read(from: port.person, until: "\n", limit: .seconds(1))
      heard.withLock { $0 += text }
    }
  }

  /// What came from the serial port since the last test, when it has `text` in it, or after 30 s.
  func serial(until text: String) async throws -> String {
    try await wait { heard.withLock { $0.contains(text) } }
    return heard.withLock(\.self)
  }

  /// Ends all that runs in it at once, as a machine that loses its power.
  ///
  /// `wineserver --kill` leaves some behind where programs are just starting.
  func end() async throws {
    let script = """
      for process in /proc/[0-9]*; do
        if grep -qsz "^WINEPREFIX=$1\\$" "$process/environ"; then
          kill -KILL "${process#/proc/}" 2>/dev/null || true
        fi
      done
      """
    for _ in 1...2 {
      _ = try await ToolRun.onThread("bash", ["-c", script, "bash", prefix.string])
    }
  }

  /// A path below the drive `C:`.
  func disk(_ path: String) -> FilePath {
    prefix.appending("drive_c").appending(path)
  }

  /// A file of the drive as text; nil where it is not there.
  func read(_ path: String) -> String? {
    FileManager.default.contents(atPath: disk(path).string).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  func write(_ path: String, _ text: String) throws {
    let file = disk(path)
    try FileManager.default.createDirectory(
      atPath: file.removingLastComponent().string, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: file.string))
  }

  func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: disk(path).string) }

  /// Runs a program in it, to its end.
  ///
  /// Wine starts services that outlive it: they get no file of this process, which would wait for them.
  @discardableResult
  func wine(_ arguments: [String], limit: Int = 60) async throws -> ToolRun {
    let script = #"""
      for file in /proc/self/fd/*; do
        file=${file##*/}
        if [ "$file" -gt 2 ]; then eval "exec $file>&-"; fi
      done
      exec timeout -k 5 "$@" >/dev/null 2>&1
      """#
    return try await ToolRun.onThread(
      "bash", ["-c", script, "bash", String(limit), "wine"] + arguments, environment: environment)
  }

  /// Puts a plan onto the disk, as an offline step does, but for the service.
  func apply(_ changes: FirstBootChanges) throws {
    func path(_ path: WindowsPath) -> FilePath { disk(String(path.onDisk(systemRoot: "windows"))) }
    if let move = changes.move {
      try FileManager.default.moveItem(atPath: path(move.from).string, toPath: path(move.to).string)
    }
    for file in changes.files {
      let path = path(file.path).string
      try FileManager.default.createDirectory(
        atPath: FilePath(path).removingLastComponent().string, withIntermediateDirectories: true)
      switch file.content {
      case .bytes(let bytes): try Data(bytes).write(to: URL(filePath: path))
      case .copy(let source): try FileManager.default.copyItem(atPath: source.string, toPath: path)
      }
    }
  }

  /// What the stand-ins do from now on: a command of cmd.exe where a text is in their command line.
  ///
  /// Their calls come to be in `calls`.
  func standIn(_ rules: (text: String, command: String)...) throws {
    // Wine's cmd.exe takes `a | b && c` for `a | b & c`.
    let lines = rules.flatMap { rule in
      [#"echo %* | find "\#(rule.text)" >nul"#, "if not errorlevel 1 \(rule.command)"]
    }
    let text = ["@echo off", #"echo %* >>C:\called"#] + lines + ["exit 0", ""]
    try write("stand-in.cmd", text.joined(separator: "\r\n"))
  }

  /// The names of the stand-ins that were called, in order, each with its arguments.
  var calls: [String] {
    (read("called") ?? "").split(whereSeparator: \.isNewline).map {
      $0.replacing(#"C:\windows\System32\"#, with: "").replacing("\"", with: "")
        .trimmingCharacters(in: .whitespaces)
    }
  }

  /// Boots: runs the script to its end, and gives its exit status.
  @discardableResult
  func boot(_ carrier: String = "service") async throws -> Int32 {
    try await wine(["cmd", "/d", "/c", #"C:\windows\imgbuild\first-boot\run.cmd"#, carrier]).status
  }

  /// Whether the first boot has removed itself.
  ///
  /// Wine's cmd.exe keeps a batch file open while it runs, so that the folder, empty, stays.
  var isRemoved: Bool {
    let folder = disk("windows/imgbuild/first-boot").string
    return (try? FileManager.default.contentsOfDirectory(atPath: folder))?.isEmpty ?? true
  }

  /// Waits for up to 30 s.
  func wait(until condition: () -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(30)
    while !condition(), ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(20)) }
  }

  /// Removes what an earlier test has left.
  func clear() throws {
    let left = [
      "windows/imgbuild", "windows/Setup", "Program Files/Cloudbase Solutions",
      "Program Files/Other", "windows/system32/Sysprep/Panther", "started", "stand-in.cmd",
      "called",
    ]
    heard.withLock { $0 = "" }
    for path in left where exists(path) {
      try FileManager.default.removeItem(atPath: disk(path).string)
    }
  }

  /// Makes a package for Windows Installer that puts one file below `Program Files`.
  func package(number: Int, outer: String, inner: String, file: String) async throws
    -> FirstBootPlan.Source
  {
    let source = try folder.write(file, "from package \(number)\n")
    _ = try folder.write(
      "package.wxs",
      try String(contentsOf: Self.material.appending(path: "package.wxs"), encoding: .utf8))
    let values = ["Number=\(number)", "Name=\(inner)", "Outer=\(outer)", "Inner=\(inner)"]
    let definitions = (values + ["File=\(file)", "Source=\(file)"]).flatMap { ["-D", $0] }
    let package = folder.path.appending("package-\(number).msi")
    let run = try await ToolRun.onThread(
      "sh",
      [
        "-c", #"cd "$1" && shift && exec wixl -a x64 "$@""#, "sh",
        source.removingLastComponent().string,
      ] + definitions + ["-o", package.string, "package.wxs"])
    try #require(run.status == 0, "\(run.output)")
    return .host(package)
  }

  private static let material = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Windows")

  private func compile() async throws -> FilePath {
    let program = folder.path.appending("stand-in.exe")
    let run = try await ToolRun.onThread(
      "sh",
      [
        "-ec",
        """
        lld-link /lib /machine:x64 "/def:$1/stand-in.def" "/out:$2/kernel32.lib"
        clang --target=x86_64-pc-windows-msvc -O1 -ffreestanding -c "$1/stand-in.c" \
          -o "$2/stand-in.obj"
        lld-link /entry:start /subsystem:console /nodefaultlib "$2/stand-in.obj" \
          "$2/kernel32.lib" "/out:$2/stand-in.exe"
        """, "sh", Self.material.path, folder.path.string,
      ])
    try #require(run.status == 0, "\(run.output)")
    return program
  }
}

/// Gives a suite its Wine, and ends it.
struct WithWine: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let bed = try WineBed()
    let listener = Task { try await bed.listen() }
    let result: Result<Void, any Error>
    do {
      try await bed.prepare()
      try await WineBed.$current.withValue(bed) { try await function() }
      result = .success(())
    } catch {
      result = .failure(error)
    }
    listener.cancel()
    try await bed.end()
    // Not left to the last of its references: the process may be gone before.
    try FileManager.default.removeItem(atPath: bed.folder.path.string)
    try result.get()
  }
}
