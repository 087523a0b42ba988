import BuildFoundation
import Foundation
import FoundationNetworking
import SystemPackage
import TestSupport
import Testing

@testable import OpenStackClient

/// Our client against a real Keystone and Glance, with the openstack command as its witness.
@Suite(.needsOpenStack) struct GlanceIntegrationTests {
  private static let strange = [
    "os_distro": "debian", "quotes": #"a "b" 'c' \d"#, "lines": "one\ntwo\ttab",
    "words": "größe 画像",
    "empty": "", "long": String(repeating: "x", count: 4000),
    "number": "007",
    "flag": "True", "a/b~c": "path", "owner_specified.openstack.md5": "mine",
  ]

  @Test("What was made and uploaded is what the openstack command shows")
  func roundTrip() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.writeData(mebibytes: 3)
    let cloud = try await RealCloud()
    let new = NewImage(
      name: "ü" + String(repeating: "n", count: 250) + #""'\n"#.prefix(4), diskFormat: "raw",
      minDisk: 3, minMemory: 256, isHidden: true, tags: ["röt", "b c"], properties: Self.strange)
    let image = try await cloud.publish(new, from: file)
    #expect(image.properties == Self.strange)
    #expect(image.name == new.name && Set(image.tags) == Set(new.tags))
    #expect(image.isHidden && !image.isProtected && image.visibility == "private")

    let shown = try await cloud.openstack("image", "show", new.id)
    let properties = try #require(shown["properties"] as? [String: Any])
    for (name, value) in Self.strange { #expect(properties[name] as? String == value, "\(name)") }
    #expect(shown["name"] as? String == new.name)
    #expect(shown["status"] as? String == "active")
    #expect(shown["visibility"] as? String == "private")
    #expect(shown["size"] as? Int == 3 << 20)
    #expect(shown["min_disk"] as? Int == 3 && shown["min_ram"] as? Int == 256)
    #expect(properties["os_hidden"] as? Bool == true)
    #expect(Set(shown["tags"] as? [String] ?? []) == Set(new.tags))
    let sum = try await ToolRun.onThread("sha512sum", [file.string]).output.prefix(128)
    #expect(properties["os_hash_value"] as? String == String(sum))
    #expect(try await cloud.images { try await $0.delete(new.id) })
  }

  @Test("What the openstack command made is read")
  func theirs() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.writeData(mebibytes: 1)
    let cloud = try await RealCloud("demo-appcred")
    let made = try await cloud.openstack(
      "image", "create", "--file", file.string, "--disk-format", "raw", "--min-disk", "2",
      "--property", "os_distro=debian", "--property", "note=a=b “c”", "--tag", "lts", "--protected",
      "theirs-\(UUID().uuidString)")
    let id = try #require(made["id"] as? String)
    let image = try #require(try await cloud.images { try await $0.image(id: id) })
    #expect(image.isActive && image.isProtected && image.tags == ["lts"] && image.minDisk == 2)
    #expect(image.properties["os_distro"] == "debian" && image.properties["note"] == "a=b “c”")
    #expect(image.size == .mebibytes(1) && image.hash?.algorithm == .sha512)
    #expect(image.stores == ["disk"])

