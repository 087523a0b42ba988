/// One step of the first boot's script.
struct FirstBootStep: Sendable, Equatable {
  /// What the log calls it.
  let title: String
  /// The lines that do it, the last of which leaves the exit status.
  let lines: [String]
  /// The exit statuses that mean success.
  let accepted: [Int]
  let isCritical: Bool
  /// How often the machine may be restarted, and the step run again, where its status is 3010.
  var restarts = 0
}
