import ArgumentParser
import OpenStackClient
import Recipes

/// Where images are published, and how.
struct PublicationOptions: ParsableArguments {
  @OptionGroup var place: CloudOptions

  @Option(
    help: "Who sees the image; default: as before, and only the project at first.")
  var visibility: ImageVisibility?

  @Option(
    name: .customLong("share-with"),
    help: ArgumentHelp(
      "The identifier of a project that may use it; needs --visibility shared.",
      valueName: "project"))
  var members: [String] = []

  @Option(
    help: ArgumentHelp(
      "Delete what had the name before, but for this many images; default: keep all.",
      valueName: "number"))
  var keepImages: Int?

  @Flag(help: "Remove properties that others have set.")
  var exact = false

  @Option(
    help: "The format to upload, converted where the image has another: \(ImageBase.Format.names).")
  var format: ImageBase.Format?

  @Flag(
    name: .customLong("import"),
    help: "Stage the data, and have the cloud import them (glance-direct).")
  var stages = false

  @Option(
    name: .customLong("store"),
    help: ArgumentHelp(
      "The identifier of a store that gets the data; needs --import.", valueName: "store"))
  var stores: [String] = []

  func validate() throws {
    if !stores.isEmpty, !stages { throw ValidationError("--store needs --import.") }
    if let keepImages, keepImages < 0 { throw ValidationError("--keep-images must be 0 or more.") }
    if !members.isEmpty, visibility != .shared {
      throw ValidationError("--share-with needs --visibility shared.")
    }
  }

  /// The same, with what a recipe says where the command line says nothing.
  func filled(from settings: PublicationSettings) -> PublicationOptions {
    var options = self
    if visibility == nil {
      options.visibility = settings.visibility.flatMap { ImageVisibility(rawValue: $0.rawValue) }
      options.members = settings.members
    }
    options.keepImages = keepImages ?? settings.keep
    options.exact = exact || settings.isExact
    return options
  }

  /// The clouds, with what a recipe says is different in them.
  func targets(_ settings: PublicationSettings = PublicationSettings()) -> [CloudTarget] {
    var wanted = settings.clouds.map(Optional.some)
    if !place.clouds.isEmpty {
      wanted = place.clouds.map { name in
        settings.clouds.first { $0.cloud == name } ?? PublicationTarget(cloud: name)
      }
    }
    return (wanted.isEmpty ? [nil] : wanted).map { CloudTarget($0, self, name: settings.name) }
  }

  /// The command line that says the same, each value in one word with its option.
  var arguments: [String] {
    var arguments = place.clouds.map { "--cloud=\($0)" }
    if let visibility { arguments.append("--visibility=\(visibility.rawValue)") }
    arguments += members.map { "--share-with=\($0)" }
    if let keepImages { arguments.append("--keep-images=\(keepImages)") }
    if let format { arguments.append("--format=\(format.rawValue)") }
    if stages { arguments.append("--import") }
    arguments += stores.map { "--store=\($0)" }
    return arguments + (exact ? ["--exact"] : [])
  }
}
