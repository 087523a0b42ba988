import BuildFoundation
import Foundation

/// What a Windows does at the first logon after Windows Setup, before it becomes a disk for later steps.
///
/// It lies on the disc with the answer file, whose letter nobody knows before.
public struct InstallationScript: Sendable {
  /// The folder of the files on the disc.
  public static let folder = "imgbuild"
  /// How lines on the serial port begin that tell how far the installation is.
  public static let mark = "imgbuild-setup: "
  /// How what follows the mark begins when the installation cannot succeed any more.
  public static let failure = "failed: "
  /// How what follows the mark begins when all is done.
  public static let success = "done"
  private static let name = "install.cmd"
  private static let serialPort = "COM1"
  /// The guest agent's package on a disc of virtio-win, for 64-bit Windows.
  private static let agent = #"guest-agent\qemu-ga-x86_64.msi"#

  /// Whether the guest agent is installed, where a disc has it.
  public var installsGuestAgent: Bool
  /// Lines of cmd, each a batch file of its own.
  public var commands: [String]

  /// Describes a script.
  public init(installsGuestAgent: Bool = true, commands: [String] = []) {
    self.installsGuestAgent = installsGuestAgent
    self.commands = commands
  }

  /// The files of the disc by their paths.
  public var files: [String: String] {
    var files = [Self.name: text]
    for (index, command) in commands.enumerated() {
      files["command-\(index + 1).cmd"] = "@echo off\r\n\(command)\r\n"
    }
    return Dictionary(uniqueKeysWithValues: files.map { ("\(Self.folder)/\($0.key)", $0.value) })
  }

  /// Has an installation run the script, and say on the serial port how far it is.
  public func apply(to options: inout AnswerFileOptions) {
    options.setupCommands.append(Self.saying("Windows Setup runs"))
    options.specializeCommands.append(Self.saying("Windows starts for the first time"))
    // Nobody knows the letter, and the first logon comes once.
    let letters = ("D"..."Z").joined(separator: " ")
    options.firstLogonCommands.append(
      SetupCommand(
        #"cmd.exe /d /c "for %d in (\#(letters)) do if exist %d:\\#(Self.folder)\\#(Self.name) "#
          + #"%d:\\#(Self.folder)\\#(Self.name)""#, summary: "imgbuild"))
    options.autologonCount = 1
  }

  private static func saying(_ text: String) -> SetupCommand {
    SetupCommand(#"cmd.exe /d /c "echo \#(mark)\#(text)>\#(serialPort)""#, summary: "imgbuild")
  }

  private var text: String {
    let agent = installsGuestAgent ? [Self.agentStep] : []
    let steps = commands.indices.map { index in
      let name = "command-\(index + 1).cmd"
      return """
        set "title=command \(index + 1) of \(commands.count)"
        set "text=%title%"
        call :say
        "%system%\\cmd.exe" /d /c %disc%\(name) >>"%log%" 2>&1
        set "code=%errorlevel%"
        call :judge
        if errorlevel 1 exit /b 1
        """
    }
    return BatchText.lines(
      String(decoding: PackageResources.install_cmd, as: UTF8.self)
        .replacing("@STEPS@", with: (agent + steps).joined(separator: "\n"))
        .replacing("@SUCCESS@", with: Self.success)
        .replacing("@SERIAL@", with: Self.serialPort))
  }

  private static let agentStep = """
    set "package="
    for %%d in (D E F G H I J K) do if exist "%%d:\\\(agent)" set "package=%%d:\\\(agent)"
    if not defined package goto without_agent
    set "title=the installation of the guest agent"
    set "text=%title%"
    call :say
    "%system%\\msiexec.exe" /i "%package%" /qn /norestart /l*v "%home%\\msi-qemu-ga.log"
    set "code=%errorlevel%"
    call :judge
    if errorlevel 1 exit /b 1
    :without_agent
    """
}

extension ClosedRange<Character> {
  /// The letters from the first to the last.
  fileprivate func joined(separator: String) -> String {
    guard let first = lowerBound.asciiValue, let last = upperBound.asciiValue else { return "" }
    return (first...last).map { String(UnicodeScalar($0)) }.joined(separator: separator)
  }
}
