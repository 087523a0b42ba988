import BuildFoundation
import Foundation
import ImageProperties
import OpenStackClient
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Publishing

/// What becomes of images, names and properties in a real Glance.
@Suite(.needsOpenStack) struct PublisherIntegrationTests {
  private let folder: TemporaryFolder
  private let cloud: TestCloud
  private let name = "web-\(UUID().uuidString)"

  init() async throws {
    folder = try TemporaryFolder()
    cloud = try await TestCloud(in: folder)
  }

  @Test func theImageIsWhatWasStamped() async throws {
    let strange = ["a b": "größe “x”\n'y'", "long": String(repeating: "x", count: 300)]
    let publication = try cloud.publication(name, content: "one", strange)
    let result = try await cloud.publish(publication)
    let image = try #require(try await cloud.image(result.image.id))
    #expect(image.isActive && !image.isHidden && image.name == name)
    #expect(image.visibility == "private" && image.minDisk == 1)
    #expect(image.properties == strange)
    #expect(image.hash == (try await ImageHash.of(publication.file, .sha512)))
    guard case .upload = result.plan.source else { return #expect(Bool(false)) }
  }

  @Test func theSameIsNotUploadedAgain() async throws {
    var publication = try cloud.publication(name, content: "one")
    let first = try await cloud.publish(publication)
    let again = try await cloud.publish(publication)
    #expect(again.image.id == first.image.id && again.plan.isEmpty)
    publication.visibility = .shared
    publication.properties.set(ImageProperty("os_version", "12", because: "a test"))
    let changed = try await cloud.publish(publication)
    #expect(changed.image.id == first.image.id && !changed.plan.isEmpty)
    #expect(changed.image.visibility == "shared" && changed.image.properties["os_version"] == "12")
    #expect(try await cloud.versions(of: name).count == 1)
  }

  /// What others have set stays, unless the image is to be exactly what it is stamped with.
  @Test func propertiesThatAreNotYieldedAnyMoreGo() async throws {
    let first = try cloud.publication(name, content: "one", ["os_distro": "debian", "gone": "x"])
    let id = try await cloud.publish(first).image.id
    try await cloud.change(id, [.property("theirs", "y")])
    var second = first
    second.properties = PropertySet(first.properties.sorted.filter { $0.name != "gone" })
    var image = try await cloud.publish(second).image
    #expect(image.id == id && image.properties == ["os_distro": "debian", "theirs": "y"])
    second.isExact = true
    image = try await cloud.publish(second).image
    #expect(image.id == id && image.properties == ["os_distro": "debian"])
  }

  @Test func theNewImageTakesTheNameOver() async throws {
    let first = try await cloud.publish(cloud.publication(name, content: "one")).image
    var publication = try cloud.publication(name, content: "two")
    let second = try await cloud.publish(publication)
    #expect(second.plan.replaced.map(\.id) == [first.id])
    let former = try #require(try await cloud.image(first.id))
    #expect(former.isHidden && former.isActive && former.name == name)
    let third = try await cloud.publish(cloud.publication(name, content: "three")).image
    // Only the last one that had the name may be found by it while it moves.
    #expect(try await cloud.image(first.id)?.name.hasPrefix("\(name) (2") == true)
    publication.keep = 1
    // Its data are there: it gets the name back, and of the two others one is kept.
    let back = try await cloud.publish(publication)
    #expect(back.image.id == second.image.id && back.image.name == name && !back.image.isHidden)
    guard case .former = back.plan.source else { return #expect(Bool(false)) }
    let versions = try await cloud.versions(of: name)
    #expect(versions.map(\.id) == [second.image.id, third.id])
    #expect(versions.map(\.name) == [name, name] && versions[1].isHidden)
    #expect(try await cloud.image(first.id) == nil)
  }

  @Test func whatIsProtectedIsKept() async throws {
    let first = try await cloud.publish(cloud.publication(name, content: "one")).image
    try await cloud.change(first.id, [.protected(true)])
    var publication = try cloud.publication(name, content: "two")
    publication.keep = 0
    let result = try await cloud.publish(publication)
    #expect(result.plan.deleted.isEmpty)
    #expect(try await cloud.versions(of: name).map(\.id) == [result.image.id, first.id])
    try await cloud.change(first.id, [.protected(false)])
  }

  @Test func theNameGoesBack() async throws {
    let first = try await cloud.publish(cloud.publication(name, content: "one")).image
    let error = await #expect(throws: BuildError.self) {
      try await cloud.publisher { [name] publisher, _ in try await publisher.rollBack(name) }
    }
    #expect(error?.code == .usage)
    let second = try await cloud.publish(cloud.publication(name, content: "two")).image
    let back = try await cloud.publisher { [name] publisher, _ in
      try await publisher.rollBack(name)
    }
    #expect(back.id == first.id && back.name == name && !back.isHidden)
    let forth = try await cloud.publisher { [name] publisher, _ in
      try await publisher.rollBack(name, to: second.id)
    }
    #expect(forth.id == second.id)
    #expect(try await cloud.versions(of: name).map(\.id) == [second.id, first.id])
  }

  /// Somebody else's image of that name is not touched, and neither is one without data.
  @Test func imagesOfOthersAreLeftAlone() async throws {
    let other = try await TestCloud("other", in: folder)
    let theirs = try await other.publish(other.publication(name, content: "theirs")).image
    let empty = try await cloud.publisher { [name] _, service in
      try await service.create(NewImage(name: name, diskFormat: "raw"))
    }
    let mine = try await cloud.publish(cloud.publication(name, content: "mine")).image
    _ = try await cloud.publish(cloud.publication(name, content: "mine too"))
    #expect(try await other.image(theirs.id)?.name == name)
    #expect(try await cloud.image(empty.id)?.name == name)
    #expect(try await cloud.image(mine.id)?.isHidden == true)
  }

  @Test func aFileThatWasChangedIsNotPublished() async throws {
    let first = try await cloud.publish(cloud.publication(name, content: "one")).image
    var publication = try cloud.publication(name, content: "two")
    publication.content = .file(publication.file, sha512: String(repeating: "0", count: 128))
    let error = await #expect(throws: BuildError.self) { try await cloud.publish(publication) }
    #expect(error?.message.contains("it was changed after it had been stamped") == true)
    #expect(try await cloud.versions(of: name).map(\.id) == [first.id])
    #expect(cloud.journal.pending().isEmpty)
  }

  /// Only administrators may show an image to everybody; nothing is sent before that is known.
  @Test func whoMayNotShowItToEverybodyIsToldSo() async throws {
    var publication = try cloud.publication(name, content: "one")
    publication.visibility = .public
    let error = await #expect(throws: BuildError.self) { try await cloud.publish(publication) }
    #expect(error?.message.contains("403") == true || error?.message.contains("orbidden") == true)
    #expect(try await cloud.versions(of: name).isEmpty)
    publication.visibility = .community
    let community = try await cloud.publish(publication)
    #expect(community.image.visibility == "community")
    // Lists leave such images out for all but their owner.
    #expect(try await cloud.publish(publication).plan.isEmpty)
  }

  @Test func whoMayOnlyReadIsToldSo() async throws {
    let reader = try await TestCloud("demo-reader", in: folder)
    let error = await #expect(throws: BuildError.self) {
      try await reader.publish(reader.publication(name, content: "one"))
    }
    #expect(error?.message.contains("403") == true || error?.message.contains("orbidden") == true)
    #expect(try await cloud.versions(of: name).isEmpty)
    #expect(reader.journal.pending().isEmpty)
  }

