import ArgumentParser
import BuildFoundation
import ImageProperties
import OpenStackClient
import Publishing
import TerminalUI

/// `imgbuild image set`: changes what a cloud says of an image.
struct ImageSetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Change an image of a cloud, all at once or not at all.",
    discussion: """
      What is unset and not there is left alone. A value that no reader would take is refused. To bring an \
      image to what its disk proves, stamp the file and publish it: nothing is uploaded again.
      """)

  @Argument(help: "The image's identifier, or its name.")
  var image: String

  @OptionGroup var place: CloudImages

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "A property to add or to change; min_disk and min_ram too.", valueName: "name=value"))
  var assignments: [String] = []

  @Option(help: ArgumentHelp("A property to remove.", valueName: "name"))
  var unset: [String] = []

  @Option(help: "The image's new name.")
  var name: String?

  @Option(help: "Who sees it.")
  var visibility: ImageVisibility?

  @Flag(inversion: .prefixedNo, help: "Whether lists leave it out.")
  var hidden: Bool?

  @Flag(inversion: .prefixedNo, help: "Whether it cannot be deleted.")
  var protected: Bool?

  @Flag(help: "Show what would change, and change nothing.")
  var dryRun = false

  func validate() throws {
    let none = assignments.isEmpty && unset.isEmpty && name == nil && visibility == nil
    if none, hidden == nil, protected == nil { throw ValidationError("Say what is to change.") }
  }

  func run() async throws {
    let wanted = try values()
    let lines = try await place.with { service in
      let found = try await service.find(image)
      let (changes, lines) = difference(found, wanted)
      if !dryRun, !changes.isEmpty { try await service.change(found.id, changes) }
      return changes.isEmpty ? ["\(found.id): nothing is to be changed"] : [found.id] + lines
    }
    OutputDescriptor.standardOutput.write(lines: lines)
  }

  /// What is set, by the names that are stamped; throws a `usage` error for what no reader would take.
  private func values() throws -> [String: String] {
    let catalogue = PropertyCatalogue.standard
    var values: [String: String] = [:]
    for (name, value) in try PropertyAssignments(assignments).values {
      for remark in catalogue.remarks(on: name, value) {
        guard remark.severity == .error else {
          OutputDescriptor.standardError.write(lines: ["warning: \(remark.message)"])
          continue
        }
        throw BuildError(
          .usage, "reading --set \(name)=\(value): \(remark.message)", hint: remark.hint)
      }
      let stamped = catalogue.stampedName(of: name)
      values[stamped] = catalogue.stampedText(of: stamped, value)
    }
    return values
  }

  private func difference(
    _ found: CloudImage, _ wanted: [String: String]
  ) -> (changes: [ImageChange], lines: [String]) {
    let old = found.propertySet
    var new = old
    for (name, value) in wanted { new.set(ImageProperty(name, value, because: "it is set")) }
    let gone = Set(unset)
    new = PropertySet(new.sorted.filter { !gone.contains($0.name) })
    let properties = PropertyChange.all(from: old, to: new)
    var changes = properties.map(\.imageChange)
    var lines = properties.map { "  \($0.line)" }
    func note<Value: Equatable>(
      _ what: String, _ before: Value, _ after: Value?, _ change: (Value) -> ImageChange
    ) {
      guard let after, after != before else { return }
      changes.append(change(after))
      lines.append("  ~ \(what): \(before) → \(after)")
    }
    note("name", found.name, name, ImageChange.name)
    note("hidden", found.isHidden, hidden, ImageChange.hidden)
    note("protected", found.isProtected, protected, ImageChange.protected)
    if let visibility, visibility.rawValue != found.visibility {
      changes.append(.visibility(visibility))
      lines.append("  ~ visibility: \(found.visibility) → \(visibility.rawValue)")
    }
    return (changes, lines)
  }
}
