extension CloudbaseInitSettings {
  /// What an instance runs in the specialize pass: Cloudbase-Init, whose status Windows Setup cannot read,
  /// so that 1 asks for a restart and 2 for one more try.
  var setupCommand: SetupCommand {
    let program = installFolder + #"\Python\Scripts\cloudbase-init.exe"#
    let configuration = configurationFolder + #"\cloudbase-init-unattend.conf"#
    var command = SetupCommand(
      #"cmd.exe /c ""\#(program)" --config-file "\#(configuration)" && exit 1 || exit 2""#,
      summary: "Run Cloudbase-Init")
    command.asksForRestart = true
    return command
  }
}

extension SysprepAnswerOptions {
  /// The options that leave instances to Cloudbase-Init, as its installer's own file does.
  ///
  /// Devices stay installed, the first start asks nothing, and language, time and name come from elsewhere.
  public init(
    cloudbaseInit settings: CloudbaseInitSettings, version: WindowsVersion,
    architecture: WindowsArchitecture = .amd64
  ) {
    self.init(version: version, architecture: architecture)
    locale = nil
    language = nil
    keyboard = nil
    timeZone = nil
    skipsWelcome = true
    specializeCommands = [settings.setupCommand]
  }
}
