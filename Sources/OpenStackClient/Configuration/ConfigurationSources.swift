import Foundation
public import SystemPackage

/// Where the configuration of clouds is looked for: what of the process decides it.
public struct ConfigurationSources: Sendable {
  /// The environment variables.
  public var variables: [String: String]
  /// The folder the process works in.
  public var workingFolder: FilePath
  /// The user's home.
  public var homeFolder: FilePath
  /// The system's configuration.
  public var systemFolder: FilePath

  /// Makes the sources.
  public init(
    variables: [String: String], workingFolder: FilePath, homeFolder: FilePath,
    systemFolder: FilePath = "/etc"
  ) {
    self.variables = variables
    self.workingFolder = workingFolder
    self.homeFolder = homeFolder
    self.systemFolder = systemFolder
  }

  /// Those of this process.
  public static var ofProcess: ConfigurationSources {
    let files = FileManager.default
    return ConfigurationSources(
      variables: ProcessInfo.processInfo.environment,
      workingFolder: FilePath(files.currentDirectoryPath),
      homeFolder: FilePath(files.homeDirectoryForCurrentUser.path))
  }

  /// The folders that openstacksdk searches, in its order.
  var folders: [FilePath] {
    let userFolder = path("XDG_CONFIG_HOME") ?? homeFolder.appending(".config")
    let realHome = path("SNAP_REAL_HOME") ?? homeFolder
    let siteFolders =
      variables["XDG_CONFIG_DIRS"].map { $0.split(separator: ":").map { FilePath(String($0)) } }
      ?? []
    let sites = siteFolders.isEmpty ? [systemFolder.appending("xdg")] : siteFolders
    return [workingFolder, userFolder.appending("openstack")]
      + [realHome.appending(".config").appending("openstack")]
      + sites.map { $0.appending("openstack") } + [systemFolder.appending("openstack")]
  }

  /// The files that may be the one `name`, such as `clouds`; `variable` names one before all others.
  func candidates(_ name: String, variable: String? = nil) -> [FilePath] {
    let named = variable.flatMap(path).map { [workingFolder.pushing(expanded($0))] } ?? []
    return named
      + folders.flatMap { folder in
        ["yaml", "yml", "json"].map { folder.appending("\(name).\($0)") }
      }
  }

  /// The path with `~` replaced by the home folder.
  func expanded(_ path: FilePath) -> FilePath {
    guard path.components.first?.string == "~", !path.isAbsolute else { return path }
    return homeFolder.appending(path.components.dropFirst())
  }

  private func path(_ variable: String) -> FilePath? {
    let text = variables[variable]?.trimmingCharacters(in: .whitespaces) ?? ""
    return text.isEmpty ? nil : FilePath(text)
  }
}
