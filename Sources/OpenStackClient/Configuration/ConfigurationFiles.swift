import BuildFoundation
import Foundation
import SystemPackage
import Yams

/// The files that describe clouds, read as openstacksdk reads them.
struct ConfigurationFiles {
  /// The clouds by name; secrets are merged in, the cloud of the environment is not.
  var clouds: [String: ConfigurationValue] = [:]
  /// The vendor profiles of clouds-public.yaml, by name.
  var profiles: [String: ConfigurationValue] = [:]
  /// The file with the clouds, if there was one.
  var origin: FilePath?
  /// Files that were passed over, and why.
  var notices: [String] = []

  /// Of each kind the first file that is there and can be read counts.
  init(_ sources: ConfigurationSources) throws {
    let main = load(sources.candidates("clouds", variable: "OS_CLIENT_CONFIG_FILE"))
    let secrets = load(sources.candidates("secure", variable: "OS_CLIENT_SECURE_FILE"))
    let vendors = load(sources.candidates("clouds-public"))
    origin = main?.path
    var merged = ConfigurationValue.mapping([:])
    for file in [main, secrets] {
      guard let file else { continue }
      guard file.value.mapping != nil else {
        throw BuildError(
          .host, "reading \(file.path): it is empty, or not a mapping",
          hint: "it must have the key clouds, and below it a mapping for each cloud")
      }
      merged = merged.merging(file.value)
    }
    clouds = merged.mapping?["clouds"]?.mapping ?? [:]
    profiles = vendors?.value.mapping?["public-clouds"]?.mapping ?? [:]
  }

  private mutating func load(
    _ candidates: [FilePath]
  ) -> (path: FilePath, value: ConfigurationValue)? {
    for path in candidates where FileManager.default.fileExists(atPath: path.string) {
      do {
        let data = try Data(contentsOf: URL(fileURLWithPath: path.string))
        let node = try Yams.compose(yaml: String(decoding: data, as: UTF8.self))
        return (path, node.map { ConfigurationValue($0) } ?? .null)
      } catch let error as YamlError {
        // The message quotes the line, and the line may hold a password.
        notices.append("\(path) was passed over: \(Self.place(of: error))")
      } catch {
        notices.append("\(path) was passed over: \(error.reason)")
      }
    }
    return nil
  }

  private static func place(of error: YamlError) -> String {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      "line \(mark.line): \(problem)"
    default: "it is no YAML"
    }
  }
}
