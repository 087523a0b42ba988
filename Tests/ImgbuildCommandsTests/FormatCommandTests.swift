import ArgumentParser
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import ImgbuildCommands

@Suite struct FormatCommandTests {
  private static let untidy = "# x\nversion:   1\nsteps:\n- run: {script: \"true\"}\n"
  private static let tidy = "# x\nversion: 1\nsteps:\n  - run: {script: \"true\"}\n"

  /// The exit status of `imgbuild fmt` with these arguments.
  private func run(_ arguments: String...) throws -> Int32 {
    do {
      var command = try ImgbuildCommand.parseAsRoot(["fmt"] + arguments)
      try command.run()
      return 0
    } catch let status as ExitCode {
      return status.rawValue
    }
  }

  private func content(_ path: FilePath) throws -> String {
    try String(contentsOfFile: path.string, encoding: .utf8)
  }

  @Test func aFileIsFormattedInPlace() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("a.yml", Self.untidy)
    #expect(try run(file.string) == 0)
    #expect(try content(file) == Self.tidy)
    #expect(try run("--check", file.string) == 0)
  }

  @Test func checkChangesNothing() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("a.yml", Self.untidy)
    let other = try folder.write("b.yml", Self.tidy)
    #expect(try run("--check", other.string, file.string) == 1)
    #expect(try content(file) == Self.untidy)
  }

  @Test func faultyFilesStayAndOthersAreFormatted() throws {
    let folder = try TemporaryFolder()
    let faulty = try folder.write("a.yml", "a:   1\na: 2\n")
    let file = try folder.write("b.yml", Self.untidy)
    #expect(try run(faulty.string, folder.path.string, "/nonexistent.yml", file.string) == 2)
    #expect(try content(faulty) == "a:   1\na: 2\n")
    #expect(try content(file) == Self.tidy)
    #expect(try run("--check", faulty.string) == 2)
  }

  @Test func standardInputStandsAlone() {
    #expect(throws: (any Error).self) { try ImgbuildCommand.parseAsRoot(["fmt", "-", "a.yml"]) }
    #expect(throws: (any Error).self) { try ImgbuildCommand.parseAsRoot(["fmt"]) }
  }
}
