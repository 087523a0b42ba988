/// What of a shell's environment a schedule goes on with.
enum ScheduleEnvironment {
  private static let paths = ["XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"]
  private static let proxies = [
    "http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY",
  ]

  /// Folders, the libvirt connection and proxies; a proxy's URL with a password stays out, because
  /// everybody can read units.
  ///
  /// `home` is for the system's service manager, which gives its services none.
  static func kept(of environment: [String: String], home: Bool) -> [String: String] {
    environment.filter { name, value in
      if paths.contains(name) || (home && name == "HOME") { return value.hasPrefix("/") }
      if proxies.contains(name) { return !value.isEmpty && !value.contains("@") }
      return name == "LIBVIRT_DEFAULT_URI" && !value.isEmpty
    }
  }
}
