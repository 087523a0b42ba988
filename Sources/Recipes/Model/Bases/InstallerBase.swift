/// A distribution installed by its own installer, unattended, in a builder.
public struct InstallerBase: Sendable, Hashable, Encodable {
  /// The kinds of answer files.
  public enum AnswerKind: String, Sendable, Hashable, Encodable, CaseIterable {
    /// debian-installer's, put into its initrd.
    case preseed
    /// Anaconda's, put into its initrd.
    case kickstart
    /// Ubuntu's, given as a cloud-init seed.
    case autoinstall
    /// Windows Setup's, given on a disc of its own.
    case autounattend
  }

  /// What answers the installer's questions.
  public struct Answer: Sendable, Hashable, Encodable {
    /// Its kind.
    public var kind: AnswerKind
    /// Its text, with the recipe's variables put in; a secret still stands as `${secret.NAME}`.
    public var text: Located<String>

    /// Makes an answer.
    public init(_ kind: AnswerKind, _ text: Located<String>) {
      self.kind = kind
      self.text = text
    }
  }

  /// The installer's disc; nil for one that starts from a kernel and gets the rest by network.
  public var iso: FileSource?
  /// The installer's kernel; nil to take it from the disc, or to let the firmware boot the disc.
  public var kernel: FileSource?
  /// The installer's initial RAM disk; nil as for the kernel.
  public var initrd: FileSource?
  /// What answers its questions.
  public var answer: Answer
  /// More arguments for its kernel.
  public var arguments: [Located<String>]
  /// How long the installation may take.
  public var timeout: Duration

  /// Makes a base; the defaults are those of a recipe.
  public init(
    iso: FileSource? = nil, kernel: FileSource? = nil, initrd: FileSource? = nil, answer: Answer,
    arguments: [Located<String>] = [], timeout: Duration = .seconds(7200)
  ) {
    self.iso = iso
    self.kernel = kernel
    self.initrd = initrd
    self.answer = answer
    self.arguments = arguments
    self.timeout = timeout
  }
}
