import SystemPackage

/// What a process was started with: how to tell that a build started it.
struct StartedWith {
  /// Programs that builds start, directly or through libguestfs, libvirt and mmdebstrap.
  ///
  /// A user's `tail -f` or editor names the same folders, and must go on running.
  private static let programs = [
    "qemu", "swtpm", "supermin", "mmdebstrap", "xorriso", "genisoimage", "mkfs", "mcopy",
    "virtlogd",
    "guestfs", "passt", "slirp4netns",
  ]

  /// A shell's own variables, which name the folder that its user happens to be in.
  private static let whereabouts = ["PWD=", "OLDPWD=", "_="]

  let arguments: [String]
  let environment: [String]

  init(arguments: [String], environment: [String]) {
    self.arguments = arguments
    self.environment = environment
  }

  init(pid: Int32) {
    self.init(
      arguments: ProcessTable.arguments(of: pid), environment: ProcessTable.environment(of: pid))
  }

  /// Whether a build that used `folder` started it.
  func mentions(_ folder: FilePath) -> Bool {
    let named = environment.contains { variable in
      !Self.whereabouts.contains { variable.hasPrefix($0) } && Self.names(folder, in: variable)
    }
    return named || (isOfABuild && hasArgument(naming: folder))
  }

  /// Whether an argument names `folder` or something in it.
  func hasArgument(naming folder: FilePath) -> Bool {
    arguments.contains { Self.names(folder, in: $0) }
  }

  /// The second argument counts too: a script's first one is its interpreter.
  private var isOfABuild: Bool {
    arguments.prefix(2).contains { argument in
      let name = argument.split(separator: "/").last ?? ""
      return Self.programs.contains { name.hasPrefix($0) }
    }
  }

  /// Whether `folder` is in `text` as a whole path, not as the start of a longer name.
  private static func names(_ folder: FilePath, in text: String) -> Bool {
    let text = Array(text.utf8)
    let path = Array(folder.string.utf8)
    guard path.count > 1, text.count >= path.count else { return false }
    for start in 0...(text.count - path.count)
    where text[start] == path[0] && text[start...].starts(with: path) {
      let end = start + path.count
      if end == text.count || !isPartOfAName(text[end]) { return true }
    }
    return false
  }

  private static func isPartOfAName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "."), 0x80...:
      true
    default: false
    }
  }
}
