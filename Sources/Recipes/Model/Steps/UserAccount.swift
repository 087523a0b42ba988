/// A user account as it is to be; what is nil stays as it is, or is the system's choice.
public struct UserAccount: Sendable, Hashable, Encodable {
  /// Public keys that may log in.
  public enum Key: Sendable, Hashable, Encodable {
    /// A line of `authorized_keys`.
    case text(Located<String>)
    /// A file beside the recipe, with such lines.
    case file(RecipeFile)
  }

  /// What the account may do with sudo.
  public enum Sudo: Sendable, Hashable, Encodable {
    /// Everything, with the account's password.
    case withPassword
    /// Everything, without a password.
    case withoutPassword
    /// What a rule of sudoers(5) says, without the user in front: `ALL=(ALL) NOPASSWD: /usr/bin/apt`.
    case rule(String)
  }

  /// The account's name.
  public var name: Located<String>
  /// Its password; nil for no change, and for none in a new account.
  public var passwordHash: PasswordHash?
  /// Whether logging in with the password is locked or unlocked.
  public var lock: Bool?
  /// Groups that it belongs to beside its own; they must be there.
  public var groups: [String]
  /// The absolute path of its shell.
  public var shell: String?
  /// The absolute path of its home folder.
  public var home: String?
  /// Its number.
  public var uid: Int?
  /// Whether a new account is a system's: a low number, no home folder, no shell.
  public var system: Bool
  /// Its full name, or what it is for.
  public var comment: String?
  /// The keys that may log in, beside those that are there.
  public var keys: [Key]
  /// What it may do with sudo; nil for no change.
  public var sudo: Sudo?
  /// Whether the account, its home folder and its sudo rule are removed.
  public var remove: Bool

  /// Makes an account; the defaults are those of a recipe.
  public init(
    _ name: Located<String>, passwordHash: PasswordHash? = nil, lock: Bool? = nil,
    groups: [String] = [], shell: String? = nil, home: String? = nil, uid: Int? = nil,
    system: Bool = false, comment: String? = nil, keys: [Key] = [], sudo: Sudo? = nil,
    remove: Bool = false
  ) {
    self.name = name
    self.passwordHash = passwordHash
    self.lock = lock
    self.groups = groups
    self.shell = shell
    self.home = home
    self.uid = uid
    self.system = system
    self.comment = comment
    self.keys = keys
    self.sudo = sudo
    self.remove = remove
  }
}
