extension DiskFacts {
  /// What keeps firmware with Secure Boot, and the keys of Microsoft that hosts have, from starting the
  /// disk, a sentence each: empty for nothing, nil where it is not known.
  ///
  /// Firmware checks the loader; shim checks what it starts, and the kernel, against the keys of its
  /// distribution. That these are the right keys only a boot can show.
  public var secureBootObstacles: [String]? {
    guard boot.uefi else { return ["there is no EFI boot loader on the disk"] }
    guard let programs = boot.programs, programs.allSatisfy({ $0.issuers != nil }) else {
      return nil
    }
    var obstacles: [String] = []
    for program in programs {
      let issuers = program.issuers ?? []
      if issuers.isEmpty {
        obstacles.append("the EFI program \(program.path) is not signed")
      } else if program.isRemovableMediaLoader, !issuers.contains(where: Self.isMicrosoft) {
        obstacles.append(
          "the EFI boot loader \(program.path) is signed by \(issuers.joined(separator: ", ")), and "
            + "not by Microsoft, whose keys hosts have")
      }
    }
    obstacles += kernels.filter { $0.issuers == [] }.map { "kernel \($0.release) is not signed" }
    return obstacles
  }

  private static func isMicrosoft(_ issuer: String) -> Bool { issuer.hasPrefix("Microsoft ") }
}
