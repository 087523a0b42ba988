import BuildFoundation

/// Knows which repositories the guests of earlier builds had, and what these serve now.
public struct RepositoryStates: Sendable {
  /// More repositories than this no guest has.
  private static let limit = 100

  let lists: RepositoryLists
  private let query: any RepositoryQuery

  /// States that `query` asks for.
  public init(_ query: any RepositoryQuery, lists: RepositoryLists) {
    self.query = query
    self.lists = lists
  }

  /// What stands for all packages of the step with the provisional key `key`; nil when that is not
  /// known before the step is made.
  func known(for key: LayerKey, report: StepReport) async throws -> String? {
    try await state(of: lists.list(for: key), report: report)
  }

  /// What stands for all packages of the repositories; nil when one cannot be asked.
  ///
  /// A guest without repositories has them where nobody looked, so nothing is known of it either.
  func state(of list: [GuestRepository]?, report: StepReport) async throws -> String? {
    let all = Set(list ?? [])
    guard !all.isEmpty, all.count <= Self.limit else { return nil }
    let states = try await withThrowingTaskGroup(of: String?.self) { group in
      for repository in all {
        group.addTask {
          guard let state = try await query.state(of: repository, report: report) else {
            return nil
          }
          return "\(try KeyField("repository", encoding: repository).value) \(state)"
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    guard states.allSatisfy({ $0 != nil }) else { return nil }
    return Digest.sha256(states.compactMap { $0 }.sorted().joined(separator: "\n")).description
  }
}
