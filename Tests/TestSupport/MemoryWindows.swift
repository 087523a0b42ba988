public import BuildFoundation
import Foundation
import Synchronization
public import SystemPackage
public import WindowsSetup

/// The disk of a Windows in memory: its files, and its registry as keys with values.
public final class MemoryWindows: WindowsDisk, RegistryReader {
  /// A key's values by their names, with keys and names in lower case.
  public typealias Hive = [[String]: RegistryValues]

  private struct State {
    var files: [String: [UInt8]]
    var hives: [RegistryHive: Hive]
  }

  private let state: Mutex<State>
  private let space: ByteCount
  private let refusal: BuildError?

  /// A disk with files and keys; `refusal` is what `checkCanBeChanged` throws.
  public init(
    files: [String: [UInt8]] = [:],
    registry: [RegistryHive: [RegistryKey: [String: RegistryData]]] = [:],
    space: ByteCount = .gibibytes(4), refusal: BuildError? = nil
  ) {
    self.space = space
    self.refusal = refusal
    let hives = registry.mapValues { keys in
      Dictionary(
        keys.map { ($0.names.map { $0.lowercased() }, RegistryValues($1)) }
      ) { first, _ in first }
    }
    let files = Dictionary(files.map { ($0.lowercased(), $1) }) { first, _ in first }
    state = Mutex(State(files: files, hives: hives))
  }

  /// All files by their paths in lower case.
  public var files: [String: [UInt8]] { state.withLock { $0.files } }

  /// All keys of a hive.
  public func hive(_ hive: RegistryHive) -> Hive { state.withLock { $0.hives[hive] ?? [:] } }

  public func values(of key: RegistryKey, in hive: RegistryHive) async throws -> RegistryValues? {
    let names = key.names.map { $0.lowercased() }
    let keys = self.hive(hive)
    if let values = keys[names] { return values }
    // A key is there when another is below it.
    return keys.keys.contains { $0.starts(with: names) } ? RegistryValues([:]) : nil
  }

  public func withRegistry<Result: Sendable>(
    _ body: @Sendable (any RegistryReader) async throws -> Result
  ) async throws -> Result { try await body(self) }

  @discardableResult
  public func change(_ changes: [RegistryChange]) async throws -> Int {
    state.withLock { state in
      changes.filter { change in
        var hive = state.hives[change.hive] ?? [:]
        let before = hive
        let key = change.key.names.map { $0.lowercased() }
        switch change.action {
        case .set(let values):
          var all = hive[key] ?? RegistryValues([:])
          for (name, value) in values { all[name] = value }
          hive[key] = all
        case .deleteValues(let names): for name in names { hive[key]?[name] = nil }
        case .deleteKey: hive = hive.filter { !$0.key.starts(with: key) }
        }
        state.hives[change.hive] = hive
        return hive != before
      }.count
    }
  }

  public func exists(_ path: String) async throws -> Bool {
    let path = path.lowercased()
    return files.keys.contains { $0 == path || $0.hasPrefix(path + "/") }
  }

  public func names(in folder: String) async throws -> [String] {
    let start = folder == "/" ? "/" : folder.lowercased() + "/"
    let names = files.keys.filter { $0.hasPrefix(start) }.compactMap {
      $0.dropFirst(start.count).split(separator: "/").first.map(String.init)
    }
    return Set(names).sorted()
  }

  public func content(of path: String) async throws -> [UInt8]? { files[path.lowercased()] }

  @discardableResult
  public func write(_ path: String, _ content: [UInt8]) async throws -> Bool {
    state.withLock { state in
      defer { state.files[path.lowercased()] = content }
      return state.files[path.lowercased()] != content
    }
  }

  public func upload(_ file: FilePath, to path: String) async throws {
    try await write(path, Array(Data(contentsOf: URL(filePath: file.string))))
  }

  public func remove(_ path: String) async throws {
    let path = path.lowercased()
    state.withLock { state in
      state.files = state.files.filter { $0.key != path && !$0.key.hasPrefix(path + "/") }
    }
  }

  public func freeSpace() async throws -> ByteCount { space }

  @discardableResult
  public func checkCanBeChanged() async throws -> [String] {
    if let refusal { throw refusal }
    return []
  }
}
