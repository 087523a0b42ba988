extension StepKind {
  /// User accounts.
  static let users = StepKind(
    "users", .user,
    example: """
      - users:
          - name: web
            groups: [adm, www-data]
            sudo: nopasswd
            ssh-keys: [{file: keys/web.pub}]
      """,
    shorthand: Shorthand(type: .list(.mapping(.user))) { value in
      guard let users = value.list(of: "a user", { $0.mapping(.user).flatMap { account($0) } })
      else { return nil }
      guard !users.isEmpty else {
        value.fault("`users` does nothing", hint: "give at least one user")
        return nil
      }
      return .users(UsersStep(users))
    }
  ) { map in
    account(map).map { .users(UsersStep([$0])) }
  }

  @Sendable private static func account(_ map: MappingReader) -> UserAccount? {
    let name = map.required("name")?.line("an account's name", UserAccount.isName)
    let remove = map["remove"].map { $0.boolean() } ?? false
    let hash = map["password-hash"].map { $0.passwordHash() }
    let lock = map["lock"].map { $0.boolean() }
    let groups = map["groups"].map {
      $0.list(of: "a group") { $0.line("a group's name", UserAccount.isName)?.value }
    }
    let shell = map["shell"].map { $0.interpreter() }
    let home = map["home"].map { $0.guestPath()?.value }
    let uid = map["uid"].map { $0.integer(in: 1...4_294_967_294) }
    let system = map["system"].map { $0.boolean() } ?? false
    let comment = map["comment"].map {
      $0.line("a text without `:`") { !$0.contains(":") }?.value
    }
    let keys = map["ssh-keys"].map { $0.list(of: "a key") { $0.publicKey() } } ?? []
    let sudo = map["sudo"].map { $0.sudo() }
    guard let name, let remove, hash != .some(nil), lock != .some(nil), groups != .some(nil),
      shell != .some(nil), home != .some(nil), uid != .some(nil), let system,
      comment != .some(nil), let keys, sudo != .some(nil)
    else { return nil }
    if remove, map.given.count > 2 {
      map.fault("a user that is removed takes `name` and `remove` only")
      return nil
    }
    return UserAccount(
      name, passwordHash: hash ?? nil, lock: lock ?? nil, groups: (groups ?? nil) ?? [],
      shell: shell ?? nil, home: home ?? nil, uid: uid ?? nil, system: system,
      comment: comment ?? nil, keys: keys, sudo: (sudo ?? nil) ?? nil, remove: remove)
  }
}

extension Shape {
  /// A user account.
  static let user = Shape(
    "Creates, changes and removes user accounts.",
    hints: [
      "password": plainPassword, "plain_text_passwd": plainPassword,
      "passwd": "a password's hash is `password-hash`",
      "hashed_passwd": "a password's hash is `password-hash`",
      "lock_passwd": "a password is locked by `lock: true`",
      "ssh_authorized_keys": "public keys are `ssh-keys`",
      "authorized-keys": "public keys are `ssh-keys`", "gecos": "the full name is `comment`",
      "state": "a user is removed by `remove: true`",
      "primary_group": "a user's own group has its name",
    ],
    keys: [
      .required("name", .line, "The account's name."),
      .optional(
        "password-hash", .line, default: "none",
        "A crypt(3) hash, such as `openssl passwd -6` makes."),
      .optional("lock", .boolean, "Whether to log in with the password is locked, or unlocked."),
      .optional("groups", .list(.line), "Groups that it belongs to beside its own."),
      .optional("shell", .guestPath, default: "`/bin/bash` where it is", "Its shell."),
      .optional("home", .guestPath, default: "`/home/NAME`", "Its home folder."),
      .optional(
        "uid", .integer(1...4_294_967_294), default: "the next that is free", "Its number."),
      .optional(
        "system", .boolean, default: "`false`",
        "Whether a new account is a system's: a low number, no home folder, no shell."),
      .optional("comment", .line, "Its full name, or what it is for."),
      .optional(
        "ssh-keys", .list(.either([.line, .mapping(.publicKeyFile)])),
        "Public keys that may log in: texts, or files with such lines."),
      .optional(
        "sudo", .either([.boolean, .choice(["nopasswd"]), .line]), default: "`false`",
        "`true`: everything, with a password; `nopasswd`: without one; or a rule of sudoers(5)."),
      .optional(
        "remove", .boolean, default: "`false`",
        "Whether the account, its home folder and its sudo rule are removed."),
    ])

  private static let plainPassword =
    "a password does not stand in a recipe: give `password-hash`, as `openssl passwd -6` prints it"

  /// A file of public keys.
  static let publicKeyFile = Shape(
    "A file of public keys.", keys: [.required("file", .file, "The file.")])
}

extension ValueReader {
  fileprivate func passwordHash() -> PasswordHash? {
    guard let text = text(mayHoldSecrets: true) else { return nil }
    guard PasswordHash.isHash(text.value) || text.value.contains("${secret.") else {
      // Not the value: it may be a password.
      fault(
        "\(what) is no password hash of crypt(3)",
        hint: "`openssl passwd -6` or `mkpasswd` make one; it starts with `$6$` or `$y$`")
      return nil
    }
    return PasswordHash(text)
  }

  fileprivate func publicKey() -> UserAccount.Key? {
    if isMapping {
      return mapping(.publicKeyFile)?.required("file")?.recipeFile(allowFolder: false)
        .map { .file($0) }
    }
    return line("a public SSH key, such as `ssh-ed25519 AAAA…`") {
      UserAccount.keyBody($0) != nil
    }.map { .text($0) }
  }

  /// Nothing for `false`.
  fileprivate func sudo() -> UserAccount.Sudo?? {
    guard let text = line()?.value else { return nil }
    switch text {
    case "true": return .some(.withPassword)
    case "false": return .some(nil)
    case "nopasswd": return .some(.withoutPassword)
    default:
      guard text.contains("=") else {
        fault(
          "\(what) must be true, `nopasswd` or a rule, not `\(shortened(text))`",
          hint: "a rule looks like `ALL=(ALL) NOPASSWD: /usr/bin/apt`")
        return nil
      }
      return .some(.rule(text))
    }
  }
}
