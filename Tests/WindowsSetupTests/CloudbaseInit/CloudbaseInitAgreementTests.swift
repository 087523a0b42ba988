import Testing
import WindowsSetup

/// What our files say, read by Cloudbase-Init.
@Suite(.needsCloudbaseInit)
struct CloudbaseInitAgreementTests {
  @Test func readsTheServiceFileAsItIsMeant() async throws {
    var settings = CloudbaseInitSettings()
    settings.userName = "cloud$user"
    settings.groups = ["Administrators", "Remote Desktop Users"]
    settings.password = .random
    settings.allowsReboot = false
    settings.runsUserData = false
    settings.serialPort = "COM2"
    settings.logFolder = #"D:\$logs"#
    settings.configDrive = CloudbaseInitConfigDrive(formats: [.iso], locations: [.cdrom])
    let file = try #require(try await CloudbaseInitReader.read([settings.serviceFile()]).first)

    let expected: [String: CloudbaseInitReader.Value] = [
      "username": .text("cloud$user"),
      "groups": .list(["Administrators", "Remote Desktop Users"]),
      "rename_admin_user": .boolean(false),
      "inject_user_password": .boolean(false),
      "first_logon_behaviour": .text("no"),
      "metadata_services": .list([
        "cloudbaseinit.metadata.services.configdrive.ConfigDriveService",
        "cloudbaseinit.metadata.services.httpservice.HttpService",
      ]),
      "plugins": .list(CloudbaseInitPlugin.standard.map(\.className)),
      "process_userdata": .boolean(false),
      "allow_reboot": .boolean(false),
      "stop_service_on_exit": .boolean(true),
      "bsdtar_path": .text(#"C:\Program Files\Cloudbase Solutions\Cloudbase-Init\bin\bsdtar.exe"#),
      "mtools_path": .text(#"C:\Program Files\Cloudbase Solutions\Cloudbase-Init\bin\"#),
      "mtu_use_dhcp_config": .boolean(true),
      "ntp_use_dhcp_config": .boolean(true),
      "real_time_clock_utc": .boolean(false),
      "local_scripts_path": .text(
        #"C:\Program Files\Cloudbase Solutions\Cloudbase-Init\LocalScripts"#),
      "check_latest_version": .boolean(false),
      "debug": .boolean(true),
      "log_dir": .text(#"D:\$logs"#),
      "log_file": .text("cloudbase-init.log"),
      "default_log_levels": .list([
        "comtypes=INFO", "suds=INFO", "iso8601=WARN", "requests=WARN",
      ]),
      "logging_serial_port_settings": .text("COM2,115200,N,8"),
    ]
    for (name, value) in expected { #expect(file.values["DEFAULT"]?[name] == value, "\(name)") }
    let drive = try #require(file.values["config_drive"])
    #expect(drive["types"] == .list(["iso"]))
    #expect(drive["locations"] == .list(["cdrom"]))
    // These would bring back what types and locations leave out.
    for old in ["cdrom", "raw_hdd", "vfat"] { #expect(drive[old] == .boolean(false), "\(old)") }
    #expect(file.unknown.isEmpty)
  }

  @Test func readsTheFileForSetupAsItIsMeant() async throws {
    let settings = CloudbaseInitSettings()
    let file = try #require(try await CloudbaseInitReader.read([settings.setupFile()]).first)
    let values = try #require(file.values["DEFAULT"])
    #expect(
      values["plugins"]
        == .list([
          "cloudbaseinit.plugins.common.mtu.MTUPlugin",
          "cloudbaseinit.plugins.common.sethostname.SetHostNamePlugin",
          "cloudbaseinit.plugins.windows.extendvolumes.ExtendVolumesPlugin",
        ]))
    #expect(values["allow_reboot"] == .boolean(false))
    #expect(values["stop_service_on_exit"] == .boolean(false))
    #expect(values["log_file"] == .text("cloudbase-init-unattend.log"))
    #expect(file.unknown.isEmpty)
  }

  @Test func hasEveryClassThatHasAShortName() async throws {
    var settings = CloudbaseInitSettings()
    settings.plugins = CloudbaseInitPlugin.allCases
    settings.metadataServices = CloudbaseInitMetadataService.allCases
    let file = try #require(try await CloudbaseInitReader.read([settings.serviceFile()]).first)
    for name in CloudbaseInitPlugin.allCases.map(\.className)
      + CloudbaseInitMetadataService.allCases.map(\.className)
    {
      #expect(file.classes[name] == true, "\(name)")
    }
  }

  @Test func hasTheThirteenStandardPluginsThatAreOurs() async throws {
    let file = try #require(try await CloudbaseInitReader.read(["[DEFAULT]\r\n"]).first)
    #expect(
      file.values["DEFAULT"]?["plugins"] == .list(CloudbaseInitPlugin.standard.map(\.className)))
    #expect(CloudbaseInitPlugin.standard.count == 13)
  }

  @Test func tellsOfAnOptionAndAClassThatItDoesNotHave() async throws {
    // The checks above could not fail if this did not.
    let text = """
      [DEFAULT]
      nonsense=1
      plugins=cloudbaseinit.plugins.common.mtu.Nonsense
      """
    let file = try #require(try await CloudbaseInitReader.read([text]).first)
    #expect(file.unknown == ["DEFAULT/nonsense"])
    #expect(file.classes["cloudbaseinit.plugins.common.mtu.Nonsense"] == false)
  }
}
