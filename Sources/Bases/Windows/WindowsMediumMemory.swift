import BuildFoundation
import Foundation
import SystemPackage
import WindowsSetup

/// What was read from a disc the last time, beside the pins of what was fetched.
struct WindowsMediumMemory {
  /// Part of the name: what an older imgbuild has kept is not read.
  private static let version = 1

  private let pins: PinStore
  private let subject: String

  init(_ digest: Digest, downloads: FilePath) {
    pins = PinStore(downloads: downloads)
    subject = "images \(Self.version) on \(digest)"
  }

  var images: [WindowsMediumImage]? {
    pins.pin(of: subject)?.values["images"].flatMap {
      try? JSONDecoder().decode([WindowsMediumImage].self, from: Data($0.utf8))
    }
  }

  func keep(_ images: [WindowsMediumImage]) {
    guard let data = try? JSONEncoder().encode(images) else { return }
    pins.keep(["images": String(decoding: data, as: UTF8.self)], of: subject)
  }
}
