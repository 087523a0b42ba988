import BuildFoundation
import Foundation
import Testing

@Suite struct ByteCountTests {
  @Test(
    arguments: [
      ("0", 0), ("512", 512), ("512B", 512), ("1k", 1024), ("1 KiB", 1024), ("1KB", 1024),
      ("512MiB", 512 << 20), ("4 GiB", 4 << 30), ("10G", 10 << 30), ("10gb", 10 << 30),
      ("1.5 GiB", 3 << 29), ("0.5k", 512), ("2T", 2 << 40), (" 4 GiB ", 4 << 30),
      ("9223372036854775807", .max), ("9007199254740993", 9_007_199_254_740_993),
      ("8388607T", 8_388_607 << 40), ("010", 10),
    ] as [(String, Int64)])
  func reading(text: String, bytes: Int64) {
    #expect(ByteCount(text)?.bytes == bytes)
  }

  @Test(
    arguments: [
      "", " ", "G", "GiB", "-1", "+1", "-4 GiB", "4 GiBs", "4 XB", "4 4", "1 000", "1.2.3", "1e3",
      ".", "1.", ".5", "0x10", "4iB", "4,5G", "inf", "nan", "٤", "8388608T", "9223372036854775808",
      "99999999999999999999999999", "8388608.5T", "4 G iB", "4\tG\t",
    ])
  func notACount(text: String) {
    #expect(ByteCount(text) == nil)
  }

  @Test(
    arguments: [
      (0, "0 B"), (1, "1 B"), (1023, "1023 B"), (1024, "1 KiB"), (1536, "1.5 KiB"),
      (1 << 20, "1 MiB"), ((1 << 20) - 1, "1 MiB"), ((1 << 30) - 1, "1 GiB"), (4 << 30, "4 GiB"),
      (1_395_864_371, "1.3 GiB"), (1 << 40, "1 TiB"), (1 << 50, "1024 TiB"),
      (.max, "8388608 TiB"), (-5, "0 B"),
    ] as [(Int64, String)])
  func writing(bytes: Int64, text: String) {
    #expect(ByteCount(bytes: bytes).description == text)
  }

  @Test(arguments: [0, 1, 1023, 1024, 1536, 3 << 29, 4 << 30, 2 << 40] as [Int64])
  func whatIsWrittenCanBeRead(bytes: Int64) {
    let count = ByteCount(bytes: bytes)
    #expect(ByteCount(count.description) == count)
  }

  @Test(
    arguments: [
      (0, 0, 0), (1, 1, 1), (1 << 20, 1, 1), ((1 << 20) + 1, 2, 1), (1 << 30, 1024, 1),
      ((1 << 30) + 1, 1025, 2), (.max, 1 << 43, 1 << 33),
    ] as [(Int64, Int, Int)])
  func roundingUp(bytes: Int64, mebibytes: Int, gibibytes: Int) {
    #expect(ByteCount(bytes: bytes).mebibytesRoundedUp == mebibytes)
    #expect(ByteCount(bytes: bytes).gibibytesRoundedUp == gibibytes)
  }

  @Test func orderAndJSON() throws {
    #expect(ByteCount.mebibytes(1) < .gibibytes(1))
    #expect(ByteCount.kibibytes(1024) == .mebibytes(1))
    let data = try JSONEncoder().encode([ByteCount.gibibytes(4)])
    #expect(String(decoding: data, as: UTF8.self) == "[4294967296]")
    #expect(try JSONDecoder().decode([ByteCount].self, from: data) == [.gibibytes(4)])
    #expect(try JSONDecoder().decode([ByteCount].self, from: Data("[-1]".utf8))[0].bytes == 0)
  }
}
