import ImageProperties

extension [PropertyMismatch] {
  /// Why properties may contradict the disk, by their names.
  var reasons: [String: String] {
    Dictionary(map { ($0.property, $0.reason ?? "") }) { $1 }
  }
}
