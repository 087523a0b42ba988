import BuildFoundation

extension CloudbaseInitSettings {
  /// Refuses settings that Cloudbase-Init would take for something else, or not at all.
  func check() throws {
    try check(userName, "the user name", forbidden: #""/\[]:;|=,+*?<>@"#)
    guard userName.count <= 20 else {
      throw fault("the user name \(userName) has more than 20 characters, Windows' limit")
    }
    for group in groups { try check(group, "the group", forbidden: #""/\[]:;|=,+*?<>@"#) }
    if metadataServices.isEmpty { throw fault("there is no metadata service") }
    if metadataServices.contains(.configDrive),
      configDrive.formats.isEmpty || configDrive.locations.isEmpty
    {
      throw fault("no kind or place of a config drive is left to look for")
    }
    try checkRepetitions(plugins)
    try checkRepetitions(setupPlugins)
    try checkRepetitions(metadataServices)
    if let serialPort {
      guard serialPort.uppercased().wholeMatch(of: /COM[1-9][0-9]?/) != nil else {
        throw fault("the serial port is \"\(serialPort)\", which is none of COM1 to COM99")
      }
    }
    for folder in [installFolder, logFolder, localScriptsFolder].compactMap(\.self) {
      try check(folder, "the folder", forbidden: #""/<>|?*%"#)
      guard folder.wholeMatch(of: /[A-Za-z]:\\.+/) != nil, !folder.hasSuffix(#"\"#) else {
        throw fault(
          "the folder \(folder) is not like C:\\Folder: a drive, a path, no backslash at its end")
      }
    }
  }

  private func checkRepetitions<Name: CloudbaseInitName & Hashable>(_ names: [Name]) throws {
    var seen: Set<Name> = []
    for name in names where !seen.insert(name).inserted {
      throw fault("the \(Name.kind) \(name.rawValue) is there twice")
    }
  }

  private func check(_ value: String, _ what: String, forbidden: String) throws {
    guard !value.isEmpty else { throw fault("\(what) is empty") }
    if let character = value.first(where: forbidden.contains) {
      throw fault("\(what) \(value) has \(character) in it, which Windows does not allow there")
    }
    if value.hasPrefix(".") || value.hasSuffix(".") {
      throw fault("\(what) \(value) starts or ends with a dot")
    }
  }

  private func fault(_ what: String) -> BuildError {
    BuildError(.recipe, "configuring Cloudbase-Init: \(what)")
  }
}
