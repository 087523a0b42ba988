/// Why a file is not one that images of Windows can be read from.
public struct WimFault: Error, Equatable {
  /// What is wrong, as the end of a sentence that names the file.
  public var message: String
  /// Whether it ends too early.
  public var isCut: Bool

  /// Makes a fault.
  public init(_ message: String, isCut: Bool = false) {
    self.message = message
    self.isCut = isCut
  }
}
