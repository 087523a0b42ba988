/// Creates, changes and removes user accounts in the guest.
public struct UsersStep: Sendable, Hashable, Encodable {
  /// The accounts, in the order in which they are dealt with.
  public var users: [UserAccount]

  /// Makes the step.
  public init(_ users: [UserAccount]) {
    self.users = users
  }
}

extension UsersStep: StepDetails {
  var kind: String { "users" }
  var summary: String {
    "users: "
      + users.map { $0.remove ? "remove \($0.name.value)" : $0.name.value }
      .joined(separator: ", ")
  }
  var files: [RecipeFile] {
    users.flatMap(\.keys).compactMap { if case .file(let file) = $0 { file } else { nil } }
  }
}
