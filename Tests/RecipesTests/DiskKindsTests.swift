import BuildFoundation
import Recipes
import Testing

/// The step and the base that are about whole disks.
@Suite struct DiskKindsTests {
  private func recipe(base: String, _ extra: String = "") -> RecipeReport {
    check("version: 1\nname: web\nbase:\n  \(base)\n\(extra)")
  }

  @Test(
    arguments: [
      ("domain: web", "web", nil, nil), ("domain: {name: web}", "web", nil, nil),
      (
        "domain: {name: 3f2c, connection: \"qemu+ssh://h/system\", disk: vdb}", "3f2c",
        "qemu+ssh://h/system", "vdb"
      ),
    ] as [(String, String, String?, String?)])
  func aDomain(text: String, name: String, connection: String?, disk: String?) throws {
    guard case .domain(let base) = try recipe(base: text).get().base.value else {
      Issue.record("it is another base")
      return
    }
    #expect(base.name.value == name)
    #expect(base.connection?.value == connection)
    #expect(base.disk?.value == disk)
  }

  @Test(arguments: [
    ("domain:", ["4:3: `domain` has no value"]),
    ("domain: {}", ["4:11: `domain` needs the key `name`"]),
    (
      "domain: {name: a, connection: here, disk: a/b, format: raw}",
      [
        "4:33: `connection` must be a libvirt URI such as qemu:///system, not `here`",
        "4:45: `disk` must be a disk's target such as vda, not `a/b`",
        "4:50: unknown key `format` in `domain`", "hint: known keys: name, connection, disk",
      ]
    ),
  ])
  func aDomainsFaults(text: String, expected: [String]) {
    #expect(summary(recipe(base: text)).sorted() == expected.sorted())
  }

  @Test(arguments: [
    ("{size: 10 GiB}", "/", ByteCount.gibibytes(10)),
    ("{size: 1536M, path: /srv}", "/srv", .mebibytes(1536)),
  ])
  func aResize(text: String, path: String, size: ByteCount) throws {
    let step = try #require(
      try recipe(base: "domain: web", "steps:\n  - resize: \(text)\n").get().steps.first)
    guard case .resize(let action) = step.action else {
      Issue.record("it is another step")
      return
    }
    #expect(action.path.value == path)
    #expect(action.size.value == size)
    #expect(step.place == .appliance)
  }
}
