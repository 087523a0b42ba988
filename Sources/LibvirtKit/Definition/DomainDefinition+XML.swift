import BuildFoundation
import SystemPackage

extension DomainDefinition {
  /// The definition as libvirt's domain XML.
  public var xml: String {
    rendered(hypervisor: accelerator == .kvm ? "kvm" : "qemu", architecture: "x86_64")
  }

  /// As `xml`, for another of libvirt's drivers: its `test` driver checks definitions in unit tests.
  func rendered(hypervisor: String, architecture: String) -> String {
    var children = [
      MarkupElement("name", text: name),
      MarkupElement("memory", ["unit": "KiB"], text: "\(memory.bytes / 1024)"),
      MarkupElement("vcpu", text: "\(processors)"),
    ]
    if let owner { children.append(MarkupElement("metadata", [owner.element])) }
    if let maker { children.append(maker.element) }
    children += [
      osElement(architecture: architecture),
      MarkupElement("features", featureElements),
    ]
    if hypervisor != "test" { children.append(processorElement) }
    children += [
      MarkupElement("clock", ["offset": clock.rawValue], timers),
      MarkupElement("on_poweroff", text: "destroy"),
      MarkupElement("on_reboot", text: onReboot.rawValue),
      MarkupElement("on_crash", text: "destroy"),
      MarkupElement("devices", deviceElements),
    ]
    var domain = MarkupElement("domain", ["type": hypervisor], children)
    if let metadataArguments {
      domain.attributes.append(("xmlns:qemu", "http://libvirt.org/schemas/domain/qemu/1.0"))
      domain.children.append(metadataArguments)
    }
    return domain.rendered()
  }

  private var featureElements: [MarkupElement] {
    var features = [MarkupElement("acpi"), MarkupElement("apic")]
    if hasSecureBoot { features.append(MarkupElement("smm", ["state": "on"])) }
    if isEnlightened {
      var parts = ["relaxed", "vapic", "vpindex", "runtime", "synic"].map {
        MarkupElement($0, ["state": "on"])
      }
      parts.append(MarkupElement("spinlocks", ["state": "on", "retries": "8191"]))
      features.append(MarkupElement("hyperv", parts))
    }
    return features
  }

  /// Nova's timers for Windows (nova/virt/libvirt/driver.py, _set_clock), which loses time with QEMU's own.
  private var timers: [MarkupElement] {
    guard isEnlightened else { return [] }
    return [
      MarkupElement("timer", ["name": "pit", "tickpolicy": "delay"]),
      MarkupElement("timer", ["name": "rtc", "tickpolicy": "catchup"]),
      MarkupElement("timer", ["name": "hpet", "present": "no"]),
      MarkupElement("timer", ["name": "hypervclock", "present": "yes"]),
    ]
  }

  private var isEnlightened: Bool { hasHyperV && accelerator == .kvm }

  private var processorElement: MarkupElement {
    switch accelerator {
    case .kvm: MarkupElement("cpu", ["mode": "host-passthrough", "check": "none"])
    case .tcg: MarkupElement("cpu", ["mode": "maximum", "check": "none"])
    }
  }

  private func osElement(architecture: String) -> MarkupElement {
    var children = [
      MarkupElement(
        "type", ["arch": architecture, "machine": machine.rawValue], text: "hvm")
    ]
    children += directKernel?.elements ?? []
    if maker != nil { children.append(MarkupElement("smbios", ["mode": "sysinfo"])) }
    guard firmware == .uefi else { return MarkupElement("os", children) }
    let state = hasSecureBoot ? "yes" : "no"
    children.append(
      MarkupElement(
        "firmware",
        [
          MarkupElement("feature", ["enabled": state, "name": "enrolled-keys"]),
          MarkupElement("feature", ["enabled": state, "name": "secure-boot"]),
        ]))
    // Without it the guest could write over the keys.
    if hasSecureBoot { children.append(MarkupElement("loader", ["secure": "yes"])) }
    if let firmwareVariables {
      children.append(MarkupElement("nvram", text: firmwareVariables.string))
    }
    return MarkupElement("os", ["firmware": "efi"], children)
  }
}
