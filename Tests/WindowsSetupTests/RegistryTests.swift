import Foundation
import Testing
import WindowsSetup

@Suite struct RegistryTests {
  @Test(
    arguments: [
      (RegistryData.string("aä"), 1, [0x61, 0, 0xe4, 0, 0, 0]),
      (.expandString("%a%"), 2, [0x25, 0, 0x61, 0, 0x25, 0, 0, 0]),
      (.binary([1, 0xff, 0, 0]), 3, [1, 0xff, 0, 0]),
      (.number(258), 4, [2, 1, 0, 0]),
      (.multiString(["a", "b"]), 7, [0x61, 0, 0, 0, 0x62, 0, 0, 0, 0, 0]),
      (.multiString([]), 7, [0, 0]),
      (.other(type: 11, [1]), 11, [1]),
    ] as [(RegistryData, UInt32, [UInt8])])
  func dataIsWrittenAsHivesKeepItAndReadBack(data: RegistryData, type: UInt32, bytes: [UInt8]) {
    #expect(data.type == type && data.bytes == bytes)
    #expect(RegistryData(type: type, bytes: bytes) == data)
  }

  @Test func whatDoesNotHoldWhatItsTypeSaysIsKept() {
    #expect(RegistryData(type: 4, bytes: [1, 2]) == .other(type: 4, [1, 2]))
    #expect(RegistryData(type: 1, bytes: []) == .string(""))
    #expect(RegistryData(type: 1, bytes: [0x61, 0]) == .string("a"))
  }

  @Test func keysAreReadAndValuesFoundInAnyCase() {
    let key: RegistryKey = #"Microsoft\Windows NT\CurrentVersion"#
    #expect(key.names == ["Microsoft", "Windows NT", "CurrentVersion"])
    #expect(key.appending(#"a\b"#).description == #"Microsoft\Windows NT\CurrentVersion\a\b"#)
    let values = RegistryValues(["Start": .number(0), "": .string("x")])
    #expect(values["START"] == .number(0) && values[""]?.text == "x" && values["End"] == nil)
  }

  private static func header(size: UInt32 = 4096) -> [UInt8] {
    var words = [UInt32](repeating: 0, count: 1024)
    words[0] = 0x6667_6572
    words[1] = 7
    words[2] = 7
    words[10] = size
    words[127] = words.prefix(127).reduce(0, ^)
    return words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
  }

  @Test func aBrokenFileIsTold() {
    let whole = RegistryFileHeader(Self.header())
    #expect(whole.fault(fileSize: 8192) == nil && whole.isComplete)
    #expect(whole.fault(fileSize: 8191) == "it is cut off: it has 8191 of 8192 bytes")
    #expect(RegistryFileHeader([]).fault(fileSize: 0) == "it is no registry file")
    #expect(
      RegistryFileHeader([UInt8](repeating: 0, count: 4096)).fault(fileSize: 8192)
        == "it is no registry file")
    var damaged = Self.header()
    damaged[4] = 8
    #expect(
      RegistryFileHeader(damaged).fault(fileSize: 8192) == "the checksum of its header is wrong")
    #expect(!RegistryFileHeader(damaged).isComplete)
  }
}
