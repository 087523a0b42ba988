import BuildFoundation
import Foundation

extension FirstBootPlan {
  /// What an earlier step has left on the disk; nil for nothing.
  ///
  /// Throws `buildFailed` when it cannot be read.
  public init?(on disk: some WindowsFiles) async throws {
    guard let bytes = try await disk.content(of: Self.record.onDisk(systemRoot: "/Windows")) else {
      return nil
    }
    do {
      self = try JSONDecoder().decode(FirstBootPlan.self, from: Data(bytes))
    } catch {
      throw BuildError(
        .buildFailed, "reading what Windows is to do at its first boot: \(error.reason)",
        hint: "another version of imgbuild may have written it: build the image anew")
    }
  }

  func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return Array(try encoder.encode(self))
  }

  /// What is done, in order, in a few words each.
  public var titles: [String] {
    drivers.map { "install the driver \($0.name)" } + installers.map { "install \($0.name)" }
      + (cloudbaseInit == nil ? [] : ["install and configure cloudbase-init"])
      + scripts.map { "run \($0.name)" } + (generalizes ? ["generalize it with sysprep"] : [])
  }
}
