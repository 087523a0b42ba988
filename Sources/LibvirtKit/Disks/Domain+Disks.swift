public import BuildFoundation
import CLibvirt
import Foundation

extension Domain {
  /// The disks that the domain has now, or would have if it was started.
  public func disks() throws -> [AttachedDisk] {
    let doing = "looking at the disks of the domain \(name)"
    guard let text = virDomainGetXMLDesc(handle.pointer, 0) else {
      throw LibvirtError.last().buildError(doing: doing)
    }
    defer { free(text) }
    guard let disks = DomainDiskReader.disks(in: String(cString: text)) else {
      throw BuildError(.defect, "\(doing): libvirt's XML was not understood")
    }
    return disks
  }

  /// The disk `target`; throws when there is none.
  func disk(_ target: String, doing: String) throws -> AttachedDisk {
    guard let disk = try disks().first(where: { $0.target == target }) else {
      throw BuildError(.buildFailed, "\(doing): the domain \(name) has no disk \(target)")
    }
    return disk
  }

  /// The size of a disk for the guest, and the size of the file or device that holds its topmost layer,
  /// as libvirt's host sees them.
  public func sizes(ofDisk target: String) throws -> (virtual: ByteCount, physical: ByteCount) {
    var information = virDomainBlockInfo()
    guard virDomainGetBlockInfo(handle.pointer, target, &information, 0) == 0 else {
      throw LibvirtError.last().buildError(
        doing: "asking for the size of the disk \(target) of the domain \(name)")
    }
    return (
      ByteCount(bytes: Int64(clamping: information.capacity)),
      ByteCount(bytes: Int64(clamping: information.physical))
    )
  }

  /// Whether the domain's memory was saved when it stopped, so that its disks are as in a running one.
  public func hasSavedMemory() throws -> Bool {
    virDomainHasManagedSaveImage(handle.pointer, 0) == 1
  }
}
