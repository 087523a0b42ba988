import Foundation
import Recipes
import SystemPackage

extension HostFile {
  /// Where it is on this machine.
  var path: FilePath {
    switch self {
    case .file(let file): file.path
    case .url(let url):
      FilePath(
        URL(string: url.value)?.path(percentEncoded: false)
          ?? String(url.value.dropFirst("file://".count)))
    }
  }
}
