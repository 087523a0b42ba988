import ImageProperties

extension PropertyRemark {
  /// Whether it says that somebody else sets the property, such as the SDK that uploaded the image.
  var isOfDeclaration: Bool { subject == .name && severity == .error }
}
