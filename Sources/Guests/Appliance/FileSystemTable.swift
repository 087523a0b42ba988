import Foundation

/// `/etc/fstab`, as far as it names file systems of local disks (fstab(5)).
struct FileSystemTable {
  /// What is mounted.
  enum Source: Equatable {
    case uuid(String)
    case label(String)
    case partitionGUID(String)
    /// A partition of the first disk, whatever its bus calls it.
    case partition(Int)
    case other(String)

    init(_ text: String) {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      let value = parts.count == 2 ? parts[1].filter { $0 != "\"" } : ""
      switch parts[0] {
      case "UUID": self = .uuid(value)
      case "LABEL": self = .label(value)
      case "PARTUUID": self = .partitionGUID(value)
      default:
        let number = text.wholeMatch(of: /\/dev\/(?:sd|vd|xvd|hd)a([0-9]+)/).flatMap { Int($0.1) }
        if let number {
          self = .partition(number)
        } else if text.hasPrefix("/dev/disk/by-uuid/") {
          self = .uuid(String(text.dropFirst("/dev/disk/by-uuid/".count)))
        } else if text.hasPrefix("/dev/disk/by-label/") {
          self = .label(String(text.dropFirst("/dev/disk/by-label/".count)))
        } else {
          self = .other(text)
        }
      }
    }
  }

  /// A line.
  struct Entry: Equatable {
    var source: Source
    /// The mount point, without escapes.
    var path: String
  }

  /// What an appliance has no use for: it is not on a disk, or not this guest's own.
  private static let otherTypes: Set<String> = [
    "swap", "none", "proc", "sysfs", "tmpfs", "devtmpfs", "devpts", "nfs", "nfs4", "cifs",
    "overlay",
    "efivarfs", "debugfs", "cgroup", "cgroup2", "hugetlbfs", "9p", "virtiofs",
  ]

  /// The entries in the table's order.
  let entries: [Entry]

  /// Reads a table; lines that are none are left out.
  init(_ text: String) {
    entries = text.split(separator: "\n").compactMap { line in
      let fields = line.split(whereSeparator: \.isWhitespace).map(String.init)
      guard fields.count >= 3, !fields[0].hasPrefix("#"), fields[1].hasPrefix("/"),
        !Self.otherTypes.contains(fields[2])
      else { return nil }
      let options = fields.count > 3 ? fields[3].split(separator: ",") : []
      guard !options.contains("bind"), !options.contains("rbind") else { return nil }
      let source = Source(fields[0])
      // A drive for removable media.
      if case .other = source, options.contains("noauto") { return nil }
      return Entry(source: source, path: fields[1].replacing("\\040", with: " "))
    }
  }
}
