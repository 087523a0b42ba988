public import Recipes

/// A format that somebody says an image has.
public struct FormatClaim: Sendable {
  /// Who says so.
  public enum Source: Sendable {
    case recipe
    case cloud
    case commandLine
  }

  let format: ImageBase.Format?
  let source: Source

  /// A claim; a nil `format` leaves it to the content.
  public init(_ format: ImageBase.Format?, by source: Source) {
    self.format = format
    self.source = source
  }

  /// Who says so, in the words of an error.
  var claimant: String {
    switch source {
    case .recipe: "the recipe"
    case .cloud: "the cloud"
    case .commandLine: "`--format`"
    }
  }

  /// How to say that the content is that of a raw disk.
  var rawHint: String {
    let words = source == .commandLine ? "`--format raw`" : "`format: raw`"
    return "say \(words), if it is the plain content of a disk"
  }

  /// How to take it back.
  var withdrawal: String? {
    switch source {
    case .recipe: "leave `format` out to find it out"
    case .commandLine: "leave `--format` out to find it out"
    case .cloud: nil
    }
  }
}
