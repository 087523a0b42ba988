extension Activity {
  /// Removing identity, trimming, and finding the facts.
  static let seal = Activity(id: "seal", title: "seal, trim and inspect")
  /// Flattening, compressing and hashing.
  static let artifact = Activity(id: "artifact", title: "compress and hash")
  /// Booting the finished image.
  static let verify = Activity(id: "verify", title: "boot as stamped and test")
}
