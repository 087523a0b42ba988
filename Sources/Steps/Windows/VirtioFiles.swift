import BuildFoundation
import Foundation
import SystemPackage
import WindowsSetup

/// The files of virtio-win that are for one Windows, where they are on this machine.
struct VirtioFiles {
  /// The folders that were chosen.
  let folders: [VirtioTree.Folder]
  /// Where each file is, by its path in virtio-win.
  let files: [String: FilePath]
  /// What is removed after use; nil where the files are where they always were.
  var folder: FilePath?

  /// The drivers in the folders.
  func packages() throws -> [DriverPackage] {
    try folders.flatMap { folder in
      try DriverPackage.packages(in: folder) { try content(of: "\(folder.path)/\($0)") }
    }
  }

  /// The content of a file by its path in virtio-win.
  func content(of path: String) throws -> [UInt8] {
    guard let file = files[path],
      let data = FileManager.default.contents(atPath: file.string)
    else {
      throw BuildError(.recipe, "reading drivers: \(path) cannot be read")
    }
    return Array(data)
  }

  /// Removes what was unpacked.
  func remove() {
    if let folder { try? FileManager.default.removeItem(atPath: folder.string) }
  }
}
