import Foundation

/// The folders of libosinfo's database that tell of one distribution.
///
/// A folder has the files of one vendor, named after the distribution: `debian.org/debian-12.xml`.
/// Systems inherit from others, and name them by identifiers that begin with the vendor's name.
enum VendorFolders {
  /// The folders of the vendors of `distribution`, and of those that their systems refer to, below
  /// `os` in `database`; none when no file is named after it.
  static func names(for distribution: String, below database: URL) -> Set<String> {
    let os = database.appending(path: "os")
    let manager = FileManager.default
    let names = (try? manager.contentsOfDirectory(atPath: os.path)) ?? []
    let files = Dictionary(
      names.map { name in
        (name, (try? manager.contentsOfDirectory(atPath: os.appending(path: name).path)) ?? [])
      }
    ) { first, _ in first }
    var found = Set(
      names.filter { name in
        files[name]?.contains { $0.hasPrefix("\(distribution)-") && $0.hasSuffix(".xml") } == true
      })
    var next = found
    while let vendor = next.popFirst() {
      let folder = os.appending(path: vendor)
      for file in files[vendor] ?? [] {
        guard let text = try? String(contentsOf: folder.appending(path: file), encoding: .utf8)
        else { continue }
        let others = vendors(in: text).intersection(names).subtracting(found)
        found.formUnion(others)
        next.formUnion(others)
      }
    }
    return found
  }

  /// A database in a temporary folder, of links to these vendors' folders in `database`: libosinfo takes
  /// a file only where its path says what it is.
  static func link(_ vendors: Set<String>, below database: URL) throws -> URL {
    let manager = FileManager.default
    let part = manager.temporaryDirectory.appending(path: "osinfo-\(UUID().uuidString)")
    let os = part.appending(path: "os")
    try manager.createDirectory(at: os, withIntermediateDirectories: true)
    // Devices and the like, which systems refer to, are there as a whole.
    let others = try manager.contentsOfDirectory(atPath: database.path).filter { $0 != "os" }
    for name in others + vendors.map({ "os/\($0)" }) {
      try manager.createSymbolicLink(
        at: part.appending(path: name), withDestinationURL: database.appending(path: name))
    }
    return part
  }

  /// The vendors in the identifiers of other systems.
  private static func vendors(in text: String) -> Set<String> {
    let mark = "id=\"http://"
    var vendors = Set<String>()
    var rest = text[...]
    while let start = rest.range(of: mark) {
      rest = rest[start.upperBound...]
      vendors.insert(String(rest.prefix { $0 != "/" && $0 != "\"" }))
    }
    return vendors
  }
}
