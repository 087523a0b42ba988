import ArgumentParser
import BuildFoundation
import Foundation
import SystemPackage
import TestSupport
import Testing
import WindowsSetup

@testable import ImgbuildCommands

@Suite struct WindowsCommandTests {
  private let folder: TemporaryFolder
  private let password: FilePath

  init() throws {
    folder = try TemporaryFolder()
    password = try folder.write("password", "Secret-1\r\nsomething else\n")
  }

  private var output: FilePath { folder.path.appending("Autounattend.xml") }

  /// The exit status of `imgbuild windows` with these arguments.
  private func run(_ arguments: String...) async throws -> Int32 {
    do {
      var command = try ImgbuildCommand.parseAsRoot(["windows"] + arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return 0
    } catch let status as ExitCode {
      return status.rawValue
    }
  }

  private func answerFile(_ more: String...) throws -> WindowsAnswerFileCommand {
    let arguments = [
      "windows", "answer-file", "--release", "2022", "--firmware", "uefi", "--password-file",
      password.string,
    ]
    return try #require(
      try ImgbuildCommand.parseAsRoot(arguments + more) as? WindowsAnswerFileCommand)
  }

  @Test func whatIsWrittenIsRightAndOnlyForItsOwner() async throws {
    #expect(
      try await run(
        "answer-file", "--release", "2022", "--edition", "Windows Server 2022 SERVERSTANDARD",
        "--firmware", "uefi", "--password-file", password.string, "--virtio", "--output",
        output.string) == 0)
    let attributes = try FileManager.default.attributesOfItem(atPath: output.string)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let text = try String(contentsOfFile: output.string, encoding: .utf8)
    #expect(text.contains("<Value>Windows Server 2022 SERVERSTANDARD</Value>"))
    #expect(text.contains(AnswerFilePassword("Secret-1").hidden(in: "AdministratorPassword")))
    #expect(
      try await run("lint", "--firmware", "uefi", "--architecture", "amd64", output.string) == 0)
    #expect(try await run("lint", "--firmware", "bios", output.string) == 2)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path.string).sorted()
        == ["Autounattend.xml", "password"])
  }

  @Test func editionsAreListedForPeopleAndPrograms() throws {
    let table = WindowsEditionsTable([
      WindowsMediumImage(
        index: 1, name: "Windows Server 2022 SERVERSTANDARDCORE", displayName: "Standard",
        editionID: "ServerStandard", architecture: .amd64, build: 20348,
        installationType: "Server Core", languages: ["de-DE", "en-US"], defaultLanguage: "en-US"),
      WindowsMediumImage(index: 12, name: "\u{1b}[31mred\n"),
    ])
    #expect(
      table.lines == [
        "INDEX  NAME                                    SHOWN AS  EDITION         KIND         RELEASE"
          + "  BUILD  PROCESSOR  LANGUAGES",
        "    1  Windows Server 2022 SERVERSTANDARDCORE  Standard  ServerStandard  Server Core  2022   "
          + "  20348  amd64      en-US, de-DE",
        "   12  red",
      ])
    let json = try CommandJSON.text(table.rows)
    #expect(
      json.contains(#""release" : "2022""#) && json.contains(#""editionID" : "ServerStandard""#))
  }

  @Test(.needs("7zz")) func editionsOfWhatIsNoDiscAreARecipesFault() async throws {
    let file = try folder.write("a.iso", "no disc")
    let arguments = ["windows", "editions", file.string]
    let command = try #require(
      try ImgbuildCommand.parseAsRoot(arguments) as? WindowsEditionsCommand)
    let error = await #expect(throws: BuildError.self) { try await command.run() }
    #expect(error?.code == .recipe)
  }

  /// What Setup gets when the recipe is built: the release and the image are the disc's.
  @Test(.needs("7zz", "wimlib-imagex", "genisoimage"))
  func aRecipeSaysEverything() async throws {
    let place = folder.path.appending("medium")
    try FileManager.default.createDirectory(
      atPath: place.string, withIntermediateDirectories: true)
    let iso = try await WindowsMediumFixture().make(in: place)
    let recipe = try folder.write(
      "recipe.yml",
      """
      version: 1
      name: web
      variables: {edition: "4"}
      base:
        windows:
          iso: {url: "file://\(iso)"}
          edition: "${edition}"
          compat: true
          password: "${edition}-Secret"
      properties: {hw_firmware_type: bios}

      """)
    #expect(
      try await run(
        "answer-file", recipe.string, "--set", "edition=3", "--output", output.string) == 0)
    let text = try String(contentsOfFile: output.string, encoding: .utf8)
    #expect(text.contains("<Value>3</Value>") && text.contains("<Active>true</Active>"))
    #expect(text.contains(AnswerFilePassword("3-Secret").hidden(in: "AdministratorPassword")))
    #expect(try await run("lint", "--firmware", "bios", output.string) == 0)
    let error = await #expect(throws: BuildError.self) {
      try await run("answer-file", recipe.string, "--set", "edition=9")
    }
    #expect(error?.message.contains("the disc has no image 9") == true)
    // Beside a recipe, nothing else has a meaning.
    for more in [["--release", "2022"], ["--virtio"], ["--language", "de-DE"]] {
      #expect(throws: (any Error).self) {
        try ImgbuildCommand.parseAsRoot(["windows", "answer-file", recipe.string] + more)
      }
    }
    #expect(throws: (any Error).self) {
      try ImgbuildCommand.parseAsRoot(["windows", "answer-file", "--set", "a=b"])
    }
  }

  @Test func aRecipeWithoutWindowsHasNoAnswers() async throws {
    let recipe = try folder.write(
      "recipe.yml",
      "version: 1\nname: web\nbase: {bootstrap: {distribution: debian, suite: bookworm}}\n")
    let error = await #expect(throws: BuildError.self) {
      try await run("answer-file", recipe.string)
    }
    #expect(error?.code == .usage && error?.message.contains("its base is no `windows`") == true)
  }

  @Test func aFileThatIsThereIsReplacedAsAWhole() async throws {
    _ = try folder.write("Autounattend.xml", "before")
    #expect(
      try await run("sysprep-file", "--release", "2019", "--output", output.string) == 0)
    #expect(try await run("lint", output.string) == 0)
  }

  @Test func everyOptionReachesTheAnswerFile() throws {
    let key = try folder.write("key", "AAAAA-BBBBB-CCCCC-DDDDD-EEEE1\n")
    let options = try answerFile(
      "--index", "3", "--product-key-file", key.string, "--computer-name", "build", "--owner", "o",
      "--organization", "g", "--autologon", "4", "--virtio", "--driver-path", #"X:\a"#,
      "--driver-path", #"X:\b"#, "--recovery", "700MiB", "--remote-desktop", "--no-firewall",
      "--activate", "--skip-hardware-checks", "--system-command", "one", "--command", "two",
      "--command", "three", "--language", "de-DE", "--locale", "de-AT", "--keyboard", "de-CH",
      "--time-zone", "W. Europe Standard Time"
    ).options()
    #expect(options.image == .index(3))
    #expect(options.productKey == "AAAAA-BBBBB-CCCCC-DDDDD-EEEE1")
    #expect(options.computerName == "build")
    #expect([options.owner, options.organization] == ["o", "g"])
    #expect(options.autologonCount == 4)
    #expect(options.driverPaths.count == 17)
    #expect(options.driverPaths.prefix(2) == [#"X:\a"#, #"X:\b"#])
    #expect(options.disk.recoverySize == 700)
    #expect(options.allowsRemoteDesktop && !options.hasFirewall && !options.skipsActivation)
    #expect(options.skipsHardwareChecks)
    #expect(options.specializeCommands.map(\.line) == ["one"])
    #expect(options.firstLogonCommands.map(\.line) == ["two", "three"])
    #expect([options.language, options.locale, options.keyboard] == ["de-DE", "de-AT", "de-CH"])
    #expect(options.timeZone == "W. Europe Standard Time")
    #expect(options.administratorPassword == AnswerFilePassword("Secret-1"))
  }

  @Test func theImageIsChosenInOneWay() {
    #expect(throws: (any Error).self) { try answerFile() }
    #expect(throws: (any Error).self) { try answerFile("--edition", "a", "--index", "1") }
    #expect(throws: (any Error).self) { try answerFile("--index", "1", "--release", "2021") }
  }

  @Test func aPasswordThatCannotBeReadIsAnErrorOfTheCommandLine() async throws {
    let empty = try folder.write("empty", "\nSecret-1\n")
    for file in [empty.string, "/nonexistent/password", folder.path.string] {
      let error = await #expect(throws: BuildError.self) {
        _ = try await run(
          "answer-file", "--release", "2022", "--index", "1", "--firmware", "bios",
          "--password-file", file, "--output", output.string)
      }
      #expect(error?.code == .usage)
      #expect(error?.message.contains("Secret") == false)
    }
    #expect(!FileManager.default.fileExists(atPath: output.string))
  }

  @Test func warningsAreNoFailureAndErrorsAre() async throws {
    let head = """
      <unattend xmlns="urn:schemas-microsoft-com:unattend"><settings pass="specialize">
      <component name="Microsoft-Windows-Shell-Setup" processorArchitecture="amd64"
        publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
      """
    let tail = "</component></settings></unattend>"
    let warning = try folder.write("w.xml", head + "<TimeZone>here</TimeZone>" + tail)
    let error = try folder.write("e.xml", head + "<ComputerName>a b</ComputerName>" + tail)
    #expect(try await run("lint", warning.string) == 0)
    #expect(try await run("lint", "--json", warning.string) == 0)
    #expect(try await run("lint", warning.string, error.string) == 2)
    #expect(try await run("lint", "--json", error.string) == 2)
    let missing = await #expect(throws: BuildError.self) {
      _ = try await run("lint", "/nonexistent.xml")
    }
    #expect(missing?.code == .recipe)
  }

  @Test func aReportSaysWhereAndHowMany() throws {
    let bytes = Array("<unattend xmlns=\"u\">\n</unattend>".utf8)
    let report = AnswerFileReport(
      file: "a.xml", findings: AnswerFileLinter().findings(in: bytes))
    #expect(report.summary == "a.xml: 1 error, 1 warning")
    #expect(
      report.lines == [
        "a.xml:1:1: error: <unattend> has the namespace u [root]",
        "  hint: write <unattend xmlns=\"urn:schemas-microsoft-com:unattend\">",
        "a.xml:1:1: warning: there are no <settings> in it [root]",
      ])
    let json = try JSONSerialization.jsonObject(
      with: Data(try CommandJSON.text(report).utf8))
    let findings = (json as? [String: Any])?["findings"] as? [[String: Any]]
    #expect(findings?.first?["line"] as? Int == 1)
    #expect(findings?.first?["rule"] as? String == "root")
    #expect(findings?.first?["severity"] as? String == "error")
  }

  @Test func thePageHasEveryOption() throws {
    let path = FilePath(#filePath).removingLastComponent().removingLastComponent()
      .removingLastComponent().appending("docs/windows-answer-files.md")
    let page = try String(contentsOfFile: path.string, encoding: .utf8)
    let help =
      WindowsAnswerFileCommand.helpMessage() + WindowsSysprepFileCommand.helpMessage()
      + WindowsLintCommand.helpMessage()
    let options = Set(help.matches(of: /(?m)^  (?:-., )?(--[a-z-]+)/).map { String($0.output.1) })
    #expect(options.count > 25)
    for option in options.subtracting(["--help", "--version"]) {
      #expect(page.contains("`\(option)"), "\(option)")
    }
  }
}
