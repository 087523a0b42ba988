import BuildFoundation

/// The schedules that are installed, in both scopes.
struct InstalledSchedules {
  let all: [Schedule]

  init(_ all: [Schedule]) { self.all = all }

  /// The schedules of a name, at most one in each scope; throws a `usage` error when there is none.
  func named(_ name: String, doing: String) throws -> [Schedule] {
    let found = all.filter { $0.name == name }
    guard found.isEmpty else { return found }
    let names = all.map(\.name)
    let near = nearestName(to: name, in: names).map { "did you mean \($0)?" }
    throw BuildError(
      .usage, "\(doing): there is none with the name \(name)",
      hint: near
        ?? (names.isEmpty ? "none is installed" : "there are: " + names.joined(separator: ", ")))
  }
}
