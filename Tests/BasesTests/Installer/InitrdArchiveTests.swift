import BuildFoundation
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Bases

@Suite struct InitrdArchiveTests {
  private func archive(_ files: KeyValuePairs<String, String>) -> InitrdArchive {
    var archive = InitrdArchive()
    for (name, content) in files { archive.add(name, Array(content.utf8)) }
    return archive
  }

  /// Names and contents of all lengths, because everything is filled up to a multiple of four.
  @Test(.needs("cpio"), arguments: 0...5) func cpioReadsIt(length: Int) throws {
    let folder = try TemporaryFolder()
    let text = String(repeating: "x", count: length)
    let file = folder.path.appending("packed")
    try Data(archive(["a\(text)": text, "preseed.cfg": "d-i größe\n"]).bytes)
      .write(to: URL(filePath: file.string))
    let run = try ToolRun(
      "sh",
      [
        "-c", #"cd "$1" && cpio -idv --quiet < packed && stat -c '%a %u %s' a*"#, "sh",
        folder.path.string,
      ])
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.hasPrefix("a\(text)\npreseed.cfg\n"))
    #expect(run.output.contains("\n600 "))
    #expect(run.output.hasSuffix(" \(length)\n"))
    #expect(
      try String(contentsOfFile: "\(folder.path)/preseed.cfg", encoding: .utf8) == "d-i größe\n")
  }

  @Test(.needs("cpio")) func itsBytesAreThoseOfCpio() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("ks.cfg", "poweroff\n")
    let script = #"cd "$1" && echo ks.cfg | cpio -o -H newc --quiet --reproducible -R 0:0"#
    let run = try ToolRun("sh", ["-c", script + " | wc -c", "sh", folder.path.string])
    // cpio fills its output up to blocks of 512.
    let ours = archive(["ks.cfg": "poweroff\n"]).bytes.count
    #expect(
      (ours + 511) / 512 * 512 == Int(run.output.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  @Test(arguments: [0, 1, 2, 3, 4, 4095]) func itBeginsWhereTheKernelLooks(length: Int) throws {
    let folder = try TemporaryFolder()
    let first = try folder.write("first", String(repeating: "z", count: length))
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: first.string)
    let path = folder.path.appending("initrd")
    let added = archive(["preseed.cfg": "x"])
    try added.write(to: path, after: first)
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path.string)))
    let start = (length + 3) / 4 * 4
    #expect(bytes.prefix(length).allSatisfy { $0 == UInt8(ascii: "z") })
    #expect(bytes[length..<start].allSatisfy { $0 == 0 })
    #expect(Array(bytes[start...]) == added.bytes)
    let mode = try FileManager.default.attributesOfItem(atPath: path.string)[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test func aMissingInitrdIsSaid() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: BuildError.self) {
      try InitrdArchive().write(
        to: folder.path.appending("initrd"), after: folder.path.appending("none"))
    }
    #expect(error?.message == "adding the answer file to the initrd: No such file or directory")
  }
}
