import BuildFoundation

extension FirstBootPlan {
  /// The steps in their order, and the files that they need.
  func stepsAndPayload() throws -> ([FirstBootStep], [WindowsFile]) {
    var steps = try drivers.map { try FirstBootStep.driver($0, windowsBuild: windowsBuild) }
    var files: [WindowsFile] = []
    for (index, installer) in installers.enumerated() {
      try add(installer, index, to: &steps, &files)
    }
    try addSettings(to: &steps, &files)
    steps += features.map { .feature($0, windowsBuild: windowsBuild) }
    if !roles.isEmpty {
      let text = PowerShellScript.roles(roles, serialPort: serialPort)
      files.append(WindowsFile(Self.rolesScript, text: text))
      steps.append(.roles(file: Self.rolesScript))
    }
    if let updates {
      let text = PowerShellScript.updates(updates, serialPort: serialPort)
      files.append(WindowsFile(Self.updatesScript, text: text))
      steps.append(.updates(updates, file: Self.updatesScript))
    }
    try addCloudbaseInit(to: &steps, &files)
    for (index, script) in scripts.enumerated() {
      let file = try script.file(in: Self.folder, number: index + 1)
      files.append(file)
      steps.append(.script(script, file: file.path))
    }
    return (steps, files + (try sysprepFiles()))
  }

  private static let rolesScript = folder.appending("roles.ps1")
  private static let updatesScript = folder.appending("updates.ps1")
  private static let nameScript = folder.appending("computer-name.ps1")
  private static let regionFile = folder.appending("region.xml")

  private func add(
    _ package: Installer, _ index: Int, to steps: inout [FirstBootStep],
    _ files: inout [WindowsFile]
  ) throws {
    let path = place(of: package, index)
    if case .host(let file) = package.file { files.append(WindowsFile(path, .copy(file))) }
    steps.append(try .installer(package, file: path, number: index + 1))
  }

  private func addSettings(
    to steps: inout [FirstBootStep], _ files: inout [WindowsFile]
  ) throws {
    if let name = settings.computerName {
      let text = PowerShellScript.computerName(name, serialPort: serialPort)
      files.append(WindowsFile(Self.nameScript, text: text))
      steps.append(.computerName(file: Self.nameScript))
    }
    if let zone = settings.timeZone { steps.append(try .timeZone(zone)) }
    if settings.locale != nil || settings.keyboard != nil {
      files.append(WindowsFile(Self.regionFile, text: settings.regionText))
      steps.append(.region(settings, file: Self.regionFile))
    }
    if let isLetIn = settings.letsRemoteDesktopIn {
      steps.append(.remoteDesktop(isLetIn: isLetIn))
    }
    steps += settings.openPorts.map { .port($0) }
    if let key = settings.productKey { steps.append(.productKey(key)) }
  }

  private func addCloudbaseInit(
    to steps: inout [FirstBootStep], _ files: inout [WindowsFile]
  ) throws {
    guard let cloudbaseInit else { return }
    try add(cloudbaseInit.package, installers.count, to: &steps, &files)
    let copies = try cloudbaseInit.files(in: Self.folder, answerFile: answerFileText())
    files += copies.map(\.file)
    steps.append(
      try .copies(
        copies.map { ($0.file.path, $0.target) }, title: "configuration of Cloudbase-Init"))
  }

  /// What sysprep needs beside Cloudbase-Init's configuration.
  private func sysprepFiles() throws -> [WindowsFile] {
    guard generalizes else { return [] }
    let answers =
      cloudbaseInit == nil ? [WindowsFile(Self.answerFile, text: try answerFileText())] : []
    return answers + [
      WindowsFile(Self.sysprepCheck, text: PowerShellScript.sysprepCheck(serialPort: serialPort))
    ]
  }
}
