import Foundation

/// Who makes a layer, for those who wait for it.
struct LayerHolder: Codable, Equatable {
  /// The image that is built.
  var image: String
  /// The process.
  var process: Int32

  /// A build of this process.
  init(image: String) {
    self.image = image
    process = ProcessInfo.processInfo.processIdentifier
  }
}
