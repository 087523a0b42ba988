import BuildFoundation
import CLibosinfo
import Foundation

/// Reads the database on a queue of its own, because all of it takes a second of file reading.
actor Loader {
  private let executor = DispatchQueueExecutor(label: "osinfo-loader")

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// Reads the machine's database, or of the distribution's own files those that tell of one.
  func load(_ distribution: String?) throws -> LoadedDatabase {
    let doing = "reading the database of operating systems"
    guard let loader = osinfo_loader_new() else {
      throw BuildError(.host, "\(doing): libosinfo gave no loader")
    }
    defer { g_object_unref(loader) }
    var error: UnsafeMutablePointer<GError>?
    process(distribution, with: loader, &error)
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

  /// The default path is the system's, the administrator's and the user's, in this order.
  private func process(
    _ distribution: String?, with loader: UnsafeMutablePointer<OsinfoLoader>,
    _ error: inout UnsafeMutablePointer<GError>?
  ) {
    let environment = ProcessInfo.processInfo.environment
    let system = URL(filePath: environment["OSINFO_SYSTEM_DIR"] ?? Self.systemFolder)
    let vendors = distribution.map { VendorFolders.names(for: $0, below: system) } ?? []
    guard !vendors.isEmpty, let part = try? VendorFolders.link(vendors, below: system) else {
      osinfo_loader_process_default_path(loader, &error)
      return
    }
    defer { try? FileManager.default.removeItem(at: part) }
    osinfo_loader_process_path(loader, part.path, &error)
    if error == nil { osinfo_loader_process_local_path(loader, &error) }
    if error == nil { osinfo_loader_process_user_path(loader, &error) }
  }

  /// Where libosinfo itself looks, unless its variable says otherwise.
  private static let systemFolder = "/usr/share/osinfo"
}
