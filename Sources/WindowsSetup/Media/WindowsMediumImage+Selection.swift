public import BuildFoundation

extension [WindowsMediumImage] {
  /// The image that a selection means: by its number, or by its name, the name that Setup shows, or its edition,
  /// whatever the case of the letters.
  ///
  /// `doing` starts the message of the error, which lists what is there. Throws a `recipe` error when there is none,
  /// or when there are several.
  public func image(
    matching selection: ImageSelection, doing: String
  ) throws(BuildError) -> WindowsMediumImage {
    let list = ["on the disc:"] + map(\.summary)
    switch selection {
    case .index(let index):
      if let image = first(where: { $0.index == index }) { return image }
      throw BuildError(
        .recipe, "\(doing): the disc has no image \(index)",
        hint: "choose one of \(map { "\($0.index)" }.joined(separator: ", "))", output: list)
    case .name(let name):
      let wanted = name.lowercased()
      // A name means one image. Only where none has it may it be an edition, which several can have.
      let ways: [(WindowsMediumImage) -> String?] = [\.name, \.displayName, \.editionID]
      for way in ways {
        let found = filter { way($0)?.lowercased() == wanted }
        if found.count == 1 { return found[0] }
        if found.count > 1 { throw Self.ambiguous(name, found, doing: doing) }
      }
      let names = flatMap { image in ways.compactMap { $0(image) } }.filter { !$0.isEmpty }
      throw BuildError(
        .recipe, "\(doing): the disc has no image `\(name)`",
        hint: nearestName(to: name, in: names).map { "did you mean `\($0)`?" }
          ?? "name one of the images on the disc, its edition or its number", output: list)
    }
  }

  private static func ambiguous(
    _ name: String, _ found: [WindowsMediumImage], doing: String
  ) -> BuildError {
    BuildError(
      .recipe, "\(doing): the disc has \(found.count) images for `\(name)`",
      hint: "choose by name or by number: \(found.map(\.summary).joined(separator: "; "))",
      output: ["on the disc:"] + found.map(\.summary))
  }
}
