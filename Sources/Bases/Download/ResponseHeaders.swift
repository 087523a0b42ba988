import Foundation
import SystemPackage

/// What a server said of its answer: the last one, after redirections.
struct ResponseHeaders: Sendable, Equatable {
  /// The HTTP status; nil where there is none, as for a file.
  private(set) var status: Int?
  private var fields: [String: String] = [:]

  /// Reads what curl's `--dump-header` writes.
  init(_ text: String) {
    for line in text.split(whereSeparator: \.isNewline) {
      if line.hasPrefix("HTTP/") {
        status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        fields = [:]
      } else if let colon = line.firstIndex(of: ":") {
        fields[line[..<colon].lowercased()] =
          line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      }
    }
  }

  init(file: FilePath) {
    let data = FileManager.default.contents(atPath: file.string) ?? Data()
    self.init(String(decoding: data, as: UTF8.self))
  }

  subscript(name: String) -> String? { fields[name] }

  /// The size of the whole file, where the server tells it.
  var totalSize: Int64? {
    if let range = self["content-range"] {
      return range.split(separator: "/").last.flatMap { Int64($0) }
    }
    guard status.map({ $0 < 300 }) ?? true else { return nil }
    return self["content-length"].flatMap { Int64($0) }
  }

  /// A tag that names exactly these bytes; weak ones do not.
  var strongTag: String? {
    self["etag"].flatMap { $0.hasPrefix("\"") ? $0 : nil }
  }

  var isWebPage: Bool { self["content-type"]?.lowercased().hasPrefix("text/html") ?? false }
}
