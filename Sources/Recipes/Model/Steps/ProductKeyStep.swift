/// Has Windows install a product key at its first boot.
public struct ProductKeyStep: Sendable, Hashable, Encodable {
  /// The key, or the name of a secret that holds it.
  public var key: SecretText

  /// Makes the step.
  public init(_ key: SecretText) {
    self.key = key
  }
}

extension ProductKeyStep: StepDetails {
  var kind: String { "product-key" }
  var summary: String { "product-key" }
}
