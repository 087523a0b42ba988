/// Where a step runs, in the words of a recipe.
public enum StepPlace: String, Sendable, Hashable, Encodable, CaseIterable {
  /// Offline: on the mounted disk, in the libguestfs appliance.
  case appliance
  /// Online: in the booted builder.
  case guest
}
