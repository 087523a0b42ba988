public import ArgumentParser
public import Recipes

extension ImageBase.Format: ExpressibleByArgument {
  /// The words for the command line.
  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
