public import BuildFoundation

extension LibvirtError {
  /// The same failure for the reader of a build; `doing` is what the user was doing.
  public func buildError(doing: String) -> BuildError {
    BuildError(kind, "\(doing): \(message)", hint: hint, cause: self)
  }

  /// The kind of build failure that the code stands for.
  private var kind: BuildError.Code {
    switch code {
    case .noConnect, .authFailed, .unsupported: .host
    case .operationTimeout: .timedOut
    case .invalidSchema, .invalidArgument: .defect
    default: .buildFailed
    }
  }

  private var hint: String? {
    switch code {
    case .agentUnresponsive:
      "is qemu-guest-agent installed and enabled in the guest, and has the guest finished booting? "
        + "The console log shows how far it came"
    case .noConnect:
      "install libvirt's QEMU driver: apt-get install libvirt-daemon libvirt-daemon-driver-qemu"
    case .authFailed:
      "join the group that may use this libvirt (usually libvirt), or use the embedded driver"
    case .unsupported:
      "this libvirt or QEMU lacks something that the builder asks for; imgbuild doctor shows both"
    case .operationTimeout:
      "another operation holds the domain; imgbuild ends what an earlier build left when it starts"
    default: hintFromMessage
    }
  }

  /// libvirt reports QEMU's own refusals with one code; only the text tells them apart.
  private var hintFromMessage: String? {
    if let user = message.firstMatch(of: /Failed to parse (?:user|group) '([\w-]+)'/)?.1 {
      return "libvirt's driver wants the user it was built for, even where it does not use it: "
        + "useradd --system --user-group --no-create-home \(user)"
    }
    if message.contains("Permission denied") {
      return
        "the user that runs QEMU cannot open a file of the build; check the owner of its folder"
    }
    if message.contains("Cannot allocate memory") || message.contains("cannot set up guest memory")
    {
      return "the host has too little free memory for the builder"
    }
    if message.contains("already exists") || message.contains("already active") {
      return "a domain of that name is left from another build"
    }
    if message.contains("driver is already open") || message.contains("already has a different") {
      return "a process can use one embedded root only"
    }
    return nil
  }
}
