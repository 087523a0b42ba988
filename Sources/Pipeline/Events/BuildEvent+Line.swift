import Foundation

extension BuildEvent {
  /// The event as one line, for another process of this very program.
  ///
  /// Its form follows the Swift types; what scripts read is `EventJSON` of TerminalUI.
  public func line() throws -> String {
    String(decoding: try JSONEncoder().encode(self), as: UTF8.self)
  }

  /// The event of a line that `line()` gave; nil for any other.
  public init?(line: String) {
    guard let event = try? JSONDecoder().decode(BuildEvent.self, from: Data(line.utf8)) else {
      return nil
    }
    self = event
  }
}
