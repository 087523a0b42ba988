import CGuestfs

extension Appliance {
  /// Gives every file of the mounted system the SELinux label that `fileContexts`, a file in it, has for
  /// it; labels that are there are replaced.
  ///
  /// False when the appliance has no `setfiles`.
  public func relabel(with fileContexts: String) throws -> Bool {
    guard try hasFeature("selinuxrelabel") else { return false }
    try check("labelling the files for SELinux") { handle in
      var options = guestfs_selinux_relabel_argv()
      options.bitmask = imgbuild_selinux_relabel_force
      options.force = 1
      return guestfs_selinux_relabel_argv(handle, fileContexts, "/", &options)
    }
    return true
  }
}
