extension Unicode.Scalar {
  var isASCIIDigit: Bool { ("0"..."9").contains(self) }
  var isASCIILowercase: Bool { ("a"..."z").contains(self) }
  var isASCIIAlphanumeric: Bool {
    isASCIIDigit || isASCIILowercase || ("A"..."Z").contains(self)
  }
}

extension String {
  func contains(_ scalar: Unicode.Scalar) -> Bool { unicodeScalars.contains(scalar) }
}
