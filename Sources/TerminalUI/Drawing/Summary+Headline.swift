import BuildFoundation
import Pipeline

extension BuildEvent.Summary {
  /// How the build ended, in one line.
  var headline: String {
    let name = name.sanitized
    if isUpToDate { return "\(name) is up to date" }
    let time = Duration.seconds(seconds).inWords
    return succeeded ? "built \(name) in \(time)" : "\(name) was not built (\(time))"
  }
}
