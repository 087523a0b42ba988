import ImageProperties

extension Shape {
  /// A recipe.
  static let recipe = Shape(
    "A recipe: the image that it builds, and how.",
    hints: [
      "variable": "variables are declared under `variables`",
      "provisioners": "what changes the disk stands under `steps`",
      "builders": "what the build starts from stands under `base`",
      "source": "what the build starts from stands under `base`",
    ],
    keys: [
      .required("version", .integer(1...1), "The version of the recipe language."),
      .required(
        "name", .line,
        "The image's name: lower-case letters, digits, `.`, `_` and `-`, at most 63."),
      .optional("description", .text, "What the image is for."),
      .optional(
        "extends", .either([.file, .list(.file)]),
        "A recipe that this one adds to: mappings are joined, steps and tests come after its own, "
          + "anything else is replaced."),
      .optional(
        "variables",
        .dictionary(key: "names", .either([.text, .list(.text), .mapping(.variable)])),
        "Names for values: `${name}` in a text stands for the value."),
      .optional(
        "secrets", .dictionary(key: "names", .mapping(.secret)),
        "Names for values that are looked up when they are needed, and never kept: "
          + "`${secret.name}`."),
      .optional(
        "matrix",
        .dictionary(
          key: "axes", .list(.either([.text, .dictionary(key: "names", .text)]))),
        "Several builds of one recipe, one for each combination of the values."),
      .required("base", .base, "What the build starts from."),
      .optional("disk", .mapping(.disk), "The virtual disk."),
      .optional("steps", .steps, "The changes to the disk, in order."),
      .optional("builder", .mapping(.builder), "The machine for online steps and verification."),
      .optional("seal", .mapping(.seal), "What is removed at the end."),
      .optional(
        "properties", .dictionary(key: "property names", .line),
        "Image properties beside those that are found on the disk."),
      .optional(
        "profile", .either([.choice(PropertyProfile.builtIn.map(\.name)), .file]),
        default: "`openstack`", "What the cloud wants of the properties."),
      .optional(
        "allow-mismatch", .dictionary(key: "property names", .line),
        "Declared properties that may contradict the disk, each with the reason why that is right."),
      .optional(
        "verify", .either([.boolean, .mapping(.verification)]),
        "How the finished image is tested; `false` leaves it out."),
      .optional("publish", .mapping(.publication), "Where the image goes, for `run --publish`."),
    ])

  /// A file of steps that recipes include.
  static let part = Shape(
    "A part: steps that several recipes include.",
    keys: [
      .optional("description", .text, "What the steps are for."),
      .optional(
        "variables",
        .dictionary(key: "names", .either([.text, .list(.text), .mapping(.variable)])),
        "The variables that the steps use; those of a recipe that includes them come first."),
      .required("steps", .steps, "The steps."),
    ])

  /// A variable that says more than its default.
  static let variable = Shape(
    "A variable.",
    hints: ["value": "the value unless something else gives one is `default`"],
    keys: [
      .optional(
        "default", .either([.text, .list(.text)]), default: "none: a value must be given",
        "The value unless the command line, a file or the environment gives one."),
      .optional(
        "type", .choice(VariableType.allCases.map(\.rawValue)),
        default: "that of the default, or `text`", "The type of the value."),
      .optional("description", .text, "What it is for."),
      .optional("choices", .list(.text), "The only values that it may have."),
    ])

  /// Where a secret is.
  static let secret = Shape(
    "Where the value of a secret is; line ends at its end do not count.",
    exactlyOne: ["environment", "file", "command"],
    keys: [
      .optional("environment", .line, "An environment variable of imgbuild."),
      .optional("file", .line, "A file of the host; `~/` is your home folder."),
      .optional("command", .list(.text), "A command of the host that prints it."),
    ])

  /// The keys that every kind of step has.
  static let step = Shape(
    "What every step may be told beside its kind.",
    keys: [
      .optional("name", .line, default: "what the step does", "What the reader sees."),
      .optional(
        "in", .choice(StepPlace.allCases.map(\.rawValue)), default: "`appliance`",
        "Offline on the mounted disk, or online in the booted guest."),
      .optional("when", .condition, default: "always", "When the step is applied."),
      .optional("timeout", .duration, default: "`30m`", "How long it may take."),
      .optional(
        "retries", .integer(0...10), default: "`0`",
        "How often it is tried again, on the same disk, after it failed."),
      .optional(
        "cache", .choice(StepCache.allCases.map(\.rawValue)), default: "`auto`",
        "How long its layer is used again: until what decides the result changes, on the same day "
          + "only, or never."),
      .optional(
        "secrets", .list(.line),
        "Secrets that its commands get in their environment, each under its name."),
    ])
}
