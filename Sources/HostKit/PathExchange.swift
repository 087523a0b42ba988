public import BuildFoundation
import CLinuxCalls
import Foundation
public import SystemPackage

/// Exchanges two files or folders of one file system in a single step: a reader sees one or the
/// other, never neither.
///
/// Foundation's `replaceItemAt` refuses folders on Linux, and is two steps for files.
public func exchangePaths(_ first: FilePath, _ second: FilePath) throws(BuildError) {
  guard imgbuild_exchange_paths(first.string, second.string) == 0 else {
    throw BuildError(.host, "exchanging \(first) and \(second): \(Errno(rawValue: errno))")
  }
}
