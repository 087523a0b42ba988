import ArgumentParser
import Bases
import BuildFoundation
import SystemPackage
import TerminalUI
import WindowsSetup

/// `imgbuild windows editions`: which Windows are on a disc.
struct WindowsEditionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "editions", abstract: "List the Windows that an installation disc has.",
    discussion: """
      Reads sources/install.wim, .esd or .swm in the ISO, once from its start to its end, and changes nothing. \
      Answer files choose one of the images by NAME or by INDEX.
      """)

  @Argument(help: "The disc's ISO file.", completion: .file(extensions: ["iso"]))
  var iso: String

  @Flag(help: "Print the images as JSON.")
  var json = false

  func run() async throws {
    let table = WindowsEditionsTable(try await WindowsMedium(path: .absolute(iso)).images())
    OutputDescriptor.standardOutput.write(
      lines: json ? [try CommandJSON.text(table.rows)] : table.lines)
  }
}
