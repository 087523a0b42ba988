import ArgumentParser
import BuildFoundation
import ImageProperties
import TerminalUI

/// `imgbuild properties explain`: all that is known of a property.
struct PropertiesExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain an image property: its values, who reads it, what imgbuild does with it.")

  /// Longer lines of prose are hard to read, however wide the terminal is.
  private static let widest = 100

  @Argument(
    help: "The property's name, or one that it once had.",
    completion: .list(PropertyCatalogue.standard.definitions.map(\.name)))
  var name: String

  @Flag(help: "Print it as JSON.")
  var json = false

  func run() throws {
    let (definition, notice) = try Self.find(name)
    let output = OutputDescriptor.standardOutput
    if json { return output.write(lines: [try CommandJSON.text(definition)]) }
    if let notice { OutputDescriptor.standardError.write(lines: [notice]) }
    let width = min(TerminalSize.ofStandardOutput ?? Self.widest, Self.widest)
    output.write(
      lines: PropertyExplanation(definition).lines(width: width, style: .standardOutput))
  }

  /// The property, and what to say where it is not called as it was asked for.
  static func find(_ name: String) throws -> (PropertyDefinition, notice: String?) {
    let catalogue = PropertyCatalogue.standard
    if let found = catalogue.find(name) {
      let isAsked = found.prefix != nil || found.name == name
      return (found, isAsked ? nil : "\(name) is another name of \(found.name)")
    }
    if PropertyCatalogue.glanceNames.contains(name) {
      throw BuildError(
        .usage, "explaining \(name): it is no property, but what Glance itself says of an image")
    }
    guard let near = catalogue.nearest(to: name), let found = catalogue.find(near) else {
      throw BuildError(
        .usage, "explaining \(name): no service of OpenStack reads such a property",
        hint: "imgbuild properties list shows all; other names are free for your own use")
    }
    return (found, "there is no property \(name); the nearest is \(near)")
  }
}
