/// The partitions of a disk.
extension AnswerFileCheck {
  /// Sources: "Extend (CreatePartition)", "Type (CreatePartition)", "Size", "Format (ModifyPartition)".
  mutating func checkPartitions(of disk: AnswerFileNode) {
    let created = Self.created(on: disk)
    let known = ["primary", "efi", "extended", "logical", "msr"]
    for (index, partition) in created.enumerated() {
      let type = partition.child("Type")
      if !known.contains(type?.text.lowercased() ?? "") {
        add(
          .error, .partition, at: (type ?? partition).textOffset,
          "a partition has no type, or one that Windows does not know",
          hint: "use Primary, EFI, MSR, Extended or Logical")
      }
      let extends = partition.child("Extend")?.text.lowercased() == "true"
      let isLast = index == created.count - 1 || type?.text.lowercased() == "extended"
      if extends, !isLast {
        add(
          .error, .partition, at: partition.offset,
          "a partition takes all that is left, and others come after it",
          hint: "give it a size, or make it the last")
      }
      if !extends, Int(partition.child("Size")?.text ?? "").map({ $0 > 0 }) != true {
        add(
          .error, .partition, at: partition.offset, "a partition has no size",
          hint: "add <Size> in MiB, or <Extend>true</Extend>")
      }
    }
    checkModified(on: disk, created: created)
  }

  private mutating func checkModified(on disk: AnswerFileNode, created: [AnswerFileNode]) {
    guard disk.child("WillWipeDisk")?.text.lowercased() == "true" else { return }
    for partition in disk.child("ModifyPartitions")?.children("ModifyPartition") ?? [] {
      guard let number = partition.child("PartitionID"), let index = Int(number.text),
        (1...max(1, created.count)).contains(index), !created.isEmpty
      else {
        add(
          .error, .partition, at: (partition.child("PartitionID") ?? partition).textOffset,
          "a partition is changed that the wiped disk does not have")
        continue
      }
      let type = created[index - 1].child("Type")?.text.lowercased()
      guard let format = partition.child("Format") else { continue }
      if type == "efi", format.text.uppercased() != "FAT32" {
        add(
          .error, .partition, at: format.textOffset,
          "the EFI system partition is formatted as \(format.text)", hint: "write FAT32")
      } else if type == "msr" {
        add(
          .error, .partition, at: format.textOffset,
          "the Microsoft reserved partition is formatted, and has to be raw",
          hint: "remove the <ModifyPartition>")
      }
    }
  }

  /// Sources: "Type (CreatePartition)", "How to Configure UEFI/GPT-Based Hard Disk Partitions".
  ///
  /// Setup partitions a disk for the firmware that it was started by, whatever the answer file says.
  mutating func checkFirmware(of disk: AnswerFileNode) {
    let created = Self.created(on: disk)
    guard !created.isEmpty else { return }
    let types = created.compactMap { $0.child("Type")?.text.lowercased() }
    let isFirst = (disk.child("DiskID")?.text ?? "0") == "0"
    if linter.firmware == .uefi, isFirst, !types.contains("efi") {
      add(
        .error, .firmware, at: disk.offset,
        "the disk gets no EFI system partition, which UEFI starts from",
        hint: "create one of the type EFI, one of the type MSR, and Windows' after them")
    }
    for partition in created {
      guard let type = partition.child("Type") else { continue }
      let name = type.text.lowercased()
      if linter.firmware == .bios, name == "efi" || name == "msr" {
        add(
          .error, .firmware, at: type.textOffset,
          "a partition of the type \(type.text) cannot be on the disk of a BIOS machine",
          hint: "create an active primary partition and Windows' after it")
      }
      if linter.firmware == .uefi, name == "extended" || name == "logical" {
        add(
          .error, .firmware, at: type.textOffset,
          "a partition of the type \(type.text) cannot be on the disk of a UEFI machine")
      }
    }
    checkActive(of: disk, types: types)
  }

  /// Source: "Active (ModifyPartition)".
  private mutating func checkActive(of disk: AnswerFileNode, types: [String]) {
    let active = (disk.child("ModifyPartitions")?.children("ModifyPartition") ?? [])
      .compactMap { $0.child("Active") }.filter { $0.text.lowercased() == "true" }
    if types.contains("efi"), let first = active.first {
      add(
        .warning, .firmware, at: first.offset,
        "a partition is made active on a disk with an EFI system partition, where that is ignored",
        hint: "remove <Active>")
    }
    if active.count > 1 {
      add(
        .error, .partition, at: active[1].offset, "two partitions are active",
        hint: "leave it to the system partition")
    }
    if linter.firmware == .bios, active.isEmpty, !types.contains("efi"),
      (disk.child("DiskID")?.text ?? "0") == "0"
    {
      add(
        .warning, .firmware, at: disk.offset,
        "no partition is active: BIOS has none to start from",
        hint: "add <Active>true</Active> to the system partition in <ModifyPartitions>")
    }
  }
}
