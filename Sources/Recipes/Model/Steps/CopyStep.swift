/// Copies a file or folder of the host into the guest, or what an archive holds.
public struct CopyStep: Sendable, Hashable, Encodable {
  /// What to copy; a folder is copied with all below it.
  public var from: RecipeFile
  /// The absolute path in the guest: of the file, or of the folder that holds the folder's content.
  public var to: Located<String>
  /// User name or number in the guest.
  public var owner: String
  /// Group name or number in the guest.
  public var group: String
  /// Permission bits of the files; nil to take them from the host's files.
  public var mode: UInt16?
  /// Whether `from` is an archive whose content goes into the folder `to`.
  public var extract: Bool

  /// Makes the step; the defaults are those of a recipe.
  public init(
    from: RecipeFile, to: Located<String>, owner: String = "root", group: String = "root",
    mode: UInt16? = nil, extract: Bool = false
  ) {
    self.from = from
    self.to = to
    self.owner = owner
    self.group = group
    self.mode = mode
    self.extract = extract
  }
}

extension CopyStep: StepDetails {
  var kind: String { "copy" }
  var summary: String { "\(extract ? "extract:" : "copy:") \(from.name) to \(to.value)" }
  var files: [RecipeFile] { [from] }
}
