/// Makes a symbolic link in the guest.
public struct LinkStep: Sendable, Hashable, Encodable {
  /// The absolute path of the link.
  public var path: Located<String>
  /// What the link points to: an absolute path, or one relative to the link's folder.
  public var target: String
  /// Whether a file or another link at `path` is replaced; a folder never is.
  public var force: Bool

  /// Makes the step; the defaults are those of a recipe.
  public init(path: Located<String>, target: String, force: Bool = false) {
    self.path = path
    self.target = target
    self.force = force
  }
}

extension LinkStep: StepDetails {
  var kind: String { "link" }
  var summary: String { "link: \(path.value) to \(target)" }
}
