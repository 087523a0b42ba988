extension AnswerFileOptions {
  /// Letters that a second or third optical disc gets in Windows Setup; which one is not known before.
  public static let discLetters = ["D", "E", "F", "G", "H"]

  /// The folders of `drivers` on a virtio-win disc, whatever its letter.
  ///
  /// `viostor` and `vioscsi` are for disks, `NetKVM` is the network card.
  public func virtioDriverPaths(
    drivers: [String] = ["viostor", "vioscsi", "NetKVM"]
  ) -> [String] {
    Self.discLetters.flatMap { letter in
      drivers.map {
        #"\#(letter):\\#($0)\\#(version.virtioFolder)\\#(architecture.virtioFolder)"#
      }
    }
  }
}
