import BuildFoundation
import CLibvirt
import Foundation
import SystemPackage

extension Domain {
  /// Lets the domain write to a new file `overlay` in place of the topmost layer of the disk `target`.
  ///
  /// Nothing is kept about it in libvirt, so that nothing has to be removed there. With
  /// `freezingFileSystems` libvirt freezes them through the agent for the moment in which that is done,
  /// and thaws them itself, whatever becomes of this process.
  func beginWriting(
    to overlay: FilePath, inPlaceOf target: String, freezingFileSystems: Bool
  ) throws {
    var flags =
      VIR_DOMAIN_SNAPSHOT_CREATE_DISK_ONLY.rawValue | VIR_DOMAIN_SNAPSHOT_CREATE_ATOMIC.rawValue
      | VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA.rawValue
    if freezingFileSystems { flags |= VIR_DOMAIN_SNAPSHOT_CREATE_QUIESCE.rawValue }
    // A disk that is not named would get a snapshot, too.
    let disks = try disks().map { disk in
      disk.target == target
        ? MarkupElement(
          "disk", ["name": target, "snapshot": "external"],
          [
            MarkupElement("driver", ["type": "qcow2"]),
            MarkupElement("source", ["file": overlay.string]),
          ])
        : MarkupElement("disk", ["name": disk.target, "snapshot": "no"])
    }
    let xml = MarkupElement("domainsnapshot", [MarkupElement("disks", disks)]).rendered()
    guard let snapshot = virDomainSnapshotCreateXML(handle.pointer, xml, flags) else {
      throw explain(
        LibvirtError.last(), doing: "making a snapshot of the disk \(target) of the domain \(name)")
    }
    virDomainSnapshotFree(snapshot)
  }

  /// Begins to write what is in the topmost layer of the disk `target` into the one below it.
  func beginCommit(_ target: String) throws {
    // Shallow: without, libvirt would write it into the lowest layer, which others may use.
    let flags =
      VIR_DOMAIN_BLOCK_COMMIT_ACTIVE.rawValue | VIR_DOMAIN_BLOCK_COMMIT_SHALLOW.rawValue
    guard virDomainBlockCommit(handle.pointer, target, nil, nil, 0, flags) == 0 else {
      throw explain(LibvirtError.last(), doing: committing(target))
    }
  }

  /// Lets the domain write to the lower layer again, once `beginCommit` has filled it.
  func pivot(_ target: String) throws {
    let flags = VIR_DOMAIN_BLOCK_JOB_ABORT_PIVOT.rawValue
    guard virDomainBlockJobAbort(handle.pointer, target, flags) == 0 else {
      throw explain(LibvirtError.last(), doing: committing(target))
    }
  }

  /// How far the block job on a disk has come, from 0 to 1; nil when there is none.
  func jobProgress(_ target: String) -> Double? {
    var information = virDomainBlockJobInfo()
    guard virDomainGetBlockJobInfo(handle.pointer, target, &information, 0) == 1 else {
      virResetLastError()
      return nil
    }
    guard information.end > 0 else { return 0 }
    return min(1, Double(information.cur) / Double(information.end))
  }

  nonisolated func committing(_ target: String) -> String {
    "bringing the disk \(target) of the domain \(name) back to its own file"
  }
}
