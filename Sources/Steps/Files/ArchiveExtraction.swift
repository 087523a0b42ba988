import BuildFoundation
import Pipeline
import Recipes
import SystemPackage

/// `copy` with `extract`: extracts an archive into a folder of the guest.
struct ArchiveExtraction: RecipeStep {
  static let version = 1
  private static let archivePath = "/var/tmp/.imgbuild-archive"

  let source: Recipes.Step
  let action: CopyStep

  init(_ source: Recipes.Step, _ action: CopyStep) {
    self.source = source
    self.action = action
  }

  func fileFields() throws -> [KeyField] {
    [KeyField("archive", try Digest.sha256(ofFile: action.from.path).hex)]
  }

  func apply(to guest: any Guest, report: StepReport) async throws {
    guard !action.from.isFolder else {
      throw BuildError(
        .recipe, "extracting \(action.from.name): it is a folder", hint: "leave out `extract`")
    }
    report.progress("looking through \(action.from.name)")
    let archive = try await UnpackedArchive(action.from.path, name: action.from.name)
    defer { archive.remove() }
    report.progress("extracting \(archive.names.count) files to \(action.to.value)")
    let attributes = FileAttributes(mode: 0o600)
    try await guest.upload(archive.file, to: Self.archivePath, attributes: attributes)
    let names = archive.names.map { "\($0)\n" }.joined()
    try await guest.write(
      "\(Self.archivePath).names", Array(names.utf8), attributes: attributes)
    let mode = action.mode.map { String($0, radix: 8) } ?? ""
    let folderMode = action.mode.map { String($0 | ($0 & 0o444) >> 2, radix: 8) } ?? ""
    try await Self.script.run(
      [
        Self.archivePath, action.to.value, "\(action.owner):\(action.group)", mode, folderMode,
      ], in: guest, limit: limit, report: report)
  }

  /// Arguments: the archive, the folder, owner and group, mode of files, mode of folders.
  ///
  /// Folders that were there keep their owner and mode: an archive for `/` holds `etc` too.
  static let script = StepScript(
    doing: "extracting an archive",
    """
    archive=$1 to=$2 owner=$3 mode=$4 folder_mode=$5
    trap 'rm -f "$archive" "$archive.names" "$archive.new"' EXIT
    has tar || fail "the guest has no tar" "install the package tar in an earlier step"
    mkdir -p -- "$to"
    while IFS= read -r name; do
      if [ ! -d "$to/$name" ]; then printf '%s\\n' "$name"; fi
    done < "$archive.names" > "$archive.new"
    set -- -xf "$archive" -C "$to"
    if tar --version 2> /dev/null | grep -q GNU; then
      set -- --no-same-owner --no-overwrite-dir "$@"
    else
      set -- -o "$@"
    fi
    tar "$@" || fail "tar did not succeed" "is there room on the disk?"
    cd "$to"
    each() { tr '\\n' '\\000' < "$archive.new" | xargs -0 sh -c "$1" sh "$2"; }
    each 'owner=$1; shift; if [ $# != 0 ]; then chown -h -- "$owner" "$@"; fi' "$owner" ||
      fail "the guest has no user or group $owner" "create it in an earlier step"
    if [ -n "$mode" ]; then
      each 'modes=$1; shift
        for file; do
          if [ -L "$file" ]; then :
          elif [ -d "$file" ]; then chmod "${modes#* }" "./$file"
          else chmod "${modes% *}" "./$file"
          fi
        done' "$mode $folder_mode"
    fi
    """)
}
