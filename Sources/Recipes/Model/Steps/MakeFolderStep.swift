/// Makes a folder in the guest; one that is there gets the owner and mode that are given.
public struct MakeFolderStep: Sendable, Hashable, Encodable {
  /// The folder's absolute path.
  public var path: Located<String>
  /// User name or number; nil for root, or for that of a folder that is there.
  public var owner: String?
  /// Group name or number; nil for root, or for that of a folder that is there.
  public var group: String?
  /// Permission bits; nil for 0755, or for those of a folder that is there.
  public var mode: UInt16?
  /// Whether missing folders above it are made too, as root's with mode 0755.
  public var parents: Bool

  /// Makes the step; the defaults are those of a recipe.
  public init(
    path: Located<String>, owner: String? = nil, group: String? = nil, mode: UInt16? = nil,
    parents: Bool = true
  ) {
    self.path = path
    self.owner = owner
    self.group = group
    self.mode = mode
    self.parents = parents
  }
}

extension MakeFolderStep: StepDetails {
  var kind: String { "mkdir" }
  var summary: String { "mkdir: \(path.value)" }
}
