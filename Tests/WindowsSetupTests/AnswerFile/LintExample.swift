import Testing

@testable import WindowsSetup

/// A change that makes a file wrong which was right, and the rule that has to find it.
struct LintExample: Sendable, CustomTestStringConvertible {
  var rule: AnswerFileRule
  var severity = AnswerFileFinding.Severity.error
  /// What is replaced in the file, once; lines have no indentation.
  var good: String
  var bad: String
  var firmware: SetupFirmware = .uefi
  /// Where the finding points to: text that starts there in the changed file.
  var at: String

  init(
    _ rule: AnswerFileRule, _ good: String, _ bad: String, firmware: SetupFirmware = .uefi,
    at: String
  ) {
    self.init(rule, .error, good, bad, firmware: firmware, at: at)
  }

  init(
    _ rule: AnswerFileRule, _ severity: AnswerFileFinding.Severity, _ good: String, _ bad: String,
    firmware: SetupFirmware = .uefi, at: String
  ) {
    self.rule = rule
    self.severity = severity
    self.good = good
    self.bad = bad
    self.firmware = firmware
    self.at = at
  }

  var testDescription: String { "\(rule.rawValue): \(bad.prefix(60))" }

  private static let long = String(repeating: "a", count: 260)
  private static let longer = String(repeating: "a", count: 1025)
  private static let setup = "name='Microsoft-Windows-Setup' processorArchitecture='amd64'"

  static let file: [LintExample] = [
    .init(.unreadable, "<settings", "\u{0}<settings", at: ""),
    .init(.notWellFormed, "</unattend>", "</Unattend>", at: "</Unattend>"),
    .init(.notWellFormed, " &amp; last", " & last", at: "& last"),
    .init(.notWellFormed, "xmlns:wcm='http", "xmlns:vcm='http", at: "wcm:action"),
    .init(.documentType, "<unattend ", "<!DOCTYPE unattend><unattend ", at: "<!DOCTYPE"),
    .init(.root, "schemas-microsoft-com:unattend", "schemas-microsoft-com:asm", at: "<unattend"),
    .init(
      .deletedSecret, "<RegisteredOwner>imgbuild", "<RegisteredOwner>*SENSITIVE*DATA*DELETED*",
      at: "*SENSITIVE"),
  ]

  static let components: [LintExample] = [
    .init(.unknownPass, "pass='oobeSystem'", "pass='oobesystem'", at: "pass='oobesystem'"),
    .init(.unknownPass, " pass='oobeSystem'", "", at: "<settings>"),
    .init(.repeatedPass, .warning, "pass='oobeSystem'", "pass='specialize'", at: "pass='spec"),
    .init(
      .unknownComponent, .warning, "Windows-Deployment'", "Windows-Deploiment'",
      at: "name='Microsoft-Windows-Deploi"),
    .init(
      .componentPass, "PnpCustomizationsWinPE'", "PnpCustomizationsNonWinPE'",
      at: "name='Microsoft-Windows-PnpCustomizationsNonWinPE"),
    .init(
      .componentPass, "'Microsoft-Windows-PnpCustomizationsNonWinPE'",
      "'Microsoft-Windows-PnpCustomizationsWinPE'",
      at: "name='Microsoft-Windows-PnpCustomizationsWinPE' processorArchitecture"),
    .init(
      .settingPass, "<ComputerName>build-1</ComputerName>", "<FirstLogonCommands/>",
      at: "<FirstLogonCommands/>"),
    .init(
      .repeatedComponent, "'Microsoft-Windows-Security-SPP-UX'", "'Microsoft-Windows-Deployment'",
      at: "<component name='Microsoft-Windows-Deployment'"),
    .init(
      .componentAttributes, "\(setup) publicKeyToken='31bf3856ad364e35'", setup,
      at: "<component \(setup)"),
    .init(
      .componentAttributes, .warning, "\(setup) publicKeyToken='31bf3856ad364e35'",
      "\(setup) publicKeyToken='0123456789abcdef'", at: "publicKeyToken='0123"),
    .init(
      .architecture, setup, setup.replacing("amd64", with: "x64"), at: "processorArchitecture='x64"),
    .init(
      .architecture, setup, setup.replacing("amd64", with: "arm64"),
      at: "processorArchitecture='arm"),
    .init(.listItem, .warning, "<Disk wcm:action='add'>", "<Disk>", at: "<Disk>"),
    .init(
      .listItem, .warning, " wcm:keyValue='1'", "", at: "<PathAndCredentials wcm:action='add'>"),
  ]

