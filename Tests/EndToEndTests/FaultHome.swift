import BuildFoundation
import Foundation
import Pipeline
import SystemPackage
import TestSupport

/// A user's folders in which builds of one small image are hit by faults, and what must hold after each.
struct FaultHome {
  private let folder: TemporaryFolder
  let imgbuild: Imgbuild

  /// The image that all of them are built on; there is none to test with otherwise.
  static var testImage: String? { ProcessInfo.processInfo.environment["IMGBUILD_TEST_IMAGE"] }

  init(mounts: PrivateMounts? = nil) throws {
    // Short, so that the sockets of its builds are in it too.
    folder = try TemporaryFolder(like: "/tmp/ib-XXXXXX")
    imgbuild = Imgbuild(home: folder.path, mounts: mounts)
    let manager = FileManager.default
    for name in ["cache", "output"] {
      try manager.createDirectory(
        atPath: folder.path.appending(name).string, withIntermediateDirectories: false)
    }
    // A recipe names files beside itself only.
    let image = (from: Self.testImage ?? "", to: folder.path.appending("base.qcow2").string)
    do {
      try manager.linkItem(atPath: image.from, toPath: image.to)
    } catch {
      try manager.copyItem(atPath: image.from, toPath: image.to)
    }
  }

  var remains: Remains { imgbuild.remains }

  /// Writes the recipe: the test image with these steps.
  func write(steps: String, verify: String = "false") throws {
    _ = try folder.write(
      "faults.yml",
      """
      version: 1
      name: faults
      base: {image: {file: base.qcow2}}
      steps:
      \(steps.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
      verify: \(verify)

      """)
  }

  /// Builds the recipe.
  func build(
    _ options: String..., onLine: @escaping Imgbuild.LineHandler = { _, _ in }
  ) async throws -> Imgbuild.Outcome {
    try await imgbuild.run(
      ["run", folder.path.appending("faults.yml").string, "--output", imgbuild.output.string]
        + options, onLine: onLine)
  }

  /// Where the artifact is, as this process sees it.
  var artifact: FilePath { imgbuild.visible(imgbuild.output.appending("faults")) }

  /// Puts something in the artifact's place that failing builds must leave alone.
  func makePreviousArtifact() throws {
    try FileManager.default.createDirectory(
      atPath: artifact.string, withIntermediateDirectories: true)
    let content = Data("an image".utf8)
    try content.write(to: URL(filePath: artifact.appending("faults.qcow2").string))
    let sha256 = try Digest.sha256(ofFile: artifact.appending("faults.qcow2")).hex
    try Data(#"{"image": {"name": "faults.qcow2", "sha256": "\#(sha256)"}}"#.utf8).write(
      to: URL(filePath: artifact.appending("manifest.json").string))
  }

  /// The digest of each file of the artifact.
  func artifactFiles() throws -> [String: String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: artifact.string)
    return Dictionary(
      uniqueKeysWithValues: try names.map {
        ($0, try Digest.sha256(ofFile: artifact.appending($0)).hex)
      })
  }

  func manifest() -> Manifest? {
    FileManager.default.contents(atPath: artifact.appending("manifest.json").string)
      .flatMap(Manifest.read)
  }

  /// What is not as it must be, whatever has happened to a build that has ended; a sentence each.
  ///
  /// A build that was killed leaves what it holds to the next start: `holdsNothing` is false for it.
  func problems(holdsNothing: Bool = true) async throws -> [String] {
    var problems = holdsNothing ? try remains.list() : []
    if holdsNothing {
      problems += try imgbuild.leftovers().map { "\($0) is left" }
    }
    problems += try artifactProblems()
    let verified = try await imgbuild.run(["cache", "verify"])
    if verified.status != 0 { problems.append("cache verify: \(verified.text)") }
    return problems
  }

  private func artifactProblems() throws -> [String] {
    struct Head: Decodable {
      struct Image: Decodable {
        var name: String
        var sha256: String
      }
      var image: Image
    }
    guard
      let data = FileManager.default.contents(atPath: artifact.appending("manifest.json").string)
    else { return ["there is no artifact"] }
    let head = try JSONDecoder().decode(Head.self, from: data)
    let sha256 = try Digest.sha256(ofFile: artifact.appending(head.image.name)).hex
    return sha256 == head.image.sha256 ? [] : ["the artifact is not what its manifest says"]
  }
}
