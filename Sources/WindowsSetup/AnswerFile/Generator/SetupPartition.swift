import BuildFoundation

/// A partition that Windows Setup makes and formats.
struct SetupPartition {
  /// `Type` of CreatePartition.
  var type: String
  /// Its size in MiB; nil for all that is left.
  var size: Int?
  /// The file system; nil leaves it raw, as the Microsoft reserved partition has to be.
  var format: String?
  /// The file system's label.
  var label: String?
  /// The drive letter.
  var letter: String?
  /// Whether BIOS starts from it.
  var isActive = false
  /// `TypeID` of ModifyPartition.
  var typeID: String?

  /// How Setup makes it, as number `order`.
  func creation(order: Int) -> MarkupElement {
    .item(
      "CreatePartition",
      [
        .setting("Order", order), .setting("Type", type),
        size.map { .setting("Size", $0) } ?? .setting("Extend", true),
      ])
  }

  /// What Setup does with it, as number `order`; it is partition `number`.
  func modification(order: Int, number: Int) -> MarkupElement {
    var settings: [MarkupElement] = [.setting("Order", order), .setting("PartitionID", number)]
    if isActive { settings.append(.setting("Active", true)) }
    if let format { settings.append(.setting("Format", format)) }
    if let label { settings.append(.setting("Label", label)) }
    if let letter { settings.append(.setting("Letter", letter)) }
    if let typeID { settings.append(.setting("TypeID", typeID)) }
    return .item("ModifyPartition", settings)
  }
}
