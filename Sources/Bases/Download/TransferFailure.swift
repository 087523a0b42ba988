import BuildFoundation

/// Why a file did not come.
struct TransferFailure: Error {
  /// What the reader is told.
  var error: BuildError
  /// Whether the same may work later: the server cannot be reached or is overloaded.
  var mayPass: Bool

  init(_ error: BuildError, mayPass: Bool) {
    self.error = error
    self.mayPass = mayPass
  }
}
