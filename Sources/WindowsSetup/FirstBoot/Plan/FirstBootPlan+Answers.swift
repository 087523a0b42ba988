import BuildFoundation

extension FirstBootPlan {
  /// What sysprep's answer file says for instances; what is nil is left to Windows, or to Cloudbase-Init.
  public struct Answers: Sendable, Equatable, Codable {
    /// The language of Windows, such as `en-US`; it has to be there.
    public var language: String?
    /// How numbers and dates are written.
    public var locale: String?
    /// The keyboard: a locale, or identifiers such as `0407:00000407`.
    public var keyboard: String?
    /// The time zone, by Windows' name.
    public var timeZone: String?
    /// The administrator's password.
    public var administratorPassword: AnswerFilePassword?
    /// Whether the administrator's profile becomes that of new users.
    public var copiesProfile = false
    /// Whether drivers stay installed.
    public var persistsDeviceInstalls = true

    /// Leaves everything to Windows and Cloudbase-Init.
    public init() {}
  }

  /// The Cloudbase-Init that instances start with: the plan's own, or the image's.
  var instanceSetup: CloudbaseInitSettings? {
    cloudbaseInit?.settings ?? (hasCloudbaseInit ? CloudbaseInitSettings() : nil)
  }

  /// Whether nobody but the answer file answers for instances.
  public var answersAll: Bool { instanceSetup == nil }

  /// Where sysprep finds its answer file; the folder goes when sysprep has kept a copy.
  static let answerFile = folder.appending("Unattend.xml")

  /// sysprep's answer file.
  ///
  /// Throws a `recipe` error for answers that Windows would not take.
  func answerFileText() throws -> String {
    let isServer = isServer ?? true
    let version =
      WindowsVersion(build: windowsBuild, isServer: isServer)
      ?? (isServer ? .server2016 : .windows10)
    let architecture = cloudbaseInit?.architecture ?? self.architecture
    var options = SysprepAnswerOptions(version: version, architecture: architecture)
    if let settings = instanceSetup {
      options = SysprepAnswerOptions(
        cloudbaseInit: settings, version: version, architecture: architecture)
    }
    if let language = answers.language {
      options.language = language
      if instanceSetup == nil { options.locale = language }
    }
    if let locale = answers.locale ?? settings.locale { options.locale = locale }
    if instanceSetup == nil { options.keyboard = options.locale }
    if let keyboard = answers.keyboard ?? settings.keyboard { options.keyboard = keyboard }
    if let timeZone = answers.timeZone ?? settings.timeZone { options.timeZone = timeZone }
    // Where there is a Cloudbase-Init, instances have names of their own.
    if instanceSetup == nil { options.computerName = settings.computerName }
    options.administratorPassword = answers.administratorPassword
    options.copiesProfile = answers.copiesProfile
    options.persistsDeviceInstalls = answers.persistsDeviceInstalls
    do {
      return BatchText.lines(try AnswerFile(sysprep: options).text)
    } catch let error as BuildError where error.code == .usage {
      throw BuildError(.recipe, error.message, hint: error.hint)
    }
  }
}