  @Test func dataAreStagedAndImportedWhereThatIsWanted() async throws {
    var publication = try cloud.publication(name, content: "one")
    publication.transfer = .staging(stores: ["disk"])
    let image = try await cloud.publish(publication).image
    #expect(image.isActive && image.name == name && image.stores == ["disk"])
    #expect(image.hash == (try await ImageHash.of(publication.file, .sha512)))
    publication = try cloud.publication(name, content: "two")
    publication.transfer = .staging(stores: ["tape"])
    let error = await #expect(throws: BuildError.self) { try await cloud.publish(publication) }
    #expect(error?.message.contains("it has no store “tape”") == true)
    #expect(error?.hint == "its stores are disk")
    #expect(try await cloud.versions(of: name).map(\.id) == [image.id])
  }

  /// Known before anything is sent, or made.
  @Test func formatsThatTheCloudDoesNotTakeAreRefused() async throws {
    var publication = try cloud.publication(name, content: "one")
    publication.diskFormat = "qed"
    let error = await #expect(throws: BuildError.self) { try await cloud.publish(publication) }
    #expect(error?.message.contains("it takes no qed, only ami, ari, aki, vhd") == true)
    #expect(try await cloud.versions(of: name).isEmpty && cloud.journal.pending().isEmpty)
  }

