import ArgumentParser

/// Whether a run publishes its images.
struct RunPublicationOptions: ParsableArguments {
  @Flag(help: "Publish each image in --cloud, once it is built and verified, or up to date.")
  var publish = false

  @OptionGroup var options: PublicationOptions

  func validate() throws {
    if !publish, options.arguments != [] {
      throw ValidationError("--cloud and what goes with it need --publish.")
    }
  }

  /// Where and how; nil for a run that publishes nothing.
  var publication: PublicationOptions? { publish ? options : nil }

  /// The command line that says the same.
  var arguments: [String] { publish ? ["--publish"] + options.arguments : [] }
}
