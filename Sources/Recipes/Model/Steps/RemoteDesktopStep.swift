/// Lets Remote Desktop into Windows, or keeps it out.
public struct RemoteDesktopStep: Sendable, Hashable, Encodable {
  /// Whether it is let in.
  public var isLetIn: Bool
  /// Whether who comes has to log on before there is a screen (network level authentication).
  public var authenticates: Bool

  /// Makes the step; the defaults are those of a recipe.
  public init(isLetIn: Bool = true, authenticates: Bool = true) {
    self.isLetIn = isLetIn
    self.authenticates = authenticates
  }
}

extension RemoteDesktopStep: StepDetails {
  var kind: String { "remote-desktop" }
  var summary: String { "remote-desktop: \(isLetIn ? "let in" : "keep out")" }
}
