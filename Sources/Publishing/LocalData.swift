import BuildFoundation
import OpenStackClient
import SystemPackage

/// A file that can be sent.
struct LocalData: Sendable {
  /// The file.
  let path: FilePath
  /// The SHA-512 of the file that was stamped; nil where nobody knows.
  var sha512: String?
  /// Whether it was made for this cloud.
  var isConverted = false

  /// Whether what is known of the file allows for data of this hash.
  func mayHave(_ hash: ImageHash) -> Bool {
    hash.algorithm != .sha512 || sha512.map { $0.lowercased() == hash.hex } ?? true
  }

  /// Makes sure that the file is the one whose disk was looked at; throws a `usage` error when it is another.
  func check(_ hash: ImageHash) throws {
    if mayHave(hash) { return }
    throw BuildError(
      .usage, "reading \(path): it was changed after it had been stamped",
      hint: "imgbuild stamp looks into it again; imgbuild run makes it anew")
  }
}
