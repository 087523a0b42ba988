public import SystemPackage

/// What a build starts from, ready to be made into a disk.
public protocol BuildBase: Sendable {
  /// What the reader sees.
  var title: String { get }
  /// Whether the result depends on something that the key cannot see, such as a package mirror.
  var dependsOnOutside: Bool { get }
  /// Where the root and what is mounted below it are; nil when only inspection can tell.
  var layout: DiskLayout? { get }
  /// Changes that the disk needs in the appliance before it can boot; they come before the recipe's.
  var finishingSteps: [any BuildStep] { get }

  /// How long making the disk may take.
  var limit: Duration { get }
  /// What the result is made from, as far as that is known before it is made: name to digest.
  var pins: [String: String] { get }

  /// Every input that decides the result.
  func keyFields() throws -> [KeyField]

  /// Makes the disk as a qcow2 file at `path`, and gives what it was pinned to.
  func makeDisk(
    at path: FilePath, scratch: BuildScratch, host: any BaseHost, report: StepReport
  ) async throws -> [String: String]
}

extension BuildBase {
  /// An hour: a slow mirror and a slow machine together are far below.
  public var limit: Duration { .seconds(3600) }
  /// Most bases know what they are made from once they are made.
  public var pins: [String: String] { [:] }
}
