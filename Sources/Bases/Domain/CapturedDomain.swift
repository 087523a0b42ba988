import BuildFoundation
import Foundation
import Pipeline
import Recipes
import SystemPackage

/// `domain`: a copy of the disk of a libvirt domain.
struct CapturedDomain: BuildBase {
  private static let version = 1
  /// Stands for a state that never comes again: a running domain changes all the time.
  private let moment = UUID().uuidString
  private let disk: FoundDomainDisk
  private let domains: any DomainDisks
  let finishingSteps: [any BuildStep]

  /// Looks the domain up; an error says where the recipe names it.
  static func pin(
    _ base: DomainBase, diskSize: Located<ByteCount>?, in environment: BaseEnvironment
  ) async throws -> CapturedDomain {
    guard let domains = environment.domains else {
      throw BuildError(.defect, "reading the base: nobody can look domains up")
    }
    do {
      let disk = try await domains.find(
        domain: base.name.value, disk: base.disk?.value,
        on: base.connection?.value ?? environment.libvirtURI)
      return CapturedDomain(
        disk, domains, finishingSteps: try RootGrowth.steps(from: disk.size, to: diskSize))
    } catch var error as BuildError where error.code == .recipe {
      let location = "\(base.name.location)"
      // The size has its own.
      if !error.message.contains(": reading the disk's size: ") {
        error.message = "\(location): \(error.message)"
      }
      throw error
    }
  }

  private init(
    _ disk: FoundDomainDisk, _ domains: any DomainDisks, finishingSteps: [any BuildStep]
  ) {
    self.disk = disk
    self.domains = domains
    self.finishingSteps = finishingSteps
  }

  var title: String { "capture \(disk.target) of the domain \(disk.domain)" }
  var dependsOnOutside: Bool { false }
  var layout: DiskLayout? { nil }
  var pins: [String: String] {
    ["\(disk.target) of the domain \(disk.domain)": disk.state ?? "running: captured anew"]
  }

  func keyFields() throws -> [KeyField] {
    [
      KeyField("base", "domain \(Self.version)"), KeyField("connection", disk.connection),
      KeyField("domain", disk.uuid), KeyField("disk", disk.target),
      KeyField("state", disk.state ?? moment),
    ]
  }

  func makeDisk(
    at path: FilePath, scratch: BuildScratch, host: any BaseHost, report: StepReport
  ) async throws -> [String: String] {
    try await domains.copy(disk, to: path, scratch: scratch, report: report)
  }
}
