import Foundation
import SystemPackage

extension FileSource.Place {
  /// The file's name, as messages and lists of checksums have it.
  public var name: String { names.first ?? "" }

  /// The names by which a list may know the file: that of each mirror, each once.
  public var names: [String] {
    switch self {
    case .file(let file): return [file.path.lastComponent?.string ?? file.name]
    case .urls(let urls):
      var names: [String] = []
      for name in urls.map({ Self.name(ofURL: $0.value) }) where !names.contains(name) {
        names.append(name)
      }
      return names
    }
  }

  /// The last part of a URL's path, with `%20` and the like resolved.
  public static func name(ofURL text: String) -> String {
    let path = text.prefix { $0 != "?" && $0 != "#" }
    let last = path.split(separator: "/").last.map(String.init) ?? ""
    return last.removingPercentEncoding ?? last
  }
}
