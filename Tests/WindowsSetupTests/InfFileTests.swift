import Foundation
import TestSupport
import Testing

@testable import WindowsSetup

@Suite struct InfFileTests {
  private static let server2022 = WindowsTarget(build: 20348, isServer: true, architecture: .amd64)
  private static let text = SyntheticVirtio().inf("viostor", .windows10)

  @Test(arguments: ["UTF-8", "UTF-8 with a mark", "UTF-16", "UTF-16 turned around", "ANSI"])
  func aFileIsReadInEveryEncoding(encoding: String) throws {
    let text = Self.text + "; \u{e4}\r\n"
    let units = text.utf16.map { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
    let bytes: [UInt8] =
      switch encoding {
      case "UTF-16": [0xff, 0xfe] + units.flatMap { $0 }
      case "UTF-16 turned around": [0xfe, 0xff] + units.flatMap { $0.reversed() }
      case "UTF-8 with a mark": [0xef, 0xbb, 0xbf] + Array(text.utf8)
      case "ANSI": text.unicodeScalars.map { UInt8($0.value) }
      default: Array(text.utf8)
      }
    let inf = try #require(InfFile(bytes))
    #expect(inf.classGUID == BootDriver.classGUID)
    #expect(inf.driverVersion?.text == "100.100.104.28500")
    #expect(inf.driverVersion?.date == "07/21/2025" && inf.driverVersion?.virtioRelease == 285)
    #expect(inf.catalogue(for: .amd64) == "viostor.cat")
    #expect(inf.sourceFiles(for: .amd64) == ["viostor.sys"])
    #expect(inf.decorations.map(\.text) == ["NTamd64.10.0"])
    #expect(
      inf.hardwareIDs(for: Self.server2022) == [
        #"PCI\VEN_1AF4&DEV_1001&SUBSYS_00021AF4&REV_00"#, #"PCI\VEN_1AF4&DEV_1001"#,
        #"PCI\VEN_1AF4&DEV_1042&SUBSYS_11001AF4&REV_01"#, #"PCI\VEN_1AF4&DEV_1042"#,
      ])
  }

  @Test func quotesCommentsContinuationsAndNamesAreUnderstood() throws {
    let inf = try #require(
      InfFile(
        Array(
          #"""
          [version] ; of the file
          Signature = "$WINDOWS NT$"
          CatalogFile.NTamd64 = "a;b.cat" ; not c.cat
          DriverVer = 1/2/2003 , \
            6.1
          [Manufacturer]
          %maker% = Models, NTx86, NTamd64.6.1, NTamd64.10.0...20348
          [Models.NTamd64.6.1]
          "%%=%NAME%" = inst, ACPI\"QEMU"0001
          [STRINGS]
          Maker = Models
          name = "a ""b"", c"
          """#.utf8)))
    #expect(inf.catalogue(for: .amd64) == "a;b.cat" && inf.catalogue(for: .x86) == nil)
    #expect(inf.driverVersion?.numbers == [6, 1, 0, 0] && inf.driverVersion?.virtioRelease == nil)
    #expect(inf.sections["models.ntamd64.6.1"]?.first?.key == #"%=a "b", c"#)
    let windows7 = WindowsTarget(build: 7601, isServer: false, architecture: .amd64)
    #expect(inf.decoration(for: windows7)?.text == "NTamd64.6.1")
    // The higher one wins where both fit, and has no section here.
    #expect(inf.decoration(for: Self.server2022)?.text == "NTamd64.10.0...20348")
    #expect(inf.hardwareIDs(for: Self.server2022).isEmpty)
  }

  @Test(arguments: ["", "x", "[Version]\nSignature=\"$Linux$\"", "\u{feff}"])
  func whatIsNoInfFileIsNone(text: String) {
    #expect(InfFile(Array(text.utf8)) == nil)
    #expect(InfFile([0xff, 0xfe]) == nil && InfFile([0xff, 0xfe, 0x5b]) == nil)
  }

  @Test(arguments: [
    ("NTamd64.10.0", 14393, true, true), ("NTamd64.10.0...16299", 14393, true, false),
    ("NTamd64.10.0...16299", 17763, true, true), ("NTamd64.6.3", 26100, true, true),
    ("NTamd64.6.3", 9200, true, false), ("NTamd64", 7601, false, true),
    ("NTx86.10.0", 20348, true, false), ("NT.6.1", 20348, true, false),
    ("NTamd64.10.0.1", 20348, true, false), ("NTamd64.10.0.3", 20348, true, true),
    ("NTARM64.10.0", 26100, true, false),
  ])
  func decorationsSayForWhichWindowsASectionIs(
    text: String, build: Int, isServer: Bool, fits: Bool
  ) throws {
    let windows = WindowsTarget(build: build, isServer: isServer, architecture: .amd64)
    #expect(try #require(InfDecoration(text)).fits(windows) == fits)
  }

  @Test func cataloguesTellTheirReleases() {
    func targets(_ names: String, shift: Bool = false) -> CatalogueTargets {
      CatalogueTargets((shift ? [0] : []) + SyntheticVirtio.catalogue(names))
    }
    let server2025 = WindowsTarget(build: 26100, isServer: true, architecture: .amd64)
    let old = targets("_v100_X64_21H2,Server_v100_X64_21H2")
    #expect(old.names == ["Server_v100_X64_21H2", "_v100_X64_21H2"])
    #expect(old == targets("_v100_X64_21H2,Server_v100_X64_21H2", shift: true))
    #expect(old.excludes(server2025) && !old.excludes(Self.server2022))
    #expect(!targets("Server_v100_X64_24H2").excludes(server2025))
    #expect(!targets("_v100_X64,Server_v100_X64").excludes(server2025))
    #expect(!targets("7X64,Server2008R2X64").excludes(server2025))
    let client = WindowsTarget(build: 26100, isServer: false, architecture: .amd64)
    #expect(!old.excludes(client) && CatalogueTargets([]).names.isEmpty)
  }
}
