import BuildFoundation

/// Which Windows is on a disk, and which of its control sets it starts with.
public struct WindowsInstallation: Sendable {
  static let hint = "is the image whole? it has to start once where it was made"

  /// Which Windows it is.
  public let windows: WindowsTarget
  /// The name of the current control set: `ControlSet001`.
  public let controlSet: String
  /// The language that it was installed in, such as `de-DE`; nil where it does not say.
  public let language: String?

  /// Reads both hives.
  ///
  /// Throws `buildFailed` when they are not those of a Windows.
  public init(_ registry: any RegistryReader) async throws {
    controlSet = try await Self.controlSet(in: registry)
    let architecture = try await Self.architecture(registry, controlSet)
    let languages = try await registry.values(
      of: RegistryKey(controlSet).appending(#"Control\Nls\Language"#), in: .system)
    language =
      (languages?["InstallLanguage"]?.text).flatMap { Int($0, radix: 16) }
      .flatMap { WindowsLocale(number: $0) }?.name
    let version = try await registry.values(
      of: #"Microsoft\Windows NT\CurrentVersion"#, in: .software)
    guard let build = (version?["CurrentBuild"]?.text).flatMap({ Int($0) }) else {
      throw BuildError(
        .buildFailed, "reading the registry of Windows: SOFTWARE has no CurrentBuild",
        hint: Self.hint)
    }
    let type = version?["InstallationType"]?.text ?? ""
    windows = WindowsTarget(
      build: build, isServer: type.lowercased().hasPrefix("server"), architecture: architecture)
  }

  /// The name of the control set with a number, as `Select` has it.
  public static func controlSet(_ number: some BinaryInteger) -> String {
    let digits = "\(number)"
    return "ControlSet" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
  }

  /// The name of the control set that Windows starts with.
  private static func controlSet(in registry: any RegistryReader) async throws -> String {
    let select = try await registry.values(of: "Select", in: .system)
    guard let current = select?["Current"]?.number else {
      throw BuildError(
        .buildFailed,
        "reading the registry of Windows: SYSTEM does not say which control set is current",
        hint: hint)
    }
    return controlSet(current)
  }

  private static func architecture(
    _ registry: any RegistryReader, _ controlSet: String
  ) async throws -> WindowsArchitecture {
    let environment = try await registry.values(
      of: RegistryKey(controlSet).appending(#"Control\Session Manager\Environment"#), in: .system)
    let name = environment?["PROCESSOR_ARCHITECTURE"]?.text ?? "AMD64"
    guard let architecture = WindowsArchitecture(name: name) else {
      throw BuildError(
        .buildFailed,
        "reading the registry of Windows: it runs on \(name), for which there are no drivers")
    }
    return architecture
  }
}
