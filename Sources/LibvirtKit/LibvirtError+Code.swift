import CLibvirt

extension LibvirtError {
  /// libvirt's `virErrorNumber`; an open set, because newer libraries add to it.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The number in `virterror.h`.
    public let rawValue: Int32

    /// A code from its number.
    public init(rawValue: Int32) {
      self.rawValue = rawValue
    }

    private init(_ number: virErrorNumber) {
      self.init(rawValue: Int32(bitPattern: number.rawValue))
    }

    /// libvirt gave none.
    public static let unknown = Code(rawValue: 0)
    /// No driver serves the URI.
    public static let noConnect = Code(VIR_ERR_NO_CONNECT)
    /// An argument made no sense to libvirt.
    public static let invalidArgument = Code(VIR_ERR_INVALID_ARG)
    /// No domain has that name or id.
    public static let noDomain = Code(VIR_ERR_NO_DOMAIN)
    /// The domain has no such metadata.
    public static let noMetadata = Code(VIR_ERR_NO_DOMAIN_METADATA)
    /// A call outside libvirt failed: a socket, a file.
    public static let system = Code(VIR_ERR_SYSTEM_ERROR)
    /// libvirt or QEMU refused, without a better code.
    public static let internalError = Code(VIR_ERR_INTERNAL_ERROR)
    /// The user may not use the connection.
    public static let authFailed = Code(VIR_ERR_AUTH_FAILED)
    /// The domain's state does not allow the operation.
    public static let operationInvalid = Code(VIR_ERR_OPERATION_INVALID)
    /// The operation took too long.
    public static let operationTimeout = Code(VIR_ERR_OPERATION_TIMEOUT)
    /// The operation failed.
    public static let operationFailed = Code(VIR_ERR_OPERATION_FAILED)
    /// The definition asks for what this libvirt or QEMU does not have.
    public static let unsupported = Code(VIR_ERR_CONFIG_UNSUPPORTED)
    /// The definition does not follow libvirt's schema.
    public static let invalidSchema = Code(VIR_ERR_XML_INVALID_SCHEMA)
    /// The guest agent is not connected, or does not answer.
    public static let agentUnresponsive = Code(VIR_ERR_AGENT_UNRESPONSIVE)
    /// The agent's stream holds leftovers of an earlier command.
    public static let agentUnsynced = Code(VIR_ERR_AGENT_UNSYNCED)
  }
}
