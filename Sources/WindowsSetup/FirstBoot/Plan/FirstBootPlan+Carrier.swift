import BuildFoundation

extension FirstBootPlan {
  /// What starts the first boot's script.
  public enum Carrier: String, Sendable, CaseIterable, Codable {
    /// `Setup\Scripts\SetupComplete.cmd`, which Windows Setup runs as its last act.
    case setupComplete
    /// A service of its own.
    case service

    /// The one that fits the state of an image.
    ///
    /// - Parameter imageState: `ImageState` of `SOFTWARE\Microsoft\Windows\CurrentVersion\Setup\State`
    ///   (Microsoft, "Windows Setup States").
    /// - Throws: `BuildError` (`buildFailed`) for an image in which neither would be started.
    public init(imageState: String) throws {
      switch imageState {
      case "IMAGE_STATE_COMPLETE": self = .service
      case "IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE", "IMAGE_STATE_SPECIALIZE_RESEAL_TO_OOBE":
        self = .setupComplete
      default:
        throw BuildError(
          .buildFailed,
          "preparing the first boot: the Windows is in the state \(imageState), in which neither"
            + " SetupComplete.cmd nor a service would do it",
          hint: "boot it until Setup has ended, or generalize it with sysprep /generalize /oobe")
      }
    }
  }
}
