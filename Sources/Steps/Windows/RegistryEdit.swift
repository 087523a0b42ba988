import BuildFoundation
import Pipeline
import Recipes
import WindowsSetup

/// `registry`: changes keys of the Windows on the disk.
struct RegistryEdit: WindowsStep {
  static let version = 1

  let source: Recipes.Step
  let action: RegistryStep
  let doing = "changing the registry"

  init(_ source: Recipes.Step, _ action: RegistryStep) {
    self.source = source
    self.action = action
  }

  func apply(to guest: any Guest, report: StepReport) async throws {
    let windows = try await windows(on: guest, report)
    let installation = try await windows.withRegistry { try await WindowsInstallation($0) }
    let changes = action.keys.flatMap { Self.changes($0, controlSet: installation.controlSet) }
    let count = try await windows.change(changes)
    report.output("\(count) of \(changes.count) changes were needed")
  }

  private static func changes(
    _ key: RegistryStep.Key, controlSet: String
  ) -> [RegistryChange] {
    let hive: RegistryHive = key.hive == .system ? .system : .software
    var names = key.path
    // A running Windows makes that name for the control set that it started with.
    if hive == .system, names.first?.lowercased() == "currentcontrolset" { names[0] = controlSet }
    let path = RegistryKey(names)
    if key.isRemoved { return [RegistryChange(hive, path, .deleteKey)] }
    var changes: [RegistryChange] = []
    if !key.delete.isEmpty { changes.append(RegistryChange(hive, path, .deleteValues(key.delete))) }
    if !key.set.isEmpty {
      changes.append(RegistryChange(hive, path, .set(key.set.mapValues(\.data))))
    }
    return changes
  }
}

extension RegistryStep.Value {
  fileprivate var data: RegistryData {
    switch self {
    case .text(let text): .string(text)
    case .expand(let text): .expandString(text)
    case .list(let texts): .multiString(texts)
    case .number(let number): .number(number)
    case .binary(let bytes): .binary(bytes)
    }
  }
}
