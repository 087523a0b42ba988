import BuildFoundation
import SystemPackage

extension DomainDefinition {
  /// What the domain has inside, in the order in which libvirt numbers it.
  var deviceElements: [MarkupElement] {
    var elements = diskElements
    // Without this libvirt adds a USB controller, which nothing here uses.
    elements.append(MarkupElement("controller", ["type": "usb", "model": "none"]))
    if disks.contains(where: { $0.bus == .scsi }) {
      elements.append(
        MarkupElement("controller", ["type": "scsi", "index": "0", "model": "virtio-scsi"]))
    }
    if let network, metadataSocket == nil { elements.append(networkElement(network)) }
    elements += serialElements
    if hasAgentChannel { elements.append(agentElement) }
    if let outputFile {
      elements.append(
        MarkupElement(
          "channel", ["type": "file"],
          [
            MarkupElement("source", ["path": outputFile.string, "append": "on"]),
            MarkupElement("target", ["type": "virtio", "name": Self.outputChannelName]),
          ]))
    }
    elements += socketPorts.sorted { $0.key < $1.key }.map {
      socketElement(port: $0.key, at: $0.value)
    }
    if let screenSocket {
      elements.append(
        MarkupElement(
          "graphics", ["type": "vnc"],
          [MarkupElement("listen", ["type": "socket", "socket": screenSocket.string])]))
    }
    elements.append(MarkupElement("video", [MarkupElement("model", ["type": video.rawValue])]))
    if hasRandomGenerator {
      elements.append(
        MarkupElement(
          "rng", ["model": "virtio"],
          [MarkupElement("backend", ["model": "random"], text: "/dev/urandom")]))
    }
    if let tpm {
      elements.append(
        MarkupElement(
          "tpm", ["model": tpm.model.rawValue],
          [MarkupElement("backend", ["type": "emulator", "version": tpm.version.rawValue])]))
    }
    if let watchdog {
      elements.append(
        MarkupElement("watchdog", ["model": "i6300esb", "action": watchdog.rawValue]))
    }
    // The balloon would be one more device that the image's real cloud may not have.
    elements.append(MarkupElement("memballoon", ["model": "none"]))
    return elements
  }

  private var diskElements: [MarkupElement] {
    zip(disks, diskTargets).map { $0.element(target: $1) }
  }

  /// libvirt's names of the disks, in their order.
  public var diskTargets: [String] {
    var used: [String: Int] = [:]
    return disks.map { disk in
      let prefix = disk.bus.targetPrefix
      let index = used[prefix, default: 0]
      used[prefix] = index + 1
      return prefix + Self.letters(index)
    }
  }

  /// `a` to `z`, then `aa`, `ab` and on, as the kernel names disks.
  static func letters(_ index: Int) -> String {
    let last = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(index % 26)))
    return index < 26 ? last : letters(index / 26 - 1) + last
  }

  private func networkElement(_ model: NetworkModel) -> MarkupElement {
    MarkupElement("interface", ["type": "user"], [MarkupElement("model", ["type": model.rawValue])])
  }

  private var agentElement: MarkupElement {
    socketElement(port: "org.qemu.guest_agent.0", at: agentSocket)
  }

  /// A port that ends in a socket, at a place of libvirt's choice where there is no `path`.
  private func socketElement(port: String, at path: FilePath?) -> MarkupElement {
    var children = [MarkupElement("target", ["type": "virtio", "name": port])]
    if let path {
      children.insert(MarkupElement("source", ["mode": "bind", "path": path.string]), at: 0)
    }
    return MarkupElement("channel", ["type": "unix"], children)
  }

  private var serialElements: [MarkupElement] {
    guard let consoleLog else { return [] }
    return [
      MarkupElement(
        "serial", ["type": "file"],
        [
          MarkupElement("source", ["path": consoleLog.string, "append": "on"]),
          MarkupElement("target", ["port": "0"]),
        ])
    ]
  }
}

extension DomainDisk {
  /// The disk as libvirt's XML, under the name `target`.
  func element(target: String) -> MarkupElement {
    var children = [driverElement, sourceElement]
    children.append(MarkupElement("target", ["dev": target, "bus": bus.rawValue]))
    if readOnly || kind == .cdrom { children.append(MarkupElement("readonly")) }
    if let serial { children.append(MarkupElement("serial", text: serial)) }
    if let bootOrder { children.append(MarkupElement("boot", ["order": "\(bootOrder)"])) }
    let type: String
    switch source {
    case .nbd: type = "network"
    case .file: type = "file"
    }
    return MarkupElement("disk", ["type": type, "device": kind.rawValue], children)
  }

  private var driverElement: MarkupElement {
    let format: Format
    switch source {
    case .nbd: format = .raw
    case .file(_, let fileFormat): format = fileFormat
    }
    var element = MarkupElement(
      "driver", ["name": "qemu", "type": format.rawValue, "cache": cache.rawValue])
    if discards { element.attributes.append((name: "discard", value: "unmap")) }
    return element
  }

  private var sourceElement: MarkupElement {
    switch source {
    case .nbd(let socket, let exportName):
      MarkupElement(
        "source", ["protocol": "nbd", "name": exportName],
        [MarkupElement("host", ["transport": "unix", "socket": socket.string])])
    case .file(let path, _):
      MarkupElement("source", ["file": path.string])
    }
  }
}
