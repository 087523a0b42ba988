import BuildFoundation
import CLibosinfo

/// Reads the database on a queue of its own, because that takes a second of file reading.
actor Loader {
  private let executor = DispatchQueueExecutor(label: "osinfo-loader")

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// Reads the machine's database.
  func load() throws -> LoadedDatabase {
    let doing = "reading the database of operating systems"
    guard let loader = osinfo_loader_new() else {
      throw BuildError(.host, "\(doing): libosinfo gave no loader")
    }
    defer { g_object_unref(loader) }
    var error: UnsafeMutablePointer<GError>?
    // The default path is the system's, the administrator's and the user's, in this order.
    osinfo_loader_process_default_path(loader, &error)
    if let error {
      defer { g_error_free(error) }
      let message = error.pointee.message.map { String(cString: $0) } ?? "no reason given"
      throw BuildError(
        .host, "\(doing): \(message)", hint: "install it: apt-get install osinfo-db")
    }
    // The loader owns the database; this reference keeps it beyond the loader.
    guard let database = osinfo_loader_get_db(loader), let kept = g_object_ref(database) else {
      throw BuildError(.host, "\(doing): it is empty")
    }
    let loaded = LoadedDatabase(owning: kept)
    guard loaded.count > 0 else {
      throw BuildError(
        .host, "\(doing): it is empty", hint: "install it: apt-get install osinfo-db")
    }
    return loaded
  }
}
