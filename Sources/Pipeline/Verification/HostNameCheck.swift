/// The host name of the metadata was applied: the data source was found, and cloud-init ran.
struct HostNameCheck: VerificationCheck {
  let expected: String

  var title: String { "the host name from the metadata, \(expected), is applied" }

  func failure(in guest: any BootedGuest) async throws -> String? {
    let found = try await guest.hostName()
    let isApplied = found == expected || found.hasPrefix(expected + ".")
    return isApplied ? nil : "the host name is \(found)"
  }
}
