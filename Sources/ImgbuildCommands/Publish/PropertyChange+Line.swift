import ImageProperties

extension PropertyChange {
  /// The change for people: what is added, changed or goes.
  var line: String {
    switch (old, new) {
    case (let old?, let new?): "~ \(name): \(old.value) → \(new.value)"
    case (nil, let new?): "+ \(name)=\(new.value)"
    case (_, nil): "- \(name)"
    }
  }
}
