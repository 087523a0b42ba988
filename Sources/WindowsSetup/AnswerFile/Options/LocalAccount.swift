/// An account that Windows Setup makes.
public struct LocalAccount: Sendable, Hashable {
  /// Its name: at most 20 characters.
  public var name: String
  /// Its password.
  public var password: AnswerFilePassword
  /// The group that it is in.
  public var group: String

  /// Makes an account of an administrator.
  public init(
    name: String, password: AnswerFilePassword, group: String = "Administrators"
  ) {
    self.name = name
    self.password = password
    self.group = group
  }
}
