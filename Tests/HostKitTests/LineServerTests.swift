import BuildFoundation
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import HostKit

@Suite struct LineServerTests {
  private let folder: TemporaryFolder
  private var path: FilePath { folder.path.appending("s") }

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Sends lines over one connection, and gives the answers; `python3` is the other side.
  private static func ask(_ path: FilePath, _ lines: [String]) throws -> String {
    let script = """
      import socket, sys
      with socket.socket(socket.AF_UNIX) as s:
          s.connect(sys.argv[1])
          answers = s.makefile("rb")
          for line in sys.argv[2:]:
              s.sendall(line.encode() * (300000 if line == "long" else 1) + b"\\n")
              print(len(answers.readline()) if line == "long" else answers.readline().decode().strip())
      """
    let run = try ToolRun("python3", ["-c", script, path.string] + lines)
    return run.output
  }

  @Test(.needs("python3")) func linesAreAnswered() async throws {
    let path = path
    let output = try await LineServer.serve(at: path) { line in
      Array("<".utf8) + line + Array(">\n".utf8)
    } while: {
      try Self.ask(path, ["one", "", "long", "zwei ä"])
    }
    #expect(output == "<one>\n<>\n1200003\n<zwei ä>\n")
    #expect(!FileManager.default.fileExists(atPath: path.string))
  }

  /// One connection waits for what only another one brings.
  @Test(.needs("python3")) func connectionsAreServedBesideEachOther() async throws {
    let path = path
    let (second, arrived) = AsyncStream.makeStream(of: Void.self)
    let answers = try await LineServer.serve(at: path) { line in
      if line == Array("first".utf8) {
        for await _ in second { break }
      } else {
        arrived.yield()
      }
      return line + Array("\n".utf8)
    } while: {
      try await withThrowingTaskGroup(of: String.self) { group in
        for name in ["first", "second"] {
          group.addTask {
            try await withCheckedThrowingContinuation { continuation in
              Thread.detachNewThread {
                continuation.resume(with: Result { try Self.ask(path, [name]) })
              }
            }
          }
        }
        return try await group.reduce(into: Set<String>()) { $0.insert($1) }
      }
    }
    #expect(answers == ["first\n", "second\n"])
  }

  /// An answer that never comes ends with the body, as does a connection that asks nothing.
  @Test func nothingOutlivesTheBody() async throws {
    let path = path
    let wasCancelled = Mutex(false)
    let (reached, isReached) = AsyncStream.makeStream(of: Void.self)
    try await LineServer.serve(at: path) { line in
      isReached.yield()
      try? await Task.sleep(for: .seconds(3600))
      wasCancelled.withLock { $0 = Task.isCancelled }
      return line
    } while: {
      let silent = try Self.connect(path)
      let asking = try Self.connect(path)
      try asking.writeAll("x\n".utf8)
      for await _ in reached { break }
      return [silent, asking]
    }.forEach { try $0.close() }
    #expect(wasCancelled.withLock { $0 })
    #expect(!FileManager.default.fileExists(atPath: path.string))
  }

  private static func connect(_ path: FilePath) throws -> FileDescriptor {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.string.utf8) }
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else { throw Errno(rawValue: errno) }
    return FileDescriptor(rawValue: descriptor)
  }

  @Test func anErrorOfTheBodyComesThrough() async throws {
    await #expect(throws: Errno.badAddress) {
      try await LineServer.serve(at: path) {
        $0
      } while: {
        throw Errno.badAddress
      }
    }
    #expect(!FileManager.default.fileExists(atPath: path.string))
  }

  @Test func onlyThisUserCanConnect() async throws {
    let path = path
    let mode = try await LineServer.serve(at: path) {
      $0
    } while: {
      let attributes = try FileManager.default.attributesOfItem(atPath: path.string)
      return attributes[.posixPermissions] as? Int
    }
    #expect(mode == 0o600)
  }

  @Test func aPathThatIsTooLongIsToldSo() async throws {
    let long = folder.path.appending(String(repeating: "x", count: 100))
    let error = await #expect(throws: BuildError.self) {
      try await LineServer.serve(at: long) {
        $0
      } while: {
      }
    }
    #expect(error?.code == .host)
    #expect(error?.message.contains("Linux allows 107") == true)
  }
}
