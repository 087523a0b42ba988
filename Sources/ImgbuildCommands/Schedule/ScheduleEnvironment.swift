/// What of a shell's environment a schedule goes on with.
enum ScheduleEnvironment {
  private static let paths = [
    "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "OS_CLIENT_CONFIG_FILE",
  ]
  private static let names = ["LIBVIRT_DEFAULT_URI", "OS_CLOUD"]
  private static let proxies = [
    "http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY",
  ]

  /// Folders, the libvirt connection, the cloud and proxies; a proxy's URL with a password stays out, because
  /// everybody can read units.
  ///
  /// `home` is for the system's service manager, which gives its services none.
  static func kept(of environment: [String: String], home: Bool) -> [String: String] {
    environment.filter { name, value in
      if paths.contains(name) || (home && name == "HOME") { return value.hasPrefix("/") }
      if proxies.contains(name) { return !value.isEmpty && !value.contains("@") }
      return names.contains(name) && !value.isEmpty
    }
  }
}