  /// What is converted for a cloud is made once, as long as it is of the same.
  @Test func conversionsAreNotRepeated() async throws {
    let counter = Mutex(0)
    func conversion(_ origin: String) throws -> Publication {
      var publication = try cloud.publication(name, content: origin)
      let file = publication.file
      publication.content = .conversion(origin: origin) {
        counter.withLock { $0 += 1 }
        return file
      }
      return publication
    }
    let first = try await cloud.publish(conversion("one"))
    let again = try await cloud.publish(conversion("one"))
    #expect(again.plan.isEmpty && again.image.id == first.image.id)
    #expect(counter.withLock { $0 } == 1)
    let second = try await cloud.publish(conversion("two"))
    #expect(second.image.id != first.image.id && counter.withLock { $0 } == 2)
    // A machine that knows nothing of it makes it, and finds that the cloud has it.
    let machine = try await TestCloud(in: TemporaryFolder())
    let elsewhere = try await machine.publish(conversion("two"))
    #expect(elsewhere.plan.isEmpty && elsewhere.image.id == second.image.id)
    #expect(counter.withLock { $0 } == 3)
  }

  /// What a project may have is kept in Keystone then, and Glance tells how much of it is left.
  @Test func limitsOfTheProjectAreHeeded() async throws {
    let bed = try await OpenStackBed.start(projectLimits: [
      "image_size_total=1", "image_count_total=2", "image_stage_total=100",
      "image_count_uploading=10",
    ])
    let cloud = try await TestCloud(of: bed, in: folder)
    let first = try await cloud.publish(cloud.publication(name, content: "one")).image
    let large = try cloud.publication(name, content: String(repeating: "two", count: 600))
    let tooLarge = await #expect(throws: BuildError.self) { try await cloud.publish(large) }
    let words = tooLarge?.message ?? ""
    #expect(words.contains("of 1 MiB of images, and this needs 2 more"), "\(words)")
    _ = try await cloud.publish(cloud.publication(name, content: "three"))
    let four = try cloud.publication(name, content: "four")
    let tooMany = await #expect(throws: BuildError.self) { try await cloud.publish(four) }
    #expect(tooMany?.message.contains("has 2 of 2 images, and this needs 1 more") == true)
    #expect(try await cloud.versions(of: name).map(\.id).contains(first.id))
    #expect(cloud.journal.pending().isEmpty)
    try await bed.stop()
  }

