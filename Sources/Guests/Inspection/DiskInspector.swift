import BuildFoundation
import GuestfsKit
import ImageProperties
import Pipeline
import WindowsSetup

/// Finds the facts of a disk.
struct DiskInspector: Sendable {
  let guest: ApplianceGuest
  /// Whether to list partitions too: nothing is derived from them, and without KVM that takes a second.
  var listsVolumes = false
  /// Whether to look who signed EFI programs and kernels.
  var readsSignatures = true

  /// What is on a disk whose system is mounted; leaves it mounted as it was.
  func facts() async throws -> DiskFacts {
    let system = try await SystemInspector(guest: guest).inspect()
    let partitions = listsVolumes ? try await VolumeInspector(guest: guest).inspect() : nil
    let packages = try await PackageInspector(guest: guest).packages()
    let loaders = LoaderInspector(guest: guest, readsSignatures: readsSignatures)
    let boot = try await loaders.boot(partitions)
    let isSigned = boot.programs?.contains { $0.issuers?.isEmpty == false } == true
    let agents = try await agents(of: system.facts.family, packages)
    var facts = DiskFacts(
      system: system.facts, architecture: system.architecture,
      virtualSize: try await guest.diskSize(), boot: boot,
      kernels: try await KernelInspector(guest: guest, readsSignatures: isSigned).kernels(),
      guestAgent: agents.guestAgent, cloudInit: agents.cloudInit,
      minimumMemory: system.minimumMemory,
      packages: packages, remarks: system.remark.map { [$0] })
    facts.partitionTable = partitions?.table
    facts.volumes = partitions?.volumes
    facts.cloudInitSettings = agents.settings
    if system.facts.family == .windows {
      do {
        facts.windowsDrivers = try await windowsDrivers()
      } catch let error as BuildError where error.code == .buildFailed {
        // A registry without what drivers need is no reason to know nothing of the disk.
        facts.remarks = (facts.remarks ?? []) + ["drivers were not looked for: \(error.message)"]
      }
      facts.firstBoot = try await FirstBootPlan(on: guest.windows)?.titles
      facts.residue = try await WindowsResidueInspector(guest: guest).residue()
    }
    guard system.facts.family == .linux else { return facts }
    let services = ServiceInspector(guest: guest)
    facts.sshServer = try await services.presence(
      programs: ["/usr/sbin/sshd"],
      units: ["ssh.service", "sshd.service", "ssh.socket", "sshd.socket"])
    facts.accessControl = try await accessControl(services)
    facts.residue = try await ResidueInspector(guest: guest).residue()
    return facts
  }

  private func windowsDrivers() async throws -> [WindowsDriver] {
    let windows = guest.windows
    return try await windows.withRegistry { registry in
      let survey = try await DriverSurvey(registry, files: windows)
      return try await DriverInspection(survey, registry: registry, files: windows).drivers()
    }
  }

  /// What a cloud talks to in its instances.
  private typealias Agents = (
    guestAgent: ServicePresence, cloudInit: ServicePresence, settings: CloudInitSettings?
  )

  private func agents(
    of family: ImageProperties.OperatingSystem.Family,
    _ packages: [ImageProperties.InstalledPackage]
  ) async throws -> Agents {
    switch family {
    case .linux:
      let inspector = CloudInitInspector(guest: guest)
      let cloudInit = try await inspector.presence()
      let agent = try await ServiceInspector(guest: guest).presence(
        programs: ["/usr/sbin/qemu-ga", "/usr/bin/qemu-ga"],
        units: ["qemu-guest-agent.service", "qemu-ga.service", "qemu-ga@.service"])
      return (agent, cloudInit, cloudInit == .absent ? nil : try await inspector.settings(packages))
    case .windows:
      let inspector = CloudbaseInitInspector(guest: guest)
      let cloudInit = try await inspector.presence()
      let isThere = cloudInit == .enabled || cloudInit == .disabled
      // The name that the installer of virtio-win and of the agent itself gives it.
      let agent = try await WindowsRegistry(guest: guest).presence(ofService: "QEMU-GA")
      return (agent, cloudInit, isThere ? try await inspector.settings() : nil)
    case .unknown: return (.unknown, .unknown, nil)
    }
  }

  /// What can be said of a disk whose system is not known or cannot be reached; `reason` says why.
  func factsWithoutSystem(_ reason: String) async throws -> DiskFacts {
    let partitions = try await VolumeInspector(guest: guest).inspect()
    var facts = DiskFacts(
      system: .init(family: .unknown, distribution: "", version: "", productName: ""),
      architecture: "", virtualSize: try await guest.diskSize(),
      boot: try await LoaderInspector(guest: guest).boot(partitions), kernels: [],
      guestAgent: .unknown, cloudInit: .unknown, minimumMemory: nil, packages: [],
      remarks: [reason] + partitions.volumes.compactMap(Self.obstacle))
    facts.partitionTable = partitions.table
    facts.volumes = partitions.volumes
    return facts
  }

  /// Why nothing can be said of what is on a volume.
  private static func obstacle(_ volume: DiskVolume) -> String? {
    switch volume.content {
    case "crypto_LUKS": "\(volume.name) is encrypted with LUKS: what is on it cannot be seen"
    case "BitLocker": "\(volume.name) is encrypted with BitLocker: what is on it cannot be seen"
    case "linux_raid_member": "\(volume.name) is a part of a RAID"
    default: nil
    }
  }

  private func accessControl(_ services: ServiceInspector) async throws -> AccessControl? {
    if let text = try await guest.text(of: SELinuxSettings.path) {
      return AccessControl(name: "SELinux", mode: SELinuxSettings(text).mode.rawValue)
    }
    let presence = try await services.presence(
      programs: ["/sbin/apparmor_parser", "/usr/sbin/apparmor_parser"], units: ["apparmor.service"])
    guard presence != .absent else { return nil }
    return AccessControl(name: "AppArmor", mode: presence.rawValue)
  }
}
