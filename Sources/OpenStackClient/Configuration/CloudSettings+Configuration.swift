import Foundation
import SystemPackage

extension CloudSettings {
  /// The settings as a configuration, checked.
  func configuration(_ sources: ConfigurationSources) throws -> CloudConfiguration {
    let security = try security(sources)
    var configuration = CloudConfiguration(
      name: name, authentication: try authentication(),
      region: text("image_region_name") ?? text("region_name"), interfaces: interfaces,
      security: security,
      silenceLimit: text("api_timeout").flatMap(Double.init).map { .seconds($0) },
      notices: notices, origin: origin)
    if let url = text("image_endpoint_override") ?? text("image_endpoint") {
      configuration.imageEndpoint = try checked(url, "image_endpoint_override")
    }
    if !security.verifiesServer {
      let ignored = text("cacert") == nil ? "" : "; its cacert has no effect"
      configuration.notices.append(
        "the cloud \(name) is talked to without checking its certificates, because \(origin) says "
          + "so: anybody between here and there can read the password and change images\(ignored)")
    }
    return configuration
  }

  private var interfaces: [String] {
    let value = values["image_interface"] ?? values["interface"]
    let names = value?.list?.compactMap(\.text) ?? (value?.text).map { [$0] } ?? []
    let known = names.map { $0.hasSuffix("URL") ? String($0.dropLast("URL".count)) : $0 }
    return known.isEmpty ? ["public"] : known
  }

  private func security(_ sources: ConfigurationSources) throws -> TransportSecurity {
    let isInsecure = values["insecure"]?.flag == true || values["verify"]?.flag == false
    var security = TransportSecurity(verifiesServer: !isInsecure)
    if !isInsecure { security.authorities = try file("cacert", sources) }
    security.certificate = try file("cert", sources)
    security.key = try file("key", sources)
    return security
  }

  private func file(_ key: String, _ sources: ConfigurationSources) throws -> FilePath? {
    guard let text = text(key) else { return nil }
    let path = sources.workingFolder.pushing(sources.expanded(FilePath(text)))
    guard FileManager.default.isReadableFile(atPath: path.string) else {
      throw failure("its \(key) is \(path), which is not there or cannot be read")
    }
    return path
  }
}
