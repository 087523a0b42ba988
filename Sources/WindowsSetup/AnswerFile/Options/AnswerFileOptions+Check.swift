import BuildFoundation

extension AnswerFileOptions {
  /// Throws a `usage` error for the first value that Windows Setup would not take.
  func check() throws {
    if architecture == .arm64, firmware == .bios {
      throw Self.fault("Windows for arm64 starts under UEFI only", hint: "choose UEFI")
    }
    if version == .windows11 || version.isServer, architecture == .x86 {
      throw Self.fault("Windows \(version.rawValue) is not made for x86", hint: "choose amd64")
    }
    if version == .windows11, firmware == .bios, !skipsHardwareChecks {
      throw Self.fault(
        "Windows 11 asks for Secure Boot, which BIOS has not",
        hint: "choose UEFI, or skip the hardware checks")
    }
    try checkImage()
    try checkNames()
    try checkAccounts()
    try checkDisk()
    try checkCommands()
  }

  private func checkImage() throws {
    switch image {
    case .name(let name) where name.isEmpty: throw Self.fault("the image has no name")
    case .index(let index) where index < 1:
      throw Self.fault("images are numbered from 1, not \(index)")
    default: break
    }
    if let productKey, !ValueSyntax.isProductKey(productKey) {
      throw Self.fault(
        "the product key is not five groups of five letters and digits",
        hint: "leave it out for evaluation and volume media")
    }
  }

  private func checkNames() throws {
    if let computerName, computerName != "*",
      let reason = ValueSyntax.fault(computerName: computerName)
    {
      throw Self.fault("the computer name \(computerName) \(reason)")
    }
    guard TimeZoneNames.all.contains(timeZone) else {
      throw Self.fault(
        "Windows has no time zone \(timeZone)",
        hint: nearestName(to: timeZone, in: TimeZoneNames.all).map { "did you mean \($0)?" })
    }
    for (what, value) in [("language", language), ("locale", locale), ("keyboard", keyboard)]
    where value.isEmpty {
      throw Self.fault("the \(what) is empty", hint: "give one like en-US")
    }
  }

  private func checkAccounts() throws {
    for password in [administratorPassword] + accounts.map(\.password) {
      // 127 is what Windows takes at a logon; control characters cannot be typed there, nor be in XML.
      guard (1...127).contains(password.text.utf16.count) else {
        throw Self.fault("a password has to have 1 to 127 characters")
      }
      guard password.text.unicodeScalars.allSatisfy({ $0.value >= 0x20 }) else {
        throw Self.fault("a password has control characters in it")
      }
    }
    for account in accounts where !ValueSyntax.isAccountName(account.name) {
      throw Self.fault(
        "Windows takes no account name \(account.name)",
        hint: #"use 1 to 20 characters, none of "/\[]:;|=,+*?<>@%"#)
    }
    guard (0...100).contains(autologonCount) else {
      throw Self.fault("the administrator is logged on 0 to 100 times, not \(autologonCount)")
    }
    if !version.isServer, autologonCount == 0, accounts.isEmpty {
      throw Self.fault(
        "Windows \(version.rawValue) would ask for an account at its first start",
        hint: "add an account, or log the administrator on once")
    }
    if autologonCount == 0, !firstLogonCommands.isEmpty {
      throw Self.fault(
        "commands for the first logon would wait for somebody to log on",
        hint: "log the administrator on once")
    }
  }

  private func checkDisk() throws {
    let sizes = [disk.systemSize, disk.reservedSize, disk.recoverySize ?? 500]
    guard disk.disk >= 0, sizes.allSatisfy({ (1...1_000_000).contains($0) }) else {
      throw Self.fault("the disk has a negative number, or a partition no size")
    }
    // FAT32 on a disk with sectors of 4 KiB needs 260 MiB ("UEFI/GPT-based hard drive partitions").
    if firmware == .uefi, disk.systemSize < 100 {
      throw Self.fault("an EFI system partition has at least 100 MiB, not \(disk.systemSize)")
    }
  }

  private func checkCommands() throws {
    for path in driverPaths where path.isEmpty || path.utf16.count > ValueSyntax.longestPath {
      throw Self.fault("the driver path \(path) is empty or has more than 259 characters")
    }
    for command in setupCommands + specializeCommands
    where command.line.isEmpty || command.line.utf16.count > ValueSyntax.longestPath {
      throw Self.fault(
        "a command in Setup is empty or has more than 259 characters: \(command.line)",
        hint: "put it into a script on the answer disc, and run that")
    }
    for command in firstLogonCommands
    where command.line.isEmpty || command.line.utf16.count > ValueSyntax.longestCommandLine {
      throw Self.fault(
        "a command for the first logon is empty or has more than 1024 characters: \(command.line)",
        hint: "put it into a script on the answer disc, and run that")
    }
    let most = ValueSyntax.orders.upperBound
    guard setupCommands.count + 3 <= most, specializeCommands.count <= most,
      firstLogonCommands.count < most
    else { throw Self.fault("a pass runs at most \(most) commands") }
  }

  private static func fault(_ message: String, hint: String? = nil) -> BuildError {
    BuildError(.usage, "writing the answer file: \(message)", hint: hint)
  }
}
