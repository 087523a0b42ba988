/// A diagnostic that ends the reading of a recipe at once.
struct DiagnosticError: Error {
  var diagnostic: Diagnostic

  init(_ diagnostic: Diagnostic) {
    self.diagnostic = diagnostic
  }
}
