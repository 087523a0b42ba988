/// Writes a file in the guest.
public struct WriteStep: Sendable, Hashable, Encodable {
  /// The file's absolute path in the guest.
  public var path: Located<String>
  /// The text to write.
  public var content: String
  /// User name or number in the guest.
  public var owner: String
  /// Group name or number in the guest.
  public var group: String
  /// Permission bits; nil for 0644, or for those of the file that is appended to.
  public var mode: UInt16?
  /// Whether the text goes to the end of a file that exists.
  public var append: Bool

  /// Makes the step; the defaults are those of a recipe.
  public init(
    path: Located<String>, content: String, owner: String = "root", group: String = "root",
    mode: UInt16? = nil, append: Bool = false
  ) {
    self.path = path
    self.content = content
    self.owner = owner
    self.group = group
    self.mode = mode
    self.append = append
  }
}

extension WriteStep: StepDetails {
  var kind: String { "write" }
  var summary: String { "\(append ? "append to" : "write:") \(path.value)" }
}
