/// A configuration pass of Windows Setup, in the order in which Windows runs them.
///
/// Microsoft, "Windows Setup Configuration Passes".
public enum SetupPass: String, Sendable, CaseIterable {
  case windowsPE
  case offlineServicing
  case generalize
  case specialize
  case auditSystem
  case auditUser
  case oobeSystem
}
