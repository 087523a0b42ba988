/// Who sees an image; see https://docs.openstack.org/api-ref/image/v2/#image-visibility.
public enum ImageVisibility: String, Sendable, Hashable, CaseIterable, Codable {
  /// The project that owns it.
  case `private`
  /// That project, and those that became members of it.
  case shared
  /// Everyone, but in lists only those who ask for it.
  case community
  /// Everyone; Glance allows it to administrators only, unless its operator says otherwise.
  case `public`
}
