import BuildFoundation
public import WindowsSetup

/// The image of a disc that is installed: one that answer files can be written for.
public struct WindowsDiscImage: Sendable {
  /// Its number on the disc, from 1.
  public let index: Int
  /// What people know it by.
  public let title: String
  /// The release.
  public let version: WindowsVersion
  /// What it runs on.
  public let architecture: WindowsArchitecture

  /// The image that `selection` means, a name, an edition or a number; without one, the only one there is.
  ///
  /// Throws a `recipe` error when there is none, when there are several, and for a Windows that cannot be installed here.
  public init(_ images: [WindowsMediumImage], _ selection: String?, on disc: String) throws {
    let doing = "choosing the Windows on \(disc)"
    let image: WindowsMediumImage
    if let selection {
      image = try images.image(
        matching: Int(selection).map(ImageSelection.index) ?? .name(selection), doing: doing)
    } else if let only = images.first, images.count == 1 {
      image = only
    } else {
      throw BuildError(
        .recipe, "\(doing): it has \(images.count) images",
        hint: "choose one as `edition`, by its name or number",
        output: ["on the disc:"] + images.map(\.summary))
    }
    guard let version = image.version else {
      let build = image.build.map { "build \($0)" } ?? "a build that the disc does not tell"
      let known = WindowsVersion.allCases.map(\.rawValue).joined(separator: ", ")
      throw BuildError(
        .recipe,
        "\(doing): \(image.summary) is \(build), for which imgbuild writes no answer files",
        hint:
          "known are \(known); with `installer` and an `autounattend` of your own any can be installed"
      )
    }
    guard image.architecture == .amd64 else {
      throw BuildError(
        .recipe, "\(doing): \(image.summary) does not run on this machine's processors",
        hint: "name a disc for x64")
    }
    index = image.index
    title = [image.name, image.build.map { "build \($0)" }].compactMap { $0 }.joined(
      separator: ", ")
    self.version = version
    architecture = .amd64
  }
}
