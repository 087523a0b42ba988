import BuildFoundation
import WindowsSetup

/// Adds to what the Windows on a disk does at its first boot.
///
/// Each step leaves the whole plan on the disk, so that the next one, in a later layer, adds to it.
struct FirstBootEditing {
  let windows: any WindowsDisk

  /// Changes the plan, which is told for which Windows it is, and writes what it needs.
  ///
  /// Throws `buildFailed` for a Windows in a state in which it would do nothing at its first boot.
  func change(_ edit: (inout FirstBootPlan, WindowsTarget) throws -> Void) async throws {
    let (installation, state) = try await windows.withRegistry { registry in
      let state = try await registry.values(
        of: #"Microsoft\Windows\CurrentVersion\Setup\State"#, in: .software)
      return (
        try await WindowsInstallation(registry), state?["ImageState"]?.text ?? "unknown"
      )
    }
    var plan: FirstBootPlan
    if let earlier = try await FirstBootPlan(on: windows) {
      plan = earlier
    } else {
      plan = FirstBootPlan(
        carrier: try FirstBootPlan.Carrier(imageState: state),
        windowsBuild: installation.windows.build)
    }
    let current = try await windows.content(of: Self.path(FirstBootPlan.setupComplete))
    let isForeign = current.map { !FirstBootPlan.isOwnSetupComplete($0) } ?? false
    plan.hasSetupComplete = plan.hasSetupComplete || isForeign
    plan.isServer = installation.windows.isServer
    plan.architecture = installation.windows.architecture
    try edit(&plan, installation.windows)
    try await apply(plan.changes(), movingForeign: isForeign, controlSet: installation.controlSet)
  }

  private func apply(
    _ changes: FirstBootChanges, movingForeign isForeign: Bool, controlSet: String
  ) async throws {
    // An earlier step has moved it already, where the one that is there is imgbuild's.
    if isForeign, let move = changes.move,
      let content = try await windows.content(of: Self.path(move.from))
    {
      try await windows.write(Self.path(move.to), content)
    }
    for file in changes.files {
      switch file.content {
      case .bytes(let bytes): try await windows.write(Self.path(file.path), bytes)
      case .copy(let source): try await windows.upload(source, to: Self.path(file.path))
      }
    }
    if let service = changes.service {
      try await windows.change([service.registryChange(controlSet: controlSet)])
    }
  }

  private static func path(_ path: WindowsPath) -> String { path.onDisk(systemRoot: "/Windows") }
}

extension WindowsService {
  /// The key that makes it a service.
  fileprivate func registryChange(controlSet: String) -> RegistryChange {
    RegistryChange(
      .system, RegistryKey(controlSet).appending("Services").appending(name),
      .set([
        "Type": .number(UInt32(type)), "Start": .number(UInt32(start.rawValue)),
        "ErrorControl": .number(UInt32(errorControl.rawValue)),
        "ImagePath": .expandString(command), "DisplayName": .string(displayName),
        "ObjectName": .string(account), "DependOnService": .multiString(dependsOn),
      ]))
  }
}
