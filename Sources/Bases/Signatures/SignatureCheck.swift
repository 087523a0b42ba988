import BuildFoundation
import Foundation
import HostKit
import Recipes
import SystemPackage

/// Checks that a file was signed by a key of a keyring, with gpgv.
struct SignatureCheck {
  let keyring: RecipeFile
  /// The signed file's name, for messages.
  let name: String
  /// Where to put what the check makes; the caller removes it.
  let folder: FilePath

  private var doing: String { "checking the signature of \(name)" }

  /// The text that was signed, and the fingerprint of the key that signed it.
  ///
  /// Without a `signature` of its own the file is signed inline, and only what is inside the signature
  /// comes out. One good signature is enough: vendors sign with their next key too. Throws `BuildError`.
  func verify(
    _ file: FilePath, signature: FilePath?
  ) async throws -> (text: FilePath, signer: String) {
    let keys = try binaryKeyring()
    let output = folder.appending("verified")
    let lines = try await statusLines(
      ["--keyring", keys.path.string]
        + (signature.map { [$0.string, file.string] } ?? ["--output", output.string, file.string]))
    let status = SignatureStatus(lines)
    guard status.bad.isEmpty, let signer = status.signers.first else {
      throw refusal(status, keys.fingerprints, hasSignature: signature != nil)
    }
    // More than one text, or a text where a bare signature should be: then it would not be plain what
    // was signed.
    guard status.texts == (signature == nil ? 1 : 0), !status.hasErrors else {
      throw BuildError(
        .buildFailed, "\(doing): it is not plain what is signed",
        hint: signature == nil
          ? "it has more than one signed text" : "is `signature` a detached signature?")
    }
    return (signature == nil ? output : file, signer)
  }

  private func binaryKeyring() throws -> (path: FilePath, fingerprints: [String]) {
    let doing = "reading the keyring \(keyring.name)"
    guard let content = FileManager.default.contents(atPath: keyring.path.string) else {
      throw BuildError(.recipe, "\(doing): it cannot be read")
    }
    guard let binary = OpenPGPArmor.decoded(Array(content)) else {
      throw BuildError(.recipe, "\(doing): its armour is damaged", hint: "fetch the key again")
    }
    // GnuPG's own key boxes are read by gpgv as they are.
    let isKeybox = binary.dropFirst(8).starts(with: Array("KBXf".utf8))
    let fingerprints = OpenPGPKeyring(binary).fingerprints
    guard isKeybox || !fingerprints.isEmpty else {
      throw BuildError(
        .recipe, "\(doing): there is no OpenPGP key in it",
        hint: "name the vendor's public key, armoured or not")
    }
    let path = folder.appending("keyring.gpg")
    do {
      try Data(binary).write(to: URL(filePath: path.string))
    } catch {
      throw BuildError(.host, "\(doing): \(error.reason)")
    }
    return (path, fingerprints)
  }

  /// What gpgv says for programs: it alone is relied on, through a file that nothing else writes to.
  private func statusLines(_ arguments: [String]) async throws -> [Substring] {
    let status = folder.appending("status")
    let gpgv = try ExternalTool.gpgv.located().string
    let tail = OutputTail()
    // gpgv fails as soon as one signature cannot be checked; whether one is good is in its lines.
    let code = try await ExternalTool.shell.run(
      [
        "-c", #"exec "$@" 3> "$0""#, status.string, gpgv, "--status-fd", "3", "--weak-digest",
        "SHA1",
      ] + arguments,
      environment: ["GNUPGHOME": folder.string], onLine: { tail.append($0) })
    guard let content = FileManager.default.contents(atPath: status.string), code < 128 else {
      throw BuildError(
        .buildFailed, "\(doing): gpgv ended with status \(code)", output: tail.lines)
    }
    return String(decoding: content, as: UTF8.self).split(separator: "\n")
  }

  private func refusal(
    _ status: SignatureStatus, _ expected: [String], hasSignature: Bool
  ) -> BuildError {
    let keys = expected.isEmpty ? keyring.name : expected.joined(separator: ", ")
    let wanted = "should be signed by \(keys)"
    if let key = status.bad.first {
      return BuildError(
        .buildFailed,
        "\(doing): the signature by key \(key) does not fit the content; it \(wanted)",
        hint: "the file or its signature was changed, or they are of different days")
    }
    if let problem = status.problems.first {
      return BuildError(
        .buildFailed, "\(doing): signed by key \(problem.key), but \(problem.reason); it \(wanted)",
        hint: "get the vendor's present key from a source that you trust")
    }
    if !status.unknown.isEmpty {
      let found = status.unknown.joined(separator: ", ")
      return BuildError(
        .buildFailed,
        "\(doing): signed by key \(found), which is not in \(keyring.name); it \(wanted)",
        hint: "compare the key with what the vendor publishes, then put it into \(keyring.name)")
    }
    return BuildError(
      .buildFailed,
      "\(doing): \(hasSignature ? "`signature` holds no usable one" : "it is not signed"); "
        + "it \(wanted)",
      hint: hasSignature
        ? "is `signature` the detached signature of this file?"
        : "name the file with its detached signature as `signature`")
  }
}
