import Yams

/// What cloud-init's own files say: later ones over earlier ones, as it reads them.
///
/// Only nodes are looked at, never expanded into values: aliases cannot make a small file large.
struct CloudInitConfiguration: Equatable {
  private(set) var dataSources: [String]?
  private(set) var defaultUser: String?

  /// Reads a file over those before; what is no mapping is left out, as cloud-init does.
  mutating func merge(_ text: String) {
    guard let settings = (try? compose(yaml: text))?.mapping else { return }
    if let list = settings["datasource_list"]?.sequence {
      dataSources = list.compactMap(\.string)
    }
    let user = settings["system_info"]?.mapping?["default_user"]?.mapping?["name"]?.string
    if let user { defaultUser = user }
  }
}