  static let setupSettings: [LintExample] = [
    .init(.eula, "<AcceptEula>true", "<AcceptEula>false", at: "<AcceptEula>"),
    .init(.productKey, "AAAAA-BBBBB-CCCCC-DDDDD-EEEE1", "", at: "<Key></Key>"),
    .init(.productKey, "AAAAA-BBBBB-CCCCC-DDDDD-EEEE1", "AAAAA-BBBBB", at: "AAAAA-BBBBB<"),
    .init(.imageSelection, .warning, "/IMAGE/NAME", "/IMAGE/EDITION", at: "/IMAGE/EDITION"),
    .init(.imageSelection, "/IMAGE/NAME", "/IMAGE/INDEX", at: "Windows SERVERSTANDARD"),
    .init(.installTarget, "InstallTo>", "InstalTo>", at: "<OSImage>"),
    .init(
      .installTarget, "</InstallTo>",
      "</InstallTo><InstallToAvailablePartition>true</InstallToAvailablePartition>",
      at: "<InstallTo>"),
    .init(
      .installTarget, "<DiskID>0</DiskID>\n<PartitionID>4<",
      "<DiskID>0</DiskID>\n<PartitionID>5<", at: "5</PartitionID>"),
    .init(
      .installTarget, "<DiskID>0</DiskID>\n<PartitionID>4<",
      "<DiskID>0</DiskID>\n<PartitionID>2<", at: "2</PartitionID>\n</Ins"),
    .init(
      .partition, "<Size>700</Size>", "<Extend>true</Extend>",
      at: "<CreatePartition wcm:action='add'>\n<Order>3"),
    .init(.partition, "<Size>700</Size>", "", at: "<CreatePartition wcm:action='add'>\n<Order>3"),
    .init(.partition, "<Type>MSR<", "<Type>Reserved<", at: "Reserved"),
    .init(.partition, "FAT32", "NTFS", at: "NTFS"),
    .init(.partition, "<PartitionID>3<", "<PartitionID>2<", at: "NTFS"),
    .init(.partition, "<PartitionID>3<", "<PartitionID>9<", at: "9</PartitionID>"),
    .init(.firmware, "<Type>EFI<", "<Type>Primary<", at: "<Disk wcm:action"),
    .init(.firmware, "<Type>EFI<", "<Type>EFI<", firmware: .bios, at: "EFI</Type>"),
    .init(
      .firmware, .warning, "<Format>FAT32", "<Active>true</Active><Format>FAT32", at: "<Active>"),
    .init(
      .dialog, .warning, "<WillShowUI>Never</WillShowUI>\n<Disk ",
      "<WillShowUI>OnError</WillShowUI>\n<Disk ", at: "OnError"),
    .init(
      .dialog, "<WillShowUI>Never</WillShowUI>\n<Disk ",
      "<WillShowUI>Always</WillShowUI>\n<Disk ", at: "Always"),
  ]

  static let values: [LintExample] = [
    .init(
      .order, "<Order>2</Order>\n<Path>", "<Order>1</Order>\n<Path>",
      at: "1</Order>\n<Path>cmd.exe /c echo two"),
    .init(.order, "<Order>2</Order>\n<Path>", "<Order>0</Order>\n<Path>", at: "0</Order>"),
    .init(
      .order, "<Order>2</Order>\n<Path>", "<Path>",
      at: "<RunSynchronousCommand wcm:action='add'>\n<Path>"),
    .init(
      .commandLength, "<CommandLine>powershell", "<CommandLine>\(longer)powershell", at: longer),
    .init(.pathLength, "<Path>cmd.exe /c echo two", "<Path>\(long)", at: long),
    .init(.pathLength, #"<Path>D:\viostor\2k22\amd64<"#, "<Path><", at: "<Path><"),
    .init(
      .computerName, "<ComputerName>build-1", "<ComputerName>build_machine-001", at: "build_machine"
    ),
    .init(.computerName, "<ComputerName>build-1", "<ComputerName>build.1", at: "build.1"),
    .init(.computerName, "<ComputerName>build-1", "<ComputerName>12345", at: "12345"),
    .init(.timeZone, .warning, "<TimeZone>UTC", "<TimeZone>Europe/Berlin", at: "Europe"),
    .init(.timeZone, .warning, "<TimeZone>UTC", "<TimeZone>", at: "<TimeZone>"),
    .init(
      .skipsWelcome, .warning, "<HideEULAPage>true</HideEULAPage>",
      "<SkipMachineOOBE>true</SkipMachineOOBE>", at: "<SkipM"),
    .init(
      .skipRearm, .warning, "<HideEULAPage>true</HideEULAPage>", "<SkipRearm>1</SkipRearm>",
      at: "1</SkipRearm>"),
  ]

  static let accounts: [LintExample] = [
    .init(
      .password, "<AutoLogon>\n<Password>", "<AutoLogon>\n<Password/><Pass>", at: "<Password/>"),
    .init(
      .password, "<LocalAccount wcm:action='add'>\n<Password>",
      "<LocalAccount wcm:action='add'>\n<Secret>", at: "<LocalAccount "),
    .init(
      .password, .warning,
      "<Value>" + AnswerFilePassword("Secret-1").hidden(in: "AdministratorPassword"), "<Value>",
      at: "<Value></Value>"),
    .init(.password, "<Name>operator", "<Name>", at: "<Name>"),
    .init(
      .passwordEncoding, AnswerFilePassword("Secret-1").hidden(in: "AdministratorPassword"),
      AnswerFilePassword("Secret-1").hidden(in: "Password"),
      at: AnswerFilePassword("Secret-1").hidden(in: "Password")
        + "</Value>\n<PlainText>false</PlainText>\n</AdministratorPassword>"),
    .init(.autologon, .warning, "<LogonCount>1</LogonCount>", "", at: "<AutoLogon>"),
    .init(.autologon, .warning, "<Username>Administrator", "<Username>somebody", at: "somebody"),
    .init(.autologon, "<Username>Administrator</Username>", "", at: "<AutoLogon>"),
    .init(.autologon, .warning, "<Enabled>true", "<Enabled>false", at: "<Enabled>"),
  ]

  static let all = file + components + setupSettings + values + accounts
}
