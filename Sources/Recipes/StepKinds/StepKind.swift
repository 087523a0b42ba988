/// A kind of step: its key in a recipe, what may stand below it, and how that is read.
struct StepKind: RecipeKind {
  typealias Shorthand = KindShorthand<StepAction>

  let name: String
  let shape: Shape
  /// Where such a step may run.
  let places: [StepPlace]
  let example: String
  let shorthand: Shorthand?
  let read: @Sendable (MappingReader) -> StepAction?

  init(
    _ name: String, _ shape: Shape, places: [StepPlace] = StepPlace.allCases,
    example: String, shorthand: Shorthand? = nil,
    read: @escaping @Sendable (MappingReader) -> StepAction?
  ) {
    self.name = name
    self.shape = shape.pointing(Shape.step.names, beside: name)
    self.places = places
    self.example = example
    self.shorthand = shorthand
    self.read = read
  }

  /// All kinds, in the order in which they are documented: a new kind is a file beside this one and
  /// a line here.
  static let all: [StepKind] = [
    .packages, .copy, .write, .edit, .delete, .link, .makeFolder, .run, .services, .users,
    .hostname, .timezone, .locale, .keyboard, .cloudInit, .kernelArguments, .firstBoot,
    .resize, .drivers, .guestAgent, .cloudbaseInit, .registry, .features, .updates, .remoteDesktop,
    .firewall, .productKey, .sysprep, .runFirstBoot, .ansible,
    .reboot,
  ]
}
