/// Which release of Windows a build number stands for.
///
/// The product name does not tell: that of Windows 11 still says 10. libguestfs and libosinfo of
/// Debian 12 take Server 2025 for 2016.
public enum WindowsRelease {
  private static let servers = [
    (26100, "2025"), (20348, "2022"), (17763, "2019"), (14393, "2016"), (9600, "2012R2"),
    (9200, "2012"), (7600, "2008R2"),
  ]

  /// libosinfo's short identifiers of a version, and then of those before it, which a database may know that is
  /// older than the version.
  public static func osinfoIDs(of version: String) -> [String] {
    let clients = ["11", "10"]
    if let index = clients.firstIndex(of: version) { return clients[index...].map { "win\($0)" } }
    let years = servers.map(\.1)
    guard let index = years.firstIndex(of: version) else { return [] }
    return years[index...].map { "win2k\($0.dropFirst(2).drop { $0 == "0" }.lowercased())" }
  }

  /// The version to stamp: the year of a server, `10` or `11` of a client.
  ///
  /// By the build where it is known (`CurrentBuild` in the registry), otherwise by what the product
  /// name says; empty where neither tells.
  public static func version(build: Int?, isServer: Bool, productName: String) -> String {
    if let build {
      guard isServer else { return build >= 22000 ? "11" : build >= 10240 ? "10" : "" }
      return servers.first { build >= $0.0 }?.1 ?? ""
    }
    if let year = productName.firstMatch(of: /Server (20\d\d)( R2)?/)?.output {
      return String(year.1) + (year.2 == nil ? "" : "R2")
    }
    return productName.firstMatch(of: /Windows (1[01])\b/).map { String($0.output.1) } ?? ""
  }
}
