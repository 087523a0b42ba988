import BuildFoundation
import Foundation
import HostKit
import Recipes
import Synchronization
import SystemPackage

extension MirrorQuery.Means {
  private static let mark = "imgbuild-source: "

  /// The real ones: mmdebstrap, and files from the network.
  static func real(_ fetcher: FileFetcher, _ files: IndexFiles = IndexFiles()) -> Self {
    Self(
      sources: { try await sources($0, $1) },
      release: { try await files.content(of: $0, by: fetcher) })
  }

  /// The sources that mmdebstrap uses for a suite.
  ///
  /// Without a mirror it has its own idea of which, so it is asked: a hook that runs before anything is
  /// fetched prints them, and ends the run. That takes 0.3 s.
  private static func sources(
    _ base: BootstrapBase, _ architecture: String
  ) async throws -> [PackageSource] {
    let packages = BootstrapPackages(base.distribution.value)
    if let mirror = base.mirror?.value {
      return [
        PackageSource(
          address: mirror, suite: base.suite.value, components: packages.components)
      ]
    }
    let found = Mutex<[PackageSource]>([])
    let tail = OutputTail()
    let hook =
      #"cat "$1"/etc/apt/sources.list "$1"/etc/apt/sources.list.d/* 2> /dev/null | "#
      + "sed 's/^/\(mark)/'; exit 1"
    _ = try await ExternalTool.mmdebstrap.run(
      [
        "--variant=custom", "--format=null", "--skip=check/signed-by",
        "--architectures=\(architecture)",
        "--components=\(packages.components.joined(separator: ","))", "--setup-hook=\(hook)",
        base.suite.value, "-",
      ],
      onLine: { line in
        tail.append(line)
        guard line.hasPrefix(mark),
          let source = PackageSource(line: line.dropFirst(mark.count))
        else { return }
        found.withLock { $0.append(source) }
      })
    let sources = found.withLock { $0 }
    if sources.isEmpty {
      let reason = tail.lines.first { $0.hasPrefix("E: ") } ?? "it says nothing"
      throw BuildError(
        .buildFailed, "asking mmdebstrap for its mirror: \(reason)",
        hint: "name a `mirror`", output: tail.lines)
    }
    return sources
  }
}

extension FileFetcher {
  /// A release file of Ubuntu has a quarter of a mebibyte.
  private static let releaseLimit: Int64 = 64 << 20

  /// The content of a small file as it is now; throws a `TransferFailure` or a `BuildError`.
  func content(of url: DownloadURL) async throws -> [UInt8] {
    let folder = try DownloadFolder(downloads).temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    let transfer = transfer(url, to: folder.appending("content"), sizeLimit: Self.releaseLimit)
    _ = try await transfer.run()
    return Array(FileManager.default.contents(atPath: transfer.file.string) ?? Data())
  }
}