  @Test func twoAtOnceTakeTurns() async throws {
    let publications = try ["one", "two", "three"].map {
      try cloud.publication(name, content: $0)
    }
    let ids = try await withThrowingTaskGroup(of: String.self) { group in
      for publication in publications {
        group.addTask { [cloud] in try await cloud.publish(publication).image.id }
      }
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    let versions = try await cloud.versions(of: name)
    #expect(Set(versions.map(\.id)) == ids && ids.count == 3)
    #expect(versions.filter { !$0.isHidden }.map(\.name) == [name])
  }

  /// Machines know nothing of each other: their journals are not the same.
  @Test func twoMachinesAtOnceEndWithOneImageOfTheName() async throws {
    let machines = try await [
      TestCloud(in: TemporaryFolder()), TestCloud(in: TemporaryFolder()),
    ]
    for round in 0..<4 {
      let publications = try machines.indices.map { machine in
        var publication = try machines[machine].publication(
          name, content: "\(round) of \(machine)")
        // What the other one is making is not this one's to delete; what it has made may be.
        publication.keep = 0
        return publication
      }
      let ids = try await withThrowingTaskGroup(of: String.self) { group in
        for (machine, publication) in zip(machines, publications) {
          group.addTask { try await machine.publish(publication).image.id }
        }
        return try await group.reduce(into: Set()) { $0.insert($1) }
      }
      let versions = try await cloud.versions(of: name)
      let visible = versions.filter { !$0.isHidden }
      #expect(visible.map(\.name) == [name] && ids.contains(visible[0].id))
      #expect(versions.allSatisfy { $0.isActive })
    }
    #expect(machines.allSatisfy { $0.journal.pending().isEmpty })
  }

  /// As a publication that was killed leaves it, at each of its steps.
  @Test(arguments: 0..<5) func whatWasCutOffIsPutInOrder(step: Int) async throws {
    let first = try await cloud.publish(cloud.publication(name, content: "one")).image
    let publication = try cloud.publication(name, content: "two")
    let next = NewImage(
      name: ArchivedName.unfinished(name), diskFormat: "raw", minDisk: 1, isHidden: true,
      tags: [PublicationTag(name).text], properties: ["os_distro": "debian"])
    @Sendable func note(_ pending: PublicationRecord.Pending) throws {
      try cloud.journal.write(PublicationRecord(cloud: "demo", name: name, pending: pending))
    }
    try note(.filling(image: next.id))
    try await cloud.publisher { [name] _, service in
      // 0: killed before the image was made; 1: before its data were there.
      if step >= 1 { try await service.create(next) }
      if step >= 2 { _ = try await service.upload(publication.file, to: next.id) }
      guard step >= 3 else { return }
      try note(.replacing(image: next.id, replaced: [first.id]))
      try await service.change(first.id, [.hidden(true)])
      if step >= 4 { try await service.change(next.id, [.name(name), .hidden(false)]) }
    }
    #expect(cloud.journal.pending().map(\.name) == [name])
    let result = try await cloud.publish(publication)
    #expect(result.image.name == name && !result.image.isHidden)
    #expect((result.image.id == next.id) == (step >= 2))
    let versions = try await cloud.versions(of: name)
    #expect(versions.map(\.id) == [result.image.id, first.id])
    #expect(versions[1].name == name && versions[1].isHidden)
    #expect(cloud.journal.pending().isEmpty)
  }

  /// Without anything to publish, what has its data but not its name goes.
  @Test func whatWasCutOffIsUndoneOnce() async throws {
    let next = NewImage(
      name: ArchivedName.unfinished(name), diskFormat: "raw", isHidden: true,
      tags: [PublicationTag(name).text])
    try cloud.journal.write(
      PublicationRecord(cloud: "demo", name: name, pending: .filling(image: next.id)))
    let file = try cloud.publication(name, content: "left").file
    let resumed = try await cloud.publisher { [name] publisher, service in
      try await service.create(next)
      _ = try await service.upload(file, to: next.id)
      return [try await publisher.resume(name), try await publisher.resume(name)]
    }
    #expect(resumed == [true, false] && cloud.journal.pending().isEmpty)
    #expect(try await cloud.image(next.id) == nil)
  }

  @Test func anotherImageIsWantedThanWasCutOff() async throws {
    let left = try cloud.publication(name, content: "left")
    let next = NewImage(
      name: ArchivedName.unfinished(name), diskFormat: "raw", isHidden: true,
      tags: [PublicationTag(name).text])
    try cloud.journal.write(
      PublicationRecord(cloud: "demo", name: name, pending: .filling(image: next.id)))
    try await cloud.publisher { _, service in
      try await service.create(next)
      _ = try await service.upload(left.file, to: next.id)
    }
    let result = try await cloud.publish(cloud.publication(name, content: "wanted"))
    #expect(try await cloud.versions(of: name).map(\.id) == [result.image.id])
  }

  /// openstacksdk finds exactly one whole image at every moment.
  @Test func theNameStandsForOneImageWhileItMoves() async throws {
    let publications = try (0..<6).map { try cloud.publication(name, content: "content \($0)") }
    var ids = [try await cloud.publish(publications[0]).image.id]
    let python = FilePath(try #require(OpenStackBed.programs)).appending("python3").string
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "OpenStack/watch-name.py").path
    let end = folder.path.appending("end")
    async let watched = ToolRun.onThread(
      python, [script, "demo", name, end.string],
      environment: [
        "OS_CLIENT_CONFIG_FILE": cloud.bed.cloudsFile.string, "no_proxy": "127.0.0.1",
      ])
    while !FileManager.default.fileExists(atPath: "\(end).ready") {
      try await Task.sleep(for: .milliseconds(50))
    }
    for publication in publications.dropFirst() {
      ids.append(try await cloud.publish(publication).image.id)
      try await Task.sleep(for: .milliseconds(300))
    }
    ids.append(
      try await cloud.publisher { [name] publisher, _ in try await publisher.rollBack(name).id })
    try await Task.sleep(for: .milliseconds(300))
    _ = try folder.write("end", "")
    let run = try await watched
    struct Seen: Decodable {
      var looks: Int
      var none: Int
      var several: Int
      var unusable: Int
      var images: [String]
    }
    let line = try #require(run.output.split(separator: "\n").last, "\(run.output)")
    let seen = try JSONDecoder().decode(Seen.self, from: Data(line.utf8))
    #expect(seen.looks > 20 && seen.none == 0, "\(line)")
    #expect(seen.several == 0 && seen.unusable == 0, "\(line)")
    #expect(seen.images == ids, "\(line)")
  }
}
