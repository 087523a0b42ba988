extension StepKind {
  /// A file or folder of the host.
  static let copy = StepKind(
    "copy",
    Shape(
      "Copies a file, or a folder with all below it, from beside the recipe.",
      keys: [
        .required("from", .fileOrFolder, "What to copy."),
        .required("to", .guestPath, "The file in the guest, or the folder for a folder's content."),
        .optional("owner", .owner, default: "`root:root`", "Whom the files belong to."),
        .optional("mode", .mode, default: "as on the host", "The files' permissions."),
        .optional(
          "extract", .boolean, default: "`false`",
          "Whether `from` is an archive whose content goes into the folder `to`: tar, plain or "
            + "packed with gzip, xz, zstd or bzip2."),
      ]),
    example: """
      - copy: {from: files/site, to: /var/www/html, owner: www-data, mode: "0640"}
      """
  ) { map in
    let from = map.required("from")?.recipeFile(allowFolder: true)
    let to = map.required("to")?.guestPath()
    let owner = map["owner"].map { $0.owner() } ?? Owner()
    let mode = map["mode"].map { $0.mode() }
    let extract = map["extract"].map { $0.boolean() } ?? false
    guard let from, let to, let owner, mode != .some(nil), let extract else { return nil }
    if extract, from.isFolder {
      map["from"]?.fault("`\(from.name)` is a folder, not an archive", hint: "leave out `extract`")
      return nil
    }
    return .copy(
      CopyStep(
        from: from, to: to, owner: owner.user, group: owner.group, mode: mode ?? nil,
        extract: extract))
  }
}
