import ArgumentParser
import ImageProperties
import TerminalUI

/// `imgbuild properties list`: all properties, a line each.
struct PropertiesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the image properties that OpenStack reads.")

  @Option(help: "Only those that it reads: \(PropertyReader.names).")
  var consumer: PropertyReader?

  @Flag(help: "Print all that is known of them as JSON.")
  var json = false

  func run() throws {
    let chosen = PropertyCatalogue.standard.definitions.filter { definition in
      consumer.map { definition.readers.contains($0) } ?? true
    }
    OutputDescriptor.standardOutput.write(
      lines: json
        ? [try CommandJSON.text(chosen)]
        : PropertyTable(chosen).lines(width: TerminalSize.ofStandardOutput, style: .standardOutput))
  }
}

extension PropertyReader {
  /// The words for the command line.
  fileprivate static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
