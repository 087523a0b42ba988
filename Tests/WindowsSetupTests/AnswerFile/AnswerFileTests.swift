import BuildFoundation
import Foundation
import TestSupport
import Testing

@testable import WindowsSetup

@Suite struct AnswerFileTests {
  /// The options of a release under a firmware: those that have to be said, or all of them.
  private func options(
    _ version: WindowsVersion, _ firmware: SetupFirmware, full: Bool
  ) -> AnswerFileOptions {
    let needsSkip = version == .windows11 && firmware == .bios
    if full { return .full(version, firmware, skipsHardwareChecks: needsSkip) }
    var plain = AnswerFileOptions.plain(version, firmware)
    plain.skipsHardwareChecks = needsSkip
    return plain
  }

  private func parsed(_ options: AnswerFileOptions) throws -> ParsedAnswerFile {
    try ParsedAnswerFile(AnswerFile(options).text)
  }

  @Test(arguments: WindowsVersion.allCases, SetupFirmware.allCases)
  func whatIsGeneratedHasNoFindings(version: WindowsVersion, firmware: SetupFirmware) throws {
    for full in [false, true] {
      let text = try AnswerFile(options(version, firmware, full: full)).text
      let linter = AnswerFileLinter(firmware: firmware, architecture: .amd64)
      #expect(linter.findings(in: Array(text.utf8)) == [])
    }
  }

  @Test(arguments: WindowsVersion.allCases, SetupFirmware.allCases)
  func passesAndComponentsAreWhatTheSchemaAsksFor(
    version: WindowsVersion, firmware: SetupFirmware
  ) throws {
    for full in [false, true] {
      let file = try parsed(options(version, firmware, full: full))
      let order = SetupPass.allCases.map(\.rawValue)
      let passes = try file.passes
      #expect(passes == order.filter(passes.contains))
      let components = try file.components
      #expect(components.count >= 6)
      for component in components {
        #expect(component["processorArchitecture"] == "amd64")
        #expect(component["publicKeyToken"] == "31bf3856ad364e35")
        #expect(component["language"] == "neutral")
        #expect(component["versionScope"] == "nonSxS")
      }
    }
  }

  @Test func uefiGetsASystemAReservedAndAWindowsPartition() throws {
    let file = try parsed(.plain(.server2022, .uefi))
    let disk = "DiskConfiguration/Disk/"
    let created = disk + "CreatePartitions/CreatePartition/"
    #expect(try file.values("windowsPE", "Setup", created + "Order") == ["1", "2", "3"])
    #expect(try file.values("windowsPE", "Setup", created + "Type") == ["EFI", "MSR", "Primary"])
    #expect(try file.values("windowsPE", "Setup", created + "Size") == ["500", "16"])
    #expect(try file.values("windowsPE", "Setup", created + "Extend") == ["true"])
    let modified = disk + "ModifyPartitions/ModifyPartition/"
    #expect(try file.values("windowsPE", "Setup", modified + "PartitionID") == ["1", "3"])
    #expect(try file.values("windowsPE", "Setup", modified + "Format") == ["FAT32", "NTFS"])
    #expect(try file.values("windowsPE", "Setup", modified + "Active") == [])
    let target = "ImageInstall/OSImage/InstallTo/"
    #expect(try file.value("windowsPE", "Setup", target + "DiskID") == "0")
    #expect(try file.value("windowsPE", "Setup", target + "PartitionID") == "3")
  }

