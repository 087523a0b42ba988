import BuildFoundation
import Foundation
import HostKit
import SystemPackage

/// Reads who signed an EFI program, with the host's `sbverify`: the certificates are in PKCS #7, within
/// the tables of the executable (PE/COFF, "Attribute Certificate Table").
enum EFISignature {
  /// Whether this host has what it takes.
  static var canRead: Bool { ExternalTool.sbverify.path != nil }

  /// The common names of those who issued the certificates of its signatures; empty when it is not
  /// signed, or no EFI program; nil when the host has no `sbverify`.
  static func issuers(of file: FilePath) async throws -> [String]? {
    guard canRead else { return nil }
    // A file without a signature ends with status 1, as damaged ones do: neither is signed.
    let lines = try await ExternalTool.sbverify.lines(of: ["--list", file.string])
    return issuers(in: lines)
  }

  /// The issuers in what `sbverify --list` prints.
  static func issuers(in lines: [String]) -> [String] {
    var issuers: [String] = []
    var isListing = false
    for line in lines {
      if line.hasPrefix("image signature ") {
        isListing = line.hasPrefix("image signature issuers")
      } else if isListing, line.hasPrefix(" - ") {
        let name = String(line.dropFirst(3))
        issuers.append(name.range(of: "/CN=").map { String(name[$0.upperBound...]) } ?? name)
      }
    }
    return issuers
  }
}

extension ExternalTool {
  /// What the tool prints, whatever its exit status is.
  fileprivate func lines(of arguments: [String]) async throws -> [String] {
    let tail = OutputTail(limit: 1000)
    _ = try await run(arguments, onLine: { tail.append($0) })
    return tail.lines
  }
}
