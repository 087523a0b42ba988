/// The component Microsoft-Windows-Setup in windowsPE.
extension AnswerFileCheck {
  mutating func checkSetup(_ setup: AnswerFileNode) {
    let isUpgrade = setup.descendant("UpgradeData", "Upgrade")?.text.lowercased() == "true"
    guard !isUpgrade else { return }
    checkUserData(setup)
    for image in setup.child("ImageInstall")?.children("OSImage") ?? [] {
      checkImage(image, in: setup)
    }
    for disk in setup.child("DiskConfiguration")?.children("Disk") ?? [] {
      checkPartitions(of: disk)
      checkFirmware(of: disk)
    }
  }

  /// Sources: "AcceptEula", "Key (ProductKey)".
  private mutating func checkUserData(_ setup: AnswerFileNode) {
    // A component that only loads drivers or runs commands leaves the questions to somebody.
    guard setup.child("UserData") != nil || setup.child("ImageInstall") != nil else { return }
    let eula = setup.descendant("UserData", "AcceptEula")
    if eula?.text.lowercased() != "true" {
      add(
        .error, .eula, at: (eula ?? setup.child("UserData") ?? setup).offset,
        "the licence terms are not accepted: Setup waits with them",
        hint: "add <AcceptEula>true</AcceptEula> to <UserData>")
    }
  }

  /// Sources: "OSImage", "InstallTo", "InstallToAvailablePartition", "Key (MetaData)".
  private mutating func checkImage(_ image: AnswerFileNode, in setup: AnswerFileNode) {
    let target = image.child("InstallTo")
    let available = image.child("InstallToAvailablePartition")
    let takesAvailable = available?.text.lowercased() == "true"
    if let target, takesAvailable {
      add(
        .error, .installTarget, at: target.offset,
        "InstallTo and InstallToAvailablePartition stand together: the installation fails",
        hint: "remove one of them")
    } else if target == nil, !takesAvailable {
      add(
        .error, .installTarget, at: image.offset, "OSImage does not say where to install to",
        hint: "add <InstallTo> with <DiskID> and <PartitionID>")
    }
    if let target { checkTarget(target, in: setup) }
    checkSelection(image, in: setup)
  }

  private mutating func checkTarget(_ target: AnswerFileNode, in setup: AnswerFileNode) {
    for name in ["DiskID", "PartitionID"] where Int(target.child(name)?.text ?? "") == nil {
      add(
        .error, .installTarget, at: (target.child(name) ?? target).offset,
        "InstallTo has no number as \(name)")
    }
    let disks = setup.child("DiskConfiguration")?.children("Disk") ?? []
    guard let number = target.child("PartitionID"), let partition = Int(number.text),
      let disk = disks.first(where: { $0.child("DiskID")?.text == target.child("DiskID")?.text }),
      disk.child("WillWipeDisk")?.text.lowercased() == "true"
    else { return }
    let created = Self.created(on: disk)
    guard partition < 1 || partition > created.count else {
      let type = created[partition - 1].child("Type")
      if let type, ["efi", "msr", "extended"].contains(type.text.lowercased()) {
        add(
          .error, .installTarget, at: number.textOffset,
          "partition \(partition) is of the type \(type.text), where Windows cannot be",
          hint: "name the number of the Windows partition")
      }
      return
    }
    add(
      .error, .installTarget, at: number.textOffset,
      "there is no partition \(partition): the disk is wiped and gets \(created.count)",
      hint: "name the number of the Windows partition")
  }

  private mutating func checkSelection(_ image: AnswerFileNode, in setup: AnswerFileNode) {
    let metadata = image.child("InstallFrom")?.children("MetaData") ?? []
    let hasKey = setup.descendant("UserData", "ProductKey", "Key")?.text.isEmpty == false
    if metadata.isEmpty, !hasKey {
      add(
        .error, .imageSelection, at: image.offset,
        "neither an image nor a product key chooses an edition: Setup asks",
        hint: "add <InstallFrom> with <MetaData> for /IMAGE/NAME or /IMAGE/INDEX")
    }
    for item in metadata {
      let key = item.child("Key")?.text.uppercased() ?? ""
      let value = item.child("Value")
      if !["/IMAGE/INDEX", "/IMAGE/NAME", "/IMAGE/DESCRIPTION"].contains(key) {
        add(
          .warning, .imageSelection, at: (item.child("Key") ?? item).textOffset,
          "MetaData has the key \(key), which Microsoft does not document",
          hint: "use /IMAGE/NAME, /IMAGE/INDEX or /IMAGE/DESCRIPTION")
      } else if value?.text.isEmpty != false {
        add(.error, .imageSelection, at: (value ?? item).offset, "MetaData has no value")
      } else if let value, key == "/IMAGE/INDEX", (Int(value.text) ?? 0) < 1 {
        add(
          .error, .imageSelection, at: value.textOffset, "\(value.text) is no number of an image",
          hint: "images are numbered from 1")
      }
    }
  }

  /// The partitions that are made on a disk, by their order.
  static func created(on disk: AnswerFileNode) -> [AnswerFileNode] {
    let partitions = disk.child("CreatePartitions")?.children("CreatePartition") ?? []
    let numbered = partitions.map { (order: Int($0.child("Order")?.text ?? "") ?? 0, node: $0) }
    return numbered.sorted { $0.order < $1.order }.map(\.node)
  }
}
