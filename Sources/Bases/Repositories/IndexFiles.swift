/// The index files of package repositories, each asked for once in the life of a process.
///
/// Whatever asks later gets the same answer: bases and steps of one build see one state of a mirror.
public actor IndexFiles {
  private var asked: [DownloadURL: Task<[UInt8], any Error>] = [:]

  /// Starts with nothing.
  public init() {}

  /// The content of a file, fetched by the first who asks; throws what that one's fetching does.
  ///
  /// Who gives up ends the fetching; others who wait for it fetch anew.
  func content(of url: DownloadURL, by fetcher: FileFetcher) async throws -> [UInt8] {
    while true {
      let task = asked[url] ?? Task { try await fetcher.content(of: url) }
      asked[url] = task
      do {
        return try await withTaskCancellationHandler {
          try await task.value
        } onCancel: {
          task.cancel()
        }
      } catch {
        guard task.isCancelled else { throw error }
        if asked[url] == task { asked[url] = nil }
        try Task.checkCancellation()
      }
    }
  }
}