  @Test func biosGetsAnActiveAndAWindowsPartition() throws {
    let file = try parsed(.plain(.server2019, .bios))
    let disk = "DiskConfiguration/Disk/"
    #expect(
      try file.values("windowsPE", "Setup", disk + "CreatePartitions/CreatePartition/Type")
        == ["Primary", "Primary"])
    #expect(
      try file.value("windowsPE", "Setup", disk + "ModifyPartitions/ModifyPartition/Active")
        == "true")
    #expect(
      try file.value("windowsPE", "Setup", "ImageInstall/OSImage/InstallTo/PartitionID") == "2")
  }

  @Test(arguments: [
    (SetupFirmware.uefi, "DE94BBA4-06D1-4D40-A16A-BFD50179D6AC", "4", ["500", "16", "700"]),
    (.bios, "0x27", "3", ["500", "700"]),
  ])
  func aRecoveryPartitionComesBeforeWindowsWhichCanThenGrow(
    firmware: SetupFirmware, type: String, windows: String, sizes: [String]
  ) throws {
    var options = AnswerFileOptions.plain(.server2025, firmware)
    options.disk.recoverySize = 700
    let file = try parsed(options)
    let disk = "DiskConfiguration/Disk/"
    #expect(
      try file.value("windowsPE", "Setup", disk + "ModifyPartitions/ModifyPartition/TypeID") == type
    )
    #expect(
      try file.values("windowsPE", "Setup", disk + "CreatePartitions/CreatePartition/Size")
        == sizes)
    #expect(
      try file.value("windowsPE", "Setup", "ImageInstall/OSImage/InstallTo/PartitionID") == windows)
  }

  @Test func theImageIsChosenByNameOrNumber() throws {
    var options = AnswerFileOptions.plain(.server2022, .uefi)
    let key = "ImageInstall/OSImage/InstallFrom/MetaData/Key"
    let value = "ImageInstall/OSImage/InstallFrom/MetaData/Value"
    #expect(try parsed(options).value("windowsPE", "Setup", key) == "/IMAGE/NAME")
    #expect(try parsed(options).value("windowsPE", "Setup", value) == "Windows SERVERSTANDARD")
    options.image = .index(2)
    #expect(try parsed(options).value("windowsPE", "Setup", key) == "/IMAGE/INDEX")
    #expect(try parsed(options).value("windowsPE", "Setup", value) == "2")
  }

  @Test func withoutAProductKeyThereIsNoEmptyOne() throws {
    let key = "UserData/ProductKey/Key"
    #expect(try parsed(.plain(.server2022, .uefi)).values("windowsPE", "Setup", key) == [])
    let full = try parsed(.full(.server2022, .uefi))
    #expect(try full.value("windowsPE", "Setup", key) == "AAAAA-BBBBB-CCCCC-DDDDD-EEEE1")
    #expect(try full.value("windowsPE", "Setup", "UserData/AcceptEula") == "true")
  }

  @Test func driversAreForSetupAndForWhatItInstalls() throws {
    let file = try parsed(.full(.server2022, .uefi))
    let path = "DriverPaths/PathAndCredentials/Path"
    let inSetup = try file.values("windowsPE", "PnpCustomizationsWinPE", path)
    #expect(inSetup.count == 15)
    #expect(inSetup.first == #"D:\viostor\2k22\amd64"#)
    #expect(inSetup.last == #"H:\NetKVM\2k22\amd64"#)
    #expect(
      try file.values("offlineServicing", "PnpCustomizationsNonWinPE", path) == inSetup)
    #expect(try parsed(.plain(.server2022, .uefi)).passes.contains("offlineServicing") == false)
  }

  @Test func commandsAreNumberedInTheirOrder() throws {
    let file = try parsed(.full(.server2022, .uefi))
    let item = "RunSynchronous/RunSynchronousCommand/"
    #expect(try file.values("specialize", "Deployment", item + "Order") == ["1", "2"])
    #expect(
      try file.values("specialize", "Deployment", item + "Path")
        == ["cmd.exe /c echo one", "cmd.exe /c echo two"])
    #expect(try file.values("specialize", "Deployment", item + "Description") == ["second"])
    let first = "FirstLogonCommands/SynchronousCommand/"
    #expect(try file.values("oobeSystem", "Shell-Setup", first + "Order") == ["1", "2"])
    #expect(
      try file.values("oobeSystem", "Shell-Setup", first + "CommandLine").last
        == #"powershell.exe -File "E:\first & last.ps1""#)
  }

  @Test(arguments: [(0, nil, false), (1, "1", true), (2, "1", false), (5, "4", false)])
  func windowsLogsOnOnceMoreThanItIsTold(
    count: Int, told: String?, hasCommand: Bool
  ) throws {
    var options = AnswerFileOptions.plain(.server2022, .uefi)
    options.autologonCount = count
    let file = try parsed(options)
    let logon = try file.values("oobeSystem", "Shell-Setup", "AutoLogon/LogonCount")
    #expect(logon == [told].compactMap { $0 })
    let commands = try file.values(
      "oobeSystem", "Shell-Setup", "FirstLogonCommands/SynchronousCommand/CommandLine")
    #expect(commands.contains { $0.contains("AutoLogonCount") } == hasCommand)
  }

  @Test func remoteDesktopIsClosedUnlessAskedFor() throws {
    let deny = "fDenyTSConnections"
    let manager = "TerminalServices-LocalSessionManager"
    let closed = try parsed(.plain(.server2022, .uefi))
    #expect(try closed.value("specialize", manager, deny) == "true")
    #expect(try closed.values("specialize", "Networking-MPSSVC-Svc", "FirewallGroups") == [])
    let open = try parsed(.full(.server2022, .uefi))
    #expect(try open.value("specialize", manager, deny) == "false")
    #expect(
      try open.value(
        "specialize", "TerminalServices-RDP-WinStationExtensions", "UserAuthentication") == "1")
    #expect(
      try open.value(
        "specialize", "Networking-MPSSVC-Svc", "FirewallGroups/FirewallGroup/Group")
        == "@FirewallAPI.dll,-28752")
  }

  @Test func theFirewallIsOffForEveryNetworkWhenItIsOff() throws {
    var options = AnswerFileOptions.plain(.windows10, .bios)
    options.hasFirewall = false
    let file = try parsed(options)
    for profile in ["Domain", "Private", "Public"] {
      #expect(
        try file.value("specialize", "Networking-MPSSVC-Svc", "\(profile)Profile_EnableFirewall")
          == "false")
    }
  }

  @Test func hardwareChecksAreSkippedOnlyWhenAskedFor() throws {
    let path = "RunSynchronous/RunSynchronousCommand/Path"
    let plain = try parsed(.plain(.windows11, .uefi))
    #expect(try plain.values("windowsPE", "Setup", path) == [])
    let skipping = try parsed(.full(.windows11, .uefi, skipsHardwareChecks: true))
    let commands = try skipping.values("windowsPE", "Setup", path)
    #expect(commands.count == 4)
    #expect(commands.count { $0.contains("LabConfig") } == 3)
    #expect(commands.last == "wpeutil.exe UpdateBootInfo")
  }

  @Test func anOptionWithoutItsMachineIsRefused() throws {
    let password = AnswerFilePassword("x")
    let faults: [(String, (inout AnswerFileOptions) -> Void)] = [
      ("BIOS", { $0.version = .windows11 }),
      ("UEFI only", { $0.architecture = .arm64 }),
      ("x86", { $0.architecture = .x86 }),
      ("no name", { $0.image = .name("") }),
      ("from 1", { $0.image = .index(0) }),
      ("product key", { $0.productKey = "AAAAA" }),
      ("product key", { $0.productKey = "XXXXX-XXXXX-XXXXX-XXXXX-XXXXX" }),
      ("15 bytes", { $0.computerName = "abcdefghijklmnop" }),
      ("time zone", { $0.timeZone = "Europe/Berlin" }),
      ("language", { $0.language = "" }),
      ("127", { $0.administratorPassword = AnswerFilePassword("") }),
      ("control", { $0.administratorPassword = AnswerFilePassword("a\nb") }),
      ("account name", { $0.accounts = [LocalAccount(name: "a/b", password: password)] }),
      ("100 times", { $0.autologonCount = -1 }),
      (
        "first logon",
        {
          $0.autologonCount = 0; $0.firstLogonCommands = [SetupCommand("a")]
        }
      ),
      ("partition", { $0.disk.systemSize = 0 }),
      ("driver path", { $0.driverPaths = [String(repeating: "a", count: 260)] }),
      ("259", { $0.specializeCommands = [SetupCommand(String(repeating: "a", count: 260))] }),
      ("1024", { $0.firstLogonCommands = [SetupCommand(String(repeating: "a", count: 1025))] }),
    ]
    for (word, change) in faults {
      var options = AnswerFileOptions.plain(.server2022, .bios)
      change(&options)
      let error = #expect(throws: BuildError.self) { _ = try AnswerFile(options) }
      #expect(error?.code == .usage)
      #expect(error?.message.contains(word) == true, "\(error?.message ?? "") has no \(word)")
      #expect(error?.message.hasPrefix("writing the answer file: ") == true)
    }
    var client = AnswerFileOptions.plain(.windows10, .bios)
    client.autologonCount = 0
    #expect(throws: BuildError.self) { _ = try AnswerFile(client) }
  }

  @Test func theLongestThatWindowsTakesIsTaken() throws {
    var options = AnswerFileOptions.plain(.server2022, .uefi)
    options.driverPaths = [String(repeating: "a", count: 259)]
    options.firstLogonCommands = [SetupCommand(String(repeating: "a", count: 1024))]
    options.computerName = "abcdefghijklmno"
    let text = try AnswerFile(options).text
    #expect(AnswerFileLinter().findings(in: Array(text.utf8)) == [])
  }

  @Test func sysprepKeepsDriversAndResetsTheLicence() throws {
    var options = SysprepAnswerOptions(version: .server2022)
    options.specializeCommands = [SetupCommand("cmd.exe /c echo instance")]
    let text = try AnswerFile(sysprep: options).text
    #expect(AnswerFileLinter(architecture: .amd64).findings(in: Array(text.utf8)) == [])
    let file = try ParsedAnswerFile(text)
    #expect(try file.passes == ["generalize", "specialize", "oobeSystem"])
    #expect(try file.value("generalize", "PnpSysprep", "PersistAllDeviceInstalls") == "true")
    #expect(try file.value("generalize", "Security-SPP", "SkipRearm") == "0")
    #expect(try file.value("specialize", "Shell-Setup", "CopyProfile") == "false")
    #expect(try file.value("oobeSystem", "Shell-Setup", "OOBE/HideEULAPage") == "true")
    #expect(try file.values("oobeSystem", "Shell-Setup", "UserAccounts") == [])
    options.timeZone = "nowhere"
    #expect(throws: BuildError.self) { _ = try AnswerFile(sysprep: options) }
  }
}