    let error = await #expect(throws: BuildError.self) {
      try await cloud.images { try await $0.delete(id) }
    }
    #expect(error?.serviceFault?.status == 403)
    #expect(error?.message.contains("is protected and cannot be deleted") == true)
    try await cloud.images { images async throws in
      #expect(try await images.change(id, [.protected(false)]).isProtected == false)
      #expect(try await images.delete(id))
      #expect(try await images.delete(id) == false)
    }
  }

  @Test("A reader can look, and is told that it can do no more")
  func reader() async throws {
    let reader = try await RealCloud("demo-reader")
    let new = NewImage(name: "reader", diskFormat: "raw")
    let error = await #expect(throws: BuildError.self) {
      try await reader.images { try await $0.create(new) }
    }
    #expect(error?.serviceFault?.status == 403)
    #expect(error?.message.contains("You are not authorized to complete add_image action") == true)
    #expect(error?.message.contains("<") == false)
    #expect(error?.hint?.contains("role") == true)
    #expect(try await reader.images { try await $0.image(id: new.id) } == nil)
  }

  @Test(
    "Another project sees nothing of a private image, and as much of a shared one as it accepts")
  func otherProject() async throws {
    let owner = try await RealCloud()
    let other = try await RealCloud("other")
    let new = NewImage(
      name: "shared-\(UUID().uuidString)", diskFormat: "raw", visibility: .shared)
    let project = try #require(
      try await other.images { try await $0.session.currentToken().projectID })
    let folder = try TemporaryFolder()
    _ = try await owner.publish(new, from: try folder.writeData(mebibytes: 1))
    try await other.images { images async throws in
      #expect(try await images.image(id: new.id) == nil)
      #expect(try await images.delete(new.id) == false)
      let error = await #expect(throws: BuildError.self) {
        try await images.change(new.id, [.name("mine")])
      }
      #expect(error?.serviceFault?.status == 404)
    }
    try await owner.images { images async throws in
      #expect(try await images.addMember(project, to: new.id).status == .pending)
      #expect(try await images.addMember(project, to: new.id).status == .pending)
    }
    let wanted = ImageFilter(name: new.name)
    try await other.images { images async throws in
      #expect(try await images.image(id: new.id)?.name == new.name)
      #expect(try await images.images(wanted).isEmpty)
      #expect(try await images.setMember(project, of: new.id, to: .accepted).status == .accepted)
      #expect(try await images.images(wanted).map(\.id) == [new.id])
      let error = await #expect(throws: BuildError.self) { try await images.delete(new.id) }
      #expect(error?.serviceFault?.status == 403)
    }
    try await owner.images { images async throws in
      #expect(try await images.members(of: new.id).map(\.project) == [project])
      #expect(try await images.removeMember(project, from: new.id))
      #expect(try await images.removeMember(project, from: new.id) == false)
      #expect(try await images.delete(new.id))
    }
    #expect(try await other.images { try await $0.image(id: new.id) } == nil)
  }

  @Test("A wrong password is said to be one, and is not shown")
  func wrongPassword() async throws {
    let cloud = try await RealCloud()
    let error = await #expect(throws: BuildError.self) {
      try await cloud.images({ configuration in
        guard
          case .keystone(let url, .password(let user, _), let scope) = configuration.authentication
        else { return }
        configuration.authentication = .keystone(
          url: url, .password(user: user, Secret("wrong-word")), scope)
      }) { try await $0.images() }
    }
    #expect(error?.serviceFault?.status == 401)
    #expect(error?.hint?.contains("check user, password") == true)
    #expect(!"\(error as Any)".contains("wrong-word"))
  }

  @Test("A token that was revoked is followed by another")
  func revoked() async throws {
    let cloud = try await RealCloud()
    guard case .keystone(let url, _, _) = try cloud.configuration.authentication else { return }
    try await cloud.images { images async throws in
      let token = try await images.session.currentToken()
      var request = URLRequest(url: try #require(URL(string: "\(url)/auth/tokens")))
      request.httpMethod = "DELETE"
      request.setValue(token.secret.revealed, forHTTPHeaderField: "X-Auth-Token")
      request.setValue(token.secret.revealed, forHTTPHeaderField: "X-Subject-Token")
      let (_, response) = try await URLSession.shared.data(for: request)
      #expect((response as? HTTPURLResponse)?.statusCode == 204)
      _ = try await images.images()
      #expect(try await images.session.currentToken().secret != token.secret)
    }
  }

  @Test("An image is renamed, hidden, tagged and given other properties, all or nothing")
  func changes() async throws {
    let cloud = try await RealCloud()
    let new = NewImage(name: "before", diskFormat: "raw", properties: ["a": "1", "b": "2"])
    try await cloud.images { images async throws in
      try await images.create(new)
      let image = try await images.change(
        new.id,
        [
          .name("after ü"), .hidden(true), .property("a", "3"), .property("x/y~z", "new"),
          .remove("b"),
          .tags(["t1", "t2"]), .minDisk(4), .minMemory(64), .replace("a", with: "4"),
        ])
      #expect(image.name == "after ü" && image.isHidden && image.minDisk == 4)
      #expect(image.minMemory == 64 && Set(image.tags) == ["t1", "t2"])
      #expect(image.properties == ["a": "4", "x/y~z": "new"])
      for tag in ["t3/ü", "t4 %2", "t5"] {
        try await images.addTag(tag, to: new.id)
        try await images.addTag(tag, to: new.id)
      }
      #expect(try await images.removeTag("t1", from: new.id))
      #expect(try await images.removeTag("t1", from: new.id) == false)
      #expect(try await images.removeTag("ü", from: new.id) == false)
      let error = await #expect(throws: BuildError.self) {
        try await images.change(new.id, [.property("a", "5"), .remove("not there")])
      }
      #expect(error?.serviceFault?.status == 409)
      let last = try #require(try await images.image(id: new.id))
      #expect(last.properties["a"] == "4" && Set(last.tags) == ["t2", "t3/ü", "t4 %2", "t5"])
      #expect(try await images.delete(new.id))
    }
  }

  @Test("Deactivated data cannot be read; an administrator may do that")
  func deactivation() async throws {
    let folder = try TemporaryFolder()
    let cloud = try await RealCloud("admin")
    let new = NewImage(name: "off", diskFormat: "raw")
    _ = try await cloud.publish(new, from: try folder.writeData(mebibytes: 1))
    try await cloud.images { images async throws in
      try await images.deactivate(new.id)
      #expect(try await images.image(id: new.id)?.status == "deactivated")
      try await images.reactivate(new.id)
      #expect(try await images.image(id: new.id)?.isActive == true)
      try await images.delete(new.id)
    }
  }

  @Test("Names and properties that Glance does not take are refused with its words")
  func refused() async throws {
    let cloud = try await RealCloud()
    let many = Dictionary(uniqueKeysWithValues: (0..<129).map { ("p\($0)", "v") })
    let cases: [(NewImage, Int, String)] = [
      (NewImage(name: String(repeating: "n", count: 256)), 400, "too long"),
      (NewImage(name: "x", diskFormat: "floppy"), 400, "floppy"),
      (NewImage(name: "x", tags: [String(repeating: "t", count: 256)]), 400, "too long"),
      (NewImage(name: "x", properties: many), 413, "properties"),
      (NewImage(name: "🐧"), 400, "4 byte unicode"),
      (NewImage(name: "x", properties: ["p": "🐧"]), 400, "4 byte unicode"),
    ]
    try await cloud.images { images async throws in
      for (new, status, words) in cases {
        let error = await #expect(throws: BuildError.self) { try await images.create(new) }
        #expect(error?.serviceFault?.status == status)
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
        // The status stands there once, though Glance repeats it.
        #expect(error?.message.contains("Bad Request: \(status)") == false)
        #expect(try await images.image(id: new.id) == nil)
      }
    }
  }
}
