/// What became of a package between two images.
public struct PackageChange: Sendable, Codable, Equatable {
  /// The kinds of change.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case added
    case removed
    case upgraded
    case downgraded
  }

  /// What became of it.
  public var kind: Kind
  /// The package's name; with its architecture where the images have it for several: `libc6:i386`.
  public var name: String
  /// The versions in the older image; several where a kernel or the like is kept beside the next.
  public var old: [String]
  /// The versions in the newer image.
  public var new: [String]

  /// The changes from one list to another, by name.
  static func changes(from old: [ImagePackage], to new: [ImagePackage]) -> [PackageChange] {
    let (before, after) = (grouped(old), grouped(new))
    let packages = Set(before.keys).union(after.keys)
    var architectures: [String: Int] = [:]
    for package in packages { architectures[package.name, default: 0] += 1 }
    return packages.compactMap { package in
      let name =
        architectures[package.name] == 1
        ? package.name : "\(package.name):\(package.architecture)"
      return change(name, from: before[package] ?? [], to: after[package] ?? [])
    }.sorted { $0.name < $1.name }
  }

  private static func change(
    _ name: String, from old: Set<String>, to new: Set<String>
  ) -> PackageChange? {
    guard old != new else { return nil }
    let order: (String, String) -> Bool = { left, right in
      PackageVersion.isLater(right, than: left)
        || (!PackageVersion.isLater(left, than: right) && left < right)
    }
    let (before, after) = (old.sorted(by: order), new.sorted(by: order))
    guard let last = before.last else {
      return PackageChange(kind: .added, name: name, old: [], new: after)
    }
    guard let newest = after.last else {
      return PackageChange(kind: .removed, name: name, old: before, new: [])
    }
    // One of several versions that only went, the newest staying, is a package less.
    if new.isSubset(of: old), newest == last {
      return PackageChange(kind: .removed, name: name, old: before, new: after)
    }
    if old.isSubset(of: new), newest == last {
      return PackageChange(kind: .added, name: name, old: before, new: after)
    }
    return PackageChange(
      kind: PackageVersion.isLater(last, than: newest) ? .downgraded : .upgraded, name: name,
      old: before, new: after)
  }

  private struct Package: Hashable {
    var name: String
    var architecture: String
  }

  private static func grouped(_ packages: [ImagePackage]) -> [Package: Set<String>] {
    var versions: [Package: Set<String>] = [:]
    for package in packages {
      versions[Package(name: package.name, architecture: package.architecture), default: []]
        .insert(package.version)
    }
    return versions
  }
}
