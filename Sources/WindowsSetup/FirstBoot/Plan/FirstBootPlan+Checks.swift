import BuildFoundation

extension FirstBootPlan {
  /// Refuses a plan whose script would not do what the plan says.
  func check() throws {
    guard (1...9).contains(attempts) else {
      throw fault("\(attempts) attempts are not 1 to 9")
    }
    guard serialPort.wholeMatch(of: /COM[1-9]/) != nil else {
      throw fault("the serial port is \(serialPort), which is none of COM1 to COM9")
    }
    for driver in drivers where driver.name.wholeMatch(of: /[A-Za-z0-9._-]+\.[Ii][Nn][Ff]/) == nil {
      throw fault("the driver \(driver.name) is not the plain name of an INF file")
    }
    for path in securedPaths where path.components.contains(where: { $0.contains(/[%"&<>|^]/) }) {
      throw fault("the path \(path.inScripts) has characters that a batch file reads as its own")
    }
    for name in features.map(\.name) + roles where !Feature.isName(name) {
      throw fault("\(name) is no name of a feature")
    }
    if !roles.isEmpty, isServer == false {
      throw BuildError(
        .recipe, "preparing the first boot: roles are a server's, and this Windows is none",
        hint: "name features as `dism /online /get-features` does, below `install`")
    }
    if let name = settings.computerName, let reason = ValueSyntax.fault(computerName: name) {
      throw fault("the computer name \(name) \(reason)")
    }
    if let key = settings.productKey, !ValueSyntax.isProductKey(key) {
      throw fault("the product key is not five groups of five letters and digits")
    }
    if generalizes, instanceSetup == nil { try checkAnswers() }
  }

  /// Without Cloudbase-Init the answer file alone answers what an instance asks at its first start.
  private func checkAnswers() throws {
    guard isServer != false else {
      throw BuildError(
        .recipe,
        "preparing the first boot: sysprep would leave a Windows that asks for an account at the"
          + " screen, as nothing answers for an instance",
        hint: "install Cloudbase-Init in a step before")
    }
    guard answers.administratorPassword != nil else {
      throw BuildError(
        .recipe,
        "preparing the first boot: sysprep would leave a Windows that asks for a password at the"
          + " screen, as nothing answers for an instance",
        hint: "install Cloudbase-Init in a step before, or give `administrator-password`")
    }
    guard windowsBuild >= 9200 else {
      throw BuildError(
        .recipe,
        "preparing the first boot: answer files are written for Windows 2012 and later, and this one"
          + " is older (build \(windowsBuild))",
        hint: "install Cloudbase-Init in a step before")
    }
  }

  private func fault(_ what: String) -> BuildError {
    BuildError(.recipe, "preparing the first boot: \(what)")
  }
}
