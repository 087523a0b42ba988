import Foundation
import Recipes

/// A URL that a recipe names, as it is used and as it may be shown.
struct DownloadURL: Sendable, Hashable {
  /// The URL with all that is in it, which may be a password or a token.
  let text: String

  init(_ text: String) { self.text = text }

  /// The URL for messages and logs: without a user, a password, or what follows a question mark.
  var shown: String {
    let body = text.prefix { $0 != "?" && $0 != "#" }
    let isCut = text[body.endIndex...].hasPrefix("?")
    guard let scheme = body.range(of: "://") else { return body + (isCut ? "?…" : "") }
    let rest = body[scheme.upperBound...]
    let authority = rest.prefix { $0 != "/" }
    let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    return body[..<scheme.upperBound] + host + rest[authority.endIndex...] + (isCut ? "?…" : "")
  }

  /// The file's name: the last part of the path, with `%20` and the like resolved.
  var name: String { FileSource.Place.name(ofURL: text) }
}
