import BuildFoundation
import SystemPackage
import Testing

@testable import LibvirtKit

/// libvirt's `test` driver plays a hypervisor in memory; one for the whole process, hence in series.
@Suite(.serialized)
struct ConnectionTests {
  private static let uri = "test:///default"

  @Test func listsAndLooksUp() async throws {
    let connection = try await Connection.open(Self.uri)
    let domains = try await connection.domains()
    #expect(domains.map(\.name) == ["test"])
    let domain = try await connection.domain(named: "test")
    #expect(domain.uuid == domains.first?.uuid)
    #expect(try await domain.state() == .running)
    #expect(try await domain.owner() == nil)
  }

  @Test func knowsVersions() async throws {
    let versions = try await Connection.open(Self.uri).versions()
    #expect(versions.library >= LibvirtVersion(number: 9_000_000))
    #expect(versions.hypervisor.number > 0)
    #expect(LibvirtVersion(number: 9_012_003).description == "9.12.3")
  }

  @Test func missingDomainIsATypedError() async throws {
    let connection = try await Connection.open(Self.uri)
    let error = await #expect(throws: BuildError.self) {
      try await connection.domain(named: "nobody")
    }
    let cause = try #require(error?.cause as? LibvirtError)
    #expect(cause.code == .noDomain)
    #expect(error?.code == .buildFailed)
    #expect(error?.message.hasPrefix("looking for the domain nobody: ") == true)
  }

  @Test func closedConnectionRefuses() async throws {
    let connection = try await Connection.open(Self.uri)
    let domain = try await connection.domain(named: "test")
    await connection.close()
    await connection.close()
    let error = await #expect(throws: BuildError.self) { try await connection.domains() }
    #expect(error?.message == "listing domains: the connection to test:///default is closed")
    // A domain keeps what it needs.
    #expect(try await domain.state() == .running)
  }

  @Test(arguments: ["nonsense:///x", "qemu:///nonsense"])
  func refusedURIIsAHostError(uri: String) async throws {
    let error = await #expect(throws: BuildError.self) { try await Connection.open(uri) }
    #expect(error?.code == .host)
    #expect(error?.message.contains(uri) == true)
    #expect(error?.hint != nil)
  }

  @Test func startsListsAndEndsADomain() async throws {
    let connection = try await Connection.open(Self.uri)
    var definition = DomainDefinition(
      name: "own", accelerator: .tcg, memory: .mebibytes(64), processors: 1)
    definition.owner = DomainOwner.current(build: "b & c")
    let domain = try await connection.start(
      xml: definition.rendered(hypervisor: "test", architecture: "i686"), name: "own")
    #expect(try await domain.owner() == definition.owner)
    #expect(try await connection.reapOrphans() == [])
    try await domain.terminate()
    #expect(try await domain.waitUntilStopped(limit: .seconds(5)) == .destroyed)
    #expect(try await connection.domains().map(\.name) == ["test"])
    try await domain.terminate()
  }

  @Test func reapsOnlyDomainsOfDeadOwners() async throws {
    let connection = try await Connection.open(Self.uri)
    let started = DomainOwner.current(build: "b").startTime
    let here = DomainOwner.thisHost
    for (name, startTime, host) in [
      ("orphan", 1, here), ("kept", started, here), ("elsewhere", 1, "another host"),
    ] {
      var definition = DomainDefinition(
        name: name, accelerator: .tcg, memory: .mebibytes(64), processors: 1)
      definition.owner = DomainOwner.current(build: "b")
      definition.owner?.startTime = startTime
      definition.owner?.host = host
      _ = try await connection.start(
        xml: definition.rendered(hypervisor: "test", architecture: "i686"), name: name)
    }
    #expect(try await connection.reapOrphans() == ["orphan"])
    #expect(try await Set(connection.domains().map(\.name)) == ["test", "kept", "elsewhere"])
    for name in ["kept", "elsewhere"] { try await connection.domain(named: name).terminate() }
  }

  @Test(
    arguments: [
      (
        "<secmodel><model>dac</model><doi>0</doi><baselabel type='kvm'>+64055:+64055</baselabel>",
        64055
      ),
      (
        "<model>selinux</model><baselabel type='kvm'>a:b</baselabel></secmodel><secmodel><model>dac"
          + "</model>\n<doi>0</doi>\n<baselabel type='kvm'>+0:+7</baselabel></secmodel>", 0
      ),
      ("<model>dac</model></secmodel><x>+1:+1</x>", nil), ("<host/>", nil),
    ] as [(String, UInt32?)])
  func knowsTheUserOfQEMU(capabilities: String, user: UInt32?) {
    #expect(Connection.user(inCapabilities: capabilities) == user)
  }

  @Test func waitingForAStopHasALimit() async throws {
    let domain = try await Connection.open(Self.uri).domain(named: "test")
    let error = await #expect(throws: BuildError.self) {
      try await domain.waitUntilStopped(limit: .milliseconds(150))
    }
    #expect(error?.code == .timedOut)
    #expect(error?.message.contains("for the domain test to stop") == true)
  }

  /// libvirt checks the markup against its schema, and its parser against what it knows.
  @Test(arguments: DiskBus.allCases, MachineType.allCases)
  func isAcceptedByLibvirt(bus: DiskBus, machine: MachineType) async throws {
    let connection = try await Connection.open(Self.uri)
    var definition = DomainDefinition(
      name: "check", accelerator: .tcg, memory: .mebibytes(64), processors: 2)
    definition.machine = machine
    definition.disks = [
      DomainDisk(
        .nbd(socket: "/run/a&b.sock", exportName: "disk"), bus: bus, serial: "root", bootOrder: 1),
      DomainDisk(.file("/it's.iso", format: .raw), kind: .cdrom, bus: .sata, cache: .none),
    ]
    definition.consoleLog = "/b/console.log"
    definition.outputFile = "/b/output"
    definition.owner = DomainOwner.current(build: "<b>")
    definition.clock = .localtime
    definition.onReboot = .destroy
    definition.directKernel = DirectKernel("/k", initrd: "/i", commandLine: "a b")
    let xml = definition.rendered(hypervisor: "test", architecture: "i686")
    try await connection.define(xml: xml, validate: true)
  }

  @Test func libvirtRefusesOtherMarkup() async throws {
    let connection = try await Connection.open(Self.uri)
    let error = await #expect(throws: BuildError.self) {
      try await connection.define(xml: "<domain type='test'><nam/></domain>", validate: true)
    }
    #expect((error?.cause as? LibvirtError)?.code == .invalidSchema)
    #expect(error?.code == .defect)
  }

  @Test func namesTheUserThatLibvirtMisses() {
    let error = LibvirtError(
      code: .invalidArgument, message: "invalid argument: Failed to parse user 'libvirt-qemu'")
    #expect(
      error.buildError(doing: "testing").hint?.hasSuffix("--no-create-home libvirt-qemu") == true)
  }

  @Test(arguments: [
    (LibvirtError.Code.agentUnresponsive, BuildError.Code.buildFailed, "qemu-guest-agent"),
    (.noConnect, .host, "apt-get install"), (.unsupported, .host, "lacks"),
    (.operationTimeout, .timedOut, "operation"),
  ])
  func errorsComeWithAHint(code: LibvirtError.Code, kind: BuildError.Code, hint: String) {
    let error = LibvirtError(code: code, message: "why").buildError(doing: "testing")
    #expect(error.code == kind)
    #expect(error.message == "testing: why")
    #expect(error.hint?.contains(hint) == true)
  }
}
