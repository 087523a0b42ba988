import BuildFoundation
import Foundation
import SystemPackage

/// Deletes what a workspace's record names.
enum WorkspaceRemoval {
  /// Removes everything and returns what went wrong; the scratch folder goes last, and only if all
  /// else is gone, because the record is in it.
  static func remove(_ record: WorkspaceRecord, scratch: FilePath) async -> [String] {
    guard record.belongs(in: scratch) else { return ["\(scratch): its record is damaged"] }
    var problems: [String] = []
    for path in record.partialOutputs + [record.runtime] {
      if let problem = await remove(FilePath(path)) { problems.append(problem) }
    }
    if problems.isEmpty, let problem = await remove(scratch) { problems.append(problem) }
    return problems
  }

  /// Removes a file or a folder with all that is in it; nil when it is gone.
  static func remove(_ path: FilePath, isRetry: Bool = false) async -> String? {
    // A host folder that is mounted below would be emptied with the rest.
    if let mount = mountPoints(below: path).first {
      return "\(path) was not removed: \(mount) is still mounted; run: umount \(mount)"
    }
    var status = stat()
    guard lstat(path.string, &status) == 0 else { return nil }
    do {
      try FileManager.default.removeItem(atPath: path.string)
      return nil
    } catch  where geteuid() != 0 && !isRetry {
      // A base's tree belongs to subordinate users; only their namespace's root can remove it.
      _ = try? await ExternalTool.mmdebstrap.run(["--unshare-helper", "rm", "-rf", path.string])
      return await remove(path, isRetry: true)
    } catch {
      return "\(path) was not removed: \(error.reason)"
    }
  }

  /// What is mounted at `path` or below it in this process's view, see proc(5), mountinfo.
  static func mountPoints(
    below path: FilePath, mountInfo: [UInt8]? = ProcessTable.content(of: "/proc/self/mountinfo")
  ) -> [String] {
    let resolved = realpath(path.string, nil)
    defer { free(resolved) }
    let folder = resolved.map { String(cString: $0) } ?? path.string
    return (mountInfo ?? []).split(separator: UInt8(ascii: "\n")).compactMap { line in
      let fields = line.split(separator: UInt8(ascii: " "))
      guard fields.count > 4 else { return nil }
      let point = unescaped(fields[4])
      return point == folder || point.hasPrefix(folder + "/") ? point : nil
    }
  }

  /// The kernel writes a blank as `\040`.
  private static func unescaped(_ field: ArraySlice<UInt8>) -> String {
    var bytes: [UInt8] = []
    var rest = field
    while let byte = rest.popFirst() {
      let octal = String(decoding: rest.prefix(3), as: UTF8.self)
      if byte == UInt8(ascii: "\\"), octal.utf8.count == 3, let value = UInt8(octal, radix: 8) {
        bytes.append(value)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The room that a folder takes on the disk; links are not followed.
  static func size(of path: FilePath) -> ByteCount {
    var blocks = 0
    func add(_ path: String) {
      var status = stat()
      if lstat(path, &status) == 0 { blocks += Int(status.st_blocks) }
    }
    add(path.string)
    let files = FileManager.default.enumerator(atPath: path.string)
    while let name = files?.nextObject() as? String { add(path.string + "/" + name) }
    return ByteCount(bytes: Int64(blocks) * 512)
  }
}
