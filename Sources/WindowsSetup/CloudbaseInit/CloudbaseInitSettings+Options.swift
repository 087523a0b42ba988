import BuildFoundation

/// A section of a configuration file, and its options in their order.
typealias CloudbaseInitSection = (name: String, options: [(name: String, value: String)])

extension CloudbaseInitSettings {
  /// The options of `cloudbase-init.conf`, which the service reads.
  func serviceOptions() throws -> [CloudbaseInitSection] {
    try sections(
      plugins: plugins, logFile: "cloudbase-init.log",
      further: [("allow_reboot", allowsReboot ? "true" : "false")])
  }

  /// The options of `cloudbase-init-unattend.conf`, which Windows Setup's specialize pass reads.
  ///
  /// What the installer writes there as well: Setup restarts by itself, and no service has to be stopped.
  func setupOptions() throws -> [CloudbaseInitSection] {
    try sections(
      plugins: setupPlugins, logFile: "cloudbase-init-unattend.log",
      further: [("allow_reboot", "false"), ("stop_service_on_exit", "false")])
  }

  private func sections(
    plugins: [CloudbaseInitPlugin], logFile: String, further: [(name: String, value: String)]
  ) throws -> [CloudbaseInitSection] {
    try check()
    let programs = installFolder + #"\bin"#
    var options: [(name: String, value: String)] = [
      ("username", userName),
      ("groups", groups.joined(separator: ",")),
      ("rename_admin_user", text(renamesAdministrator)),
      ("inject_user_password", text(password == .metadata)),
      ("first_logon_behaviour", firstLogon.rawValue),
      ("metadata_services", metadataServices.map(\.className).joined(separator: ",")),
      ("plugins", plugins.map(\.className).joined(separator: ",")),
      ("process_userdata", text(runsUserData)),
      ("bsdtar_path", programs + #"\bsdtar.exe"#),
      ("mtools_path", programs + #"\"#),
      ("mtu_use_dhcp_config", text(takesMTUFromDHCP)),
      ("ntp_use_dhcp_config", text(takesNTPFromDHCP)),
      ("real_time_clock_utc", text(hardwareClockIsUTC)),
      ("local_scripts_path", localScriptsFolder ?? installFolder + #"\LocalScripts"#),
      ("check_latest_version", "false"),
      ("debug", text(logsDetails)),
      ("log_dir", logFolder ?? installFolder + #"\log"#),
      ("log_file", logFile),
      ("default_log_levels", "comtypes=INFO,suds=INFO,iso8601=WARN,requests=WARN"),
    ]
    if let serialPort {
      options.append(("logging_serial_port_settings", "\(serialPort),115200,N,8"))
    }
    return [("DEFAULT", options + further), ("config_drive", driveOptions)]
  }

  /// The three old options add their drives to whatever the new ones say, unless they are false.
  private var driveOptions: [(name: String, value: String)] {
    [
      ("types", configDrive.formats.map(\.rawValue).joined(separator: ",")),
      ("locations", configDrive.locations.map(\.rawValue).joined(separator: ",")),
      ("cdrom", "false"), ("raw_hdd", "false"), ("vfat", "false"),
    ]
  }

  private func text(_ value: Bool) -> String { value ? "true" : "false" }
}
