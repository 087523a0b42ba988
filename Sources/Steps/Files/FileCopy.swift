import BuildFoundation
import Foundation
import Pipeline
import Recipes
import SystemPackage

/// `copy`: copies a file or a folder of the host into the guest.
struct FileCopy: RecipeStep {
  static let version = 1

  let source: Recipes.Step
  let action: CopyStep

  init(_ source: Recipes.Step, _ action: CopyStep) {
    self.source = source
    self.action = action
  }

  func fileFields() throws -> [KeyField] {
    try HostTree(action.from.path).entries.map { entry in
      let name = "file:\(entry.relativePath)"
      let content = try entry.content?.digest().hex ?? "folder"
      return KeyField(name, "\(String(mode(of: entry), radix: 8)) \(content)")
    }
  }

  func apply(to guest: any Guest, report: StepReport) async throws {
    let target = action.to.value
    if let parent = FilePath(target).removingLastComponent().nonRoot {
      try await guest.makeFolder(parent.string, attributes: .folder)
    }
    for entry in try HostTree(action.from.path).entries {
      let path = entry.relativePath.isEmpty ? target : "\(target)/\(entry.relativePath)"
      let attributes = FileAttributes(
        mode: mode(of: entry), owner: action.owner, group: action.group)
      report.progress(path)
      switch entry.content {
      case nil: try await guest.makeFolder(path, attributes: attributes)
      case .file(let file): try await guest.upload(file, to: path, attributes: attributes)
      case .link(let destination):
        try await guest.check(
          GuestCommand(["ln", "-sfn", destination, path]), doing: "linking \(path)")
      }
    }
  }

  /// The recipe's mode, with folders made searchable where they are readable, as `chmod X` does.
  private func mode(of entry: HostTree.Entry) -> UInt16 {
    guard let mode = action.mode else { return entry.mode }
    return entry.content == nil ? mode | (mode & 0o444) >> 2 : mode
  }
}

extension FilePath {
  /// The path itself, unless it is `/` or empty.
  fileprivate var nonRoot: FilePath? { components.isEmpty ? nil : self }
}
