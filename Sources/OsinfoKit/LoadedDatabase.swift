import CLibosinfo

/// Owns the list of systems of a loaded database.
///
/// Unchecked, because an OpaquePointer is not Sendable: one actor makes it and hands it to another,
/// and the references are given back once, in `deinit`.
final class LoadedDatabase: @unchecked Sendable {
  private let database: gpointer
  private let systems: UnsafeMutablePointer<OsinfoOsList>?

  /// Takes over a reference to an `OsinfoDb`.
  init(owning database: gpointer) {
    self.database = database
    systems = osinfo_db_get_os_list(database.assumingMemoryBound(to: OsinfoDb.self))
  }

  deinit {
    if let systems { g_object_unref(systems) }
    g_object_unref(database)
  }

  /// The number of systems.
  var count: Int {
    systems.map { Int(osinfo_list_get_length(imgbuild_list_of_systems($0))) } ?? 0
  }

  /// Visits every system; the view is valid during the call only.
  func forEach(_ body: (SystemView) -> Void) {
    guard let systems else { return }
    let list = imgbuild_list_of_systems(systems)
    for index in 0..<osinfo_list_get_length(list) {
      guard let entity = osinfo_list_get_nth(list, index),
        let system = imgbuild_system_of_entity(entity)
      else { continue }
      body(SystemView(system))
    }
  }
}
