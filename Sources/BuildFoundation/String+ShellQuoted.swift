import Foundation

extension String {
  /// The text as one word of a POSIX shell, in quotes only where it needs them.
  public var shellQuoted: String {
    let isPlain = wholeMatch(of: /[A-Za-z0-9_.,:\/@%+=-]+/) != nil
    return isPlain ? self : "'" + replacing("'", with: #"'\''"#) + "'"
  }
}
