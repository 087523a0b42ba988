import BuildFoundation
import Pipeline

/// Gives files the labels of the guest's SELinux policy: what is written in the appliance, whose kernel
/// runs without SELinux, gets none, and a guest that enforces its policy cannot read that.
struct SELinuxRelabel {
  private static let programs = ["/usr/sbin/setfiles", "/sbin/setfiles"]
  /// A disk with a desktop on it takes minutes without KVM.
  private static let limit = Duration.seconds(1800)
  let report: StepReport

  /// Labels the disk if its guest uses SELinux.
  ///
  /// With the guest's own `setfiles`, which knows the guest's policy best; else with the appliance's.
  /// Where neither can, the guest is told to do it when it boots for the first time.
  func apply(to guest: any OfflineGuest) async throws {
    guard try await guest.exists(SELinuxSettings.path) else { return }
    let text = String(decoding: try await guest.read(SELinuxSettings.path), as: UTF8.self)
    guard let contexts = SELinuxSettings(text).fileContexts else { return }
    guard try await guest.exists(contexts) else {
      return report.warning(
        "SELinux is on in \(SELinuxSettings.path), but there is no \(contexts): no file was labelled"
      )
    }
    report.progress("labelling files for SELinux")
    guard let reason = try await failure(contexts, in: guest) else { return }
    try await guest.write("/.autorelabel", [], attributes: .file)
    report.warning(
      "files could not be labelled for SELinux (\(reason)): the image does it when it boots for the "
        + "first time, and then restarts")
  }

  /// Labels all files; why it could not be done, or nil.
  private func failure(_ contexts: String, in guest: any OfflineGuest) async throws -> String? {
    for program in Self.programs where try await guest.exists(program) {
      let tail = OutputTail()
      let status = try await guest.run(Self.command(program, contexts)) {
        tail.append($0)
        report.output($0)
      }
      return status == 0 ? nil : tail.lines.last ?? "setfiles ended with status \(status)"
    }
    if try await guest.relabel(with: contexts) { return nil }
    return "neither the image nor this host's appliance has setfiles"
  }

  /// setfiles stays on the file system it starts on, so it is told all that can hold labels.
  ///
  /// `-m`: it would look for file systems of a kernel with SELinux, and find none. `-F`: owner and role
  /// are set, too, not only the type.
  private static func command(_ program: String, _ contexts: String) -> GuestCommand {
    let script = """
      program=$1 contexts=$2
      set --
      while read -r _ place type _; do
        case $type in
          ext2|ext3|ext4|xfs|btrfs|f2fs|jfs) set -- "$@" "$place" ;;
        esac
      done < /proc/mounts
      exec "$program" -F -m "$contexts" "$@"
      """
    return GuestCommand(["/bin/sh", "-c", script, "sh", program, contexts], limit: limit)
  }
}
