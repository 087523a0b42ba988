import BuildFoundation
import Foundation
import Pipeline
import Recipes
import SystemPackage

/// A file or folder that a step reads: on this machine, or fetched when it is wanted.
struct StepSource {
  private enum Place {
    case here(FilePath)
    case fetched((any StepFile)?)
  }

  /// As the recipe names it.
  let name: String
  private let place: Place

  init(_ file: HostFile, _ files: StepFiles) {
    name = file.name
    place =
      switch file {
      case .file(let file): .here(file.path)
      case .url(let url):
        .here(
          FilePath(
            URL(string: url.value)?.path(percentEncoded: false)
              ?? String(url.value.dropFirst("file://".count))))
      case .fetched(let source): .fetched(files[source])
      }
  }

  /// Where it is on this machine already; nil for what is fetched.
  var localPath: FilePath? { if case .here(let path) = place { path } else { nil } }

  /// Whether its name is that of a package of Windows Installer.
  var isPackage: Bool { name.lowercased().hasSuffix(".msi") }

  /// What of it comes from outside.
  var pins: [String: String] {
    if case .fetched(let file) = place { file?.inputs ?? [:] } else { [:] }
  }

  /// What stands for its content in layer keys; `compute` gives it for what is on this machine.
  func digest(_ compute: (FilePath) throws -> Digest) throws -> Digest {
    switch place {
    case .here(let path): try compute(path)
    case .fetched(let file): try found(file).digest
    }
  }

  /// Where it is, after it was fetched.
  func path(
    report: StepReport, onProcess: @escaping @Sendable (String, Int32) -> Void
  ) async throws -> FilePath {
    switch place {
    case .here(let path): path
    case .fetched(let file): try await found(file).path(report: report, onProcess: onProcess)
    }
  }

  private func found(_ file: (any StepFile)?) throws -> any StepFile {
    guard let file else { throw BuildError(.defect, "reading \(name): nobody has looked it up") }
    return file
  }
}
