import BuildFoundation
import Foundation
public import SystemPackage

/// Which repositories guests had after their steps were made, by the steps' provisional keys.
///
/// Not a part of the layers' records: an artifact can be up to date when its layers are gone.
public struct RepositoryLists: Sendable {
  /// How long a list is kept that no plan asks for, in seconds: 90 days.
  static let patience: TimeInterval = 90 * 24 * 3600

  private let folder: FilePath

  /// The lists beside the layers in `layers`.
  public init(layers: FilePath) {
    folder = layers.appending("repositories")
  }

  /// The list for a step; nil when none is known.
  func list(for key: LayerKey) -> [GuestRepository]? {
    let path = path(key)
    guard
      let list = FileManager.default.contents(atPath: path.string).flatMap({
        try? JSONDecoder.layers.decode([GuestRepository].self, from: $0)
      })
    else { return nil }
    // What is asked for stays.
    utimes(path.string, nil)
    return list
  }

  /// Keeps the list for a step, or forgets it, and removes lists that nobody asks for any more; that
  /// this fails costs only a layer.
  func keep(_ list: [GuestRepository]?, for key: LayerKey, now: Date = .now) {
    guard let list else {
      unlink(path(key).string)
      return
    }
    try? FileManager.default.createDirectory(
      atPath: folder.string, withIntermediateDirectories: true)
    try? JSONEncoder.layers.encode(list).write(
      to: URL(filePath: path(key).string), options: .atomic)
    removeOld(before: now.addingTimeInterval(-Self.patience))
  }

  private func removeOld(before limit: Date) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? [] {
      let path = folder.appending(name)
      var status = stat()
      guard stat(path.string, &status) == 0,
        TimeInterval(status.st_mtim.tv_sec) < limit.timeIntervalSince1970
      else { continue }
      unlink(path.string)
    }
  }

  private func path(_ key: LayerKey) -> FilePath { folder.appending("\(key.hex).json") }
}
