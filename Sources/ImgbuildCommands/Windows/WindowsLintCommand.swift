import ArgumentParser
import BuildFoundation
import SystemPackage
import TerminalUI
import WindowsSetup

/// `imgbuild windows lint`: looks through answer files.
struct WindowsLintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Check answer files for what Windows Setup would fail, wait at or ignore.",
    discussion: """
      Reads Autounattend.xml and unattend.xml, whoever wrote them, and changes nothing. Exits with \
      2 if there are errors; warnings alone are no failure.
      """)

  @Argument(
    help: "The answer files; - stands for standard input.",
    completion: .file(extensions: ["xml"]))
  var files: [String]

  @Option(help: "The firmware of the machine.")
  var firmware: SetupFirmware?

  @Option(help: "The processor of the machine.")
  var architecture: WindowsArchitecture?

  @Flag(help: "Print the findings as JSON.")
  var json = false

  func run() throws {
    let linter = AnswerFileLinter(firmware: firmware, architecture: architecture)
    let reports = try files.map { name in
      AnswerFileReport(
        file: name == "-" ? "standard input" : name,
        findings: linter.findings(in: try AnswerFileInput.read(name)))
    }
    if json {
      OutputDescriptor.standardOutput.write(lines: [try CommandJSON.text(reports)])
    } else {
      for report in reports {
        OutputDescriptor.standardError.write(lines: report.lines)
        OutputDescriptor.standardOutput.write(lines: [report.summary])
      }
    }
    if reports.contains(where: { $0.errors > 0 }) {
      throw ExitCode(BuildError.Code.recipe.exitStatus)
    }
  }
}
