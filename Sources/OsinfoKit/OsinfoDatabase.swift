import BuildFoundation
import CLibosinfo

/// libosinfo's database of operating systems.
///
/// Its calls read files and walk lists, so they run on a queue of its own.
public actor OsinfoDatabase {
  private let executor = DispatchQueueExecutor(label: "osinfo")
  private let loaded: LoadedDatabase

  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  private init(_ loaded: LoadedDatabase) {
    self.loaded = loaded
  }

  /// Loads the database of the machine.
  ///
  /// That is the distribution's, then what the administrator and the user added to it. All of it takes
  /// about a second and 50 MB; with the name of a `distribution` (`debian`, `win`) only its systems, and
  /// those that they inherit from, are sure to be there, a matter of milliseconds. Throws `BuildError`
  /// with code `host` when there is none.
  public static func load(_ distribution: String? = nil) async throws -> OsinfoDatabase {
    OsinfoDatabase(try await Loader().load(distribution))
  }

  /// The system of that distribution and version; nil when the database does not know it: a
  /// distribution's database is older than the systems that came after it.
  ///
  /// A version finds itself first, then its major number: `12.5` finds Debian 12, `9.3` finds Rocky 9
  /// when the database has no 9.3. Names are compared without regard to case. Windows releases share
  /// their versions: use `find(shortID:)` for them.
  public func find(distro: String, version: String) -> OsinfoSystem? {
    let candidates = systems(of: distro)
    if let exact = candidates.first(where: { $0.version == version }) { return exact }
    guard let major = version.split(separator: ".").first, String(major) != version else {
      return nil
    }
    return candidates.first { $0.version == String(major) }
  }

  /// The system with that short name, such as `win2k22`; nil when the database does not know it.
  public func find(shortID: String) -> OsinfoSystem? {
    var found: OsinfoSystem?
    loaded.forEach { system in
      if found == nil, system.allShortIDs.contains(shortID) { found = system.value }
    }
    return found
  }

  /// All systems of a family (`linux`, `winnt`, …) by their short name.
  public func systems(family: String) -> [OsinfoSystem] {
    var found: [OsinfoSystem] = []
    loaded.forEach { system in
      if system.family == family { found.append(system.value) }
    }
    return found.sorted { $0.shortID < $1.shortID }
  }

  /// All systems of a distribution, in the database's order.
  public func systems(of distro: String) -> [OsinfoSystem] {
    systems { $0.lowercased() == distro.lowercased() }
  }

  private func systems(where isWanted: (String) -> Bool) -> [OsinfoSystem] {
    var found: [OsinfoSystem] = []
    loaded.forEach { system in
      if let distro = system.distro, isWanted(distro) { found.append(system.value) }
    }
    return found
  }
}
