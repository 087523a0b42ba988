import BuildFoundation

extension AnswerFileOptions {
  /// The partitions in their order on the disk; Windows is the last.
  var partitions: [SetupPartition] {
    let recovery = disk.recoverySize.map { size in
      SetupPartition(
        type: "Primary", size: size, format: "NTFS", label: "Recovery",
        // "TypeID (ModifyPartition)".
        typeID: firmware == .uefi ? "DE94BBA4-06D1-4D40-A16A-BFD50179D6AC" : "0x27")
    }
    let windows = SetupPartition(type: "Primary", format: "NTFS", label: "Windows", letter: "C")
    return system + [recovery].compactMap { $0 } + [windows]
  }

  private var system: [SetupPartition] {
    switch firmware {
    case .uefi:
      [
        SetupPartition(type: "EFI", size: disk.systemSize, format: "FAT32", label: "System"),
        SetupPartition(type: "MSR", size: disk.reservedSize),
      ]
    case .bios:
      [
        SetupPartition(
          type: "Primary", size: disk.systemSize, format: "NTFS", label: "System Reserved",
          isActive: true)
      ]
    }
  }

  var diskElement: MarkupElement {
    let numbered = Array(partitions.enumerated())
    let modified = numbered.filter { $0.element.format != nil }
    return .item(
      "Disk",
      [
        .setting("DiskID", disk.disk), .setting("WillWipeDisk", true),
        MarkupElement(
          "CreatePartitions", numbered.map { $0.element.creation(order: $0.offset + 1) }),
        MarkupElement(
          "ModifyPartitions",
          modified.enumerated().map { order, partition in
            partition.element.modification(order: order + 1, number: partition.offset + 1)
          }),
      ])
  }
}
