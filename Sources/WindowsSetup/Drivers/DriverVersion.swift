/// What an INF file says as `DriverVer`: `07/21/2023,100.93.104.24000`.
public struct DriverVersion: Sendable, Hashable {
  /// The date, as written: month, day, year.
  public let date: String
  /// The four numbers.
  public let numbers: [Int]

  /// Nil for what has no date and no numbers.
  public init?(_ text: String) {
    let parts = text.split(separator: ",").map { $0.trimmed }
    guard parts.count == 2 else { return nil }
    let numbers = parts[1].split(separator: ".").compactMap { Int($0) }
    guard (1...4).contains(numbers.count) else { return nil }
    date = parts[0]
    self.numbers = numbers + Array(repeating: 0, count: 4 - numbers.count)
  }

  /// The numbers, as written.
  public var text: String { numbers.map(String.init).joined(separator: ".") }

  /// N of the release 0.1.N of virtio-win: it is a hundred times that in the fourth number.
  ///
  /// The build's own scheme (`_BUILD_MINOR_VERSION_` in build/Driver.RHEL.props); nil for drivers of others.
  public var virtioRelease: Int? {
    guard numbers[2] > 0, numbers[3] >= 10_000 else { return nil }
    return numbers[3] / 100
  }

  /// The kernel that a build of virtio-win is for, which is its first number: 61, 62, 63 or 100.
  public var kernel: (major: Int, minor: Int)? {
    guard virtioRelease != nil, (60...109).contains(numbers[0]) else { return nil }
    return (numbers[0] / 10, numbers[0] % 10)
  }
}
