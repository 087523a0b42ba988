import ArgumentParser

/// Which clouds are meant.
struct CloudOptions: ParsableArguments {
  @Option(
    name: .customLong("cloud"),
    help: ArgumentHelp(
      "A cloud of clouds.yaml, as often as there are; default: OS_CLOUD, or the only one.",
      valueName: "name"))
  var clouds: [String] = []

  /// The clouds; nil stands for the one that the environment names.
  var targets: [String?] { clouds.isEmpty ? [nil] : clouds.map(Optional.some) }
}
