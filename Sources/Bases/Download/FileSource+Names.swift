public import Recipes
import SystemPackage

extension FileSource.Place {
  /// The file's name, as messages and lists of checksums have it.
  public var name: String { names.first ?? "" }

  /// The names by which a list may know the file: that of each mirror, each once.
  var names: [String] {
    switch self {
    case .file(let file): return [file.path.lastComponent?.string ?? file.name]
    case .urls(let urls):
      var names: [String] = []
      for name in urls.map({ DownloadURL($0.value).name }) where !names.contains(name) {
        names.append(name)
      }
      return names
    }
  }
}
