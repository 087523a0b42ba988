/// What the `base` of a recipe names.
enum BaseChoice: Sendable {
  /// Something that is made into a disk.
  case base(Base)
  /// Another recipe, whose base and steps come first.
  case recipe(Recipe)
}
