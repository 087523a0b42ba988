/// A Windows installed from its disc by Windows Setup, without anybody, in a builder.
public struct WindowsBase: Sendable, Hashable, Encodable {
  /// Its disc.
  public var iso: FileSource
  /// The image on the disc that is installed: its name, its edition or its number; nil where there is one only.
  public var edition: Located<String>?
  /// virtio-win's disc, whose drivers Setup loads and installs; nil: none.
  public var virtio: FileSource?
  /// Whether it is installed on hardware that Windows has drivers for itself: an IDE disk and an e1000 card.
  public var isCompatible: Bool
  /// What is answered to Setup.
  public var answers: Answers
  /// How long the installation may take.
  public var timeout: Duration

  /// Makes a base; the defaults are those of a recipe.
  public init(
    iso: FileSource, edition: Located<String>? = nil, virtio: FileSource? = nil,
    isCompatible: Bool = false, answers: Answers = Answers(), timeout: Duration = .seconds(14_400)
  ) {
    self.iso = iso
    self.edition = edition
    self.virtio = virtio
    self.isCompatible = isCompatible
    self.answers = answers
    self.timeout = timeout
  }
}
