import BuildFoundation
import ImageProperties
import Recipes
import SystemPackage
import Testing

@Suite("Profiles in files")
struct ProfileTests {
  /// A recipe whose profile is a file with this text, and what it reports.
  private func report(_ profile: String, _ extra: String = "") throws -> RecipeReport {
    let folder = try ScratchFolder()
    try folder.write("ours.yml", profile)
    return check(minimal("profile: ours.yml\n\(extra)"), folder: folder.path)
  }

  @Test("a file is read without a recipe")
  func alone() throws {
    let folder = try ScratchFolder()
    try folder.write("ours.yml", "fixed: {image_source: private}")
    try folder.write("bad.yml", "required: [hw_dis_bus]\nfixed: no")
    let profile = try PropertyProfile.read(folder.path.appending("ours.yml"))
    #expect(profile.name == "ours" && profile.fixed == ["image_source": "private"])
    let path = folder.path.appending("bad.yml")
    let error = #expect(throws: BuildError.self) { try PropertyProfile.read(path) }
    #expect(error?.code == .recipe)
    #expect(error?.message == "reading the profile \(path): 2 faults")
    let faults = try #require(error?.cause as? RecipeFaults).diagnostics
    #expect(faults.map(\.location.line) == [1, 2])
    let missing = #expect(throws: BuildError.self) {
      try PropertyProfile.read(folder.path.appending("none.yml"))
    }
    #expect(missing?.message.hasSuffix(": 1 fault") == true)
  }

  @Test("a file adds to a profile of imgbuild")
  func file() throws {
    let report = try report(
      """
      description: Images of our cloud
      extends: scs-0102
      required: [os_purpose]
      forbidden: [hw_video_*]
      fixed: {image_source: private, image_original_user: none, hw_architecture: x86_64}
      """,
      """
      properties:
        image_description: x
        provided_until: none
        replace_frequency: monthly
        uuid_validity: last-3
        os_purpose: custom
      """)
    #expect(
      summary(report) == [
        "5:59: warning: `hw_architecture` is Nova's inner name of `architecture`",
        "hint: write `architecture`",
      ])
    let profile = try #require(report.recipe?.profile?.value)
    #expect(profile.name == "ours")
    #expect(profile.required == PropertyProfile.scs0102.required + ["os_purpose"])
    #expect(profile.fixed["architecture"] == "x86_64")
    #expect(profile.forbids("hw_video_ram") && !profile.forbids("hw_vif_model"))
  }

  @Test(
    "faults are reported in the file",
    arguments: [
      ("requierd: [a]", "ours.yml:1:1: unknown key `requierd` in the profile"),
      (
        "extends: scs",
        "ours.yml:1:10: `extends` must be `openstack` or `scs-0102` or `ironic`, not `scs`"
      ),
      ("required: [hw_disk_buss]", "ours.yml:1:12: no service of OpenStack reads `hw_disk_buss`"),
      ("fixed: {hw_disk_bus: sda}", "ours.yml:1:22: `hw_disk_bus` cannot be `sda`"),
      ("[]", "ours.yml:1:1: the profile must be a mapping of keys and values, not a list"),
    ])
  func faults(text: String, expected: String) throws {
    let messages = try report(text).errors.map { "\($0.location): \($0.message)" }
    #expect(messages.map { $0.split(separator: "/").last.map(String.init) ?? $0 } == [expected])
  }

  @Test("a profile of the recipe below counts, unless this one has its own")
  func inheritance() throws {
    let folder = try ScratchFolder()
    try folder.write(
      "base.yml",
      minimal("profile: ironic\nallow-mismatch: {min_disk: small}\nproperties: {min_disk: 1}"))
    let recipe = { (extra: String) in
      check(
        "version: 1\nname: b\nbase: {recipe: base.yml}\n\(extra)", folder: folder.path
      ).recipe
    }
    #expect(recipe("")?.profile?.value == .ironic)
    #expect(recipe("")?.allowedMismatches["min_disk"]?.value == "small")
    #expect(recipe("profile: openstack")?.profile?.value == .openStack)
  }
}
