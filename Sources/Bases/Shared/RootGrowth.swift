import BuildFoundation
import Pipeline
import Recipes

/// Grows a finished disk, its last partition and the root on it to the size that a recipe asks for.
struct RootGrowth: BuildStep {
  private static let version = 1
  let size: ByteCount

  /// What a base of `size` has to do so that the disk is as large as the recipe's `disk.size`.
  ///
  /// Nothing when the recipe does not say, or the base is that large. Throws a `recipe` error when the
  /// base is larger: what is on it is never shrunk.
  static func steps(from size: ByteCount, to wanted: Located<ByteCount>?) throws -> [any BuildStep]
  {
    guard let wanted, wanted.value != size else { return [] }
    guard wanted.value > size else {
      throw BuildError(
        .recipe,
        "\(wanted.location): reading the disk's size: \(wanted.value) is less than the base has, "
          + "\(size), and a disk is never shrunk",
        hint: "ask for \(size) or more, or leave `size` out")
    }
    return [RootGrowth(size: wanted.value)]
  }

  var title: String { "grow the disk to \(size)" }
  var place: GuestPlace { .appliance }
  var limit: Duration { .seconds(1200) }
  var diskSize: ByteCount? { size }

  func keyFields() throws -> [KeyField] { [KeyField("root growth", "\(Self.version)")] }

  func apply(to guest: any Guest, report: StepReport) async throws {
    guard let offline = guest as? any OfflineGuest else {
      throw BuildError(.defect, "growing the disk: the guest is not offline")
    }
    try await offline.fillDisk(of: size, with: "/", report: report)
  }
}
