import BuildFoundation
import CLibvirt
import Foundation

extension Connection {
  /// Throws a `host` error when the connection's QEMU could not use the files and sockets of a build.
  ///
  /// They are on this host, in folders that only this user and root can enter. What cannot be found out
  /// passes: the start of a domain fails then.
  public func checkReach() throws {
    let doing = "using libvirt (\(uri)) for the builder"
    if let host = remoteHost {
      throw BuildError(
        .host,
        "\(doing): it is on the host \(host), and a build's disk and sockets are on this one",
        hint: "connect to a libvirt of this host, or leave --connect and LIBVIRT_DEFAULT_URI out")
    }
    let handle = try open(for: doing)
    guard let text = virConnectGetCapabilities(handle.pointer) else {
      throw LibvirtError.last().buildError(doing: doing)
    }
    defer { free(text) }
    guard let user = Self.user(inCapabilities: String(cString: text)), user != 0, user != geteuid()
    else { return }
    throw BuildError(
      .host,
      "\(doing): its QEMU runs as user \(user), which cannot enter the build's private folders",
      hint: "use qemu:///session, leave --connect and LIBVIRT_DEFAULT_URI out, or set `user` in "
        + "/etc/libvirt/qemu.conf to the user who builds")
  }

  /// The number of the user that QEMU runs as: the label of libvirt's ownership driver, `+64055:+64055`.
  ///
  /// Nil where there is none, as in a session, whose QEMU runs as the session's own user.
  static func user(inCapabilities xml: String) -> UInt32? {
    guard let model = xml.firstRange(of: "<model>dac</model>") else { return nil }
    let rest = xml[model.upperBound...]
    let end = rest.firstRange(of: "</secmodel>")?.lowerBound ?? rest.endIndex
    return rest[..<end].firstMatch(of: />\+?(\d+):/).flatMap { UInt32($0.1) }
  }
}
