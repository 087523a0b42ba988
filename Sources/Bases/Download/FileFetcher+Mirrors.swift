import BuildFoundation
import Pipeline
import SystemPackage

extension FileFetcher {
  /// A transfer that says how far it is.
  func transfer(
    _ url: DownloadURL, to file: FilePath, sizeLimit: Int64? = nil, conditions: [String] = []
  ) -> Transfer {
    let report = report
    let name = url.name
    return Transfer(
      url: url, file: file, sizeLimit: sizeLimit, conditions: conditions,
      settings: Transfer.Settings(
        onProcess: onProcess, pause: pause,
        onProgress: { size, total in
          let size = ByteCount(bytes: size)
          guard let total, total > 0 else {
            return report.progress("fetching \(name), \(size)")
          }
          report.progress(
            "fetching \(name), \(size) of \(ByteCount(bytes: total))",
            fraction: min(1, Double(size.bytes) / Double(total)))
        }))
  }

  /// What `body` gives for the first of `urls` for which it does.
  ///
  /// Throws a `TransferFailure`: that of the only one; of several, the first that is more than an
  /// unreachable server, with the messages of all.
  func firstMirror<Result>(
    of urls: [DownloadURL], doing: String, _ body: (DownloadURL) async throws -> Result
  ) async throws -> Result {
    var failures: [TransferFailure] = []
    for (index, url) in urls.enumerated() {
      do {
        report.progress("fetching \(url.name)")
        return try await body(url)
      } catch {
        try Task.checkCancellation()
        let failure = try failure(error)
        failures.append(failure)
        if index < urls.count - 1 {
          report.warning("\(failure.error.message); trying the next mirror")
        }
      }
    }
    throw Self.joined(failures, doing: doing)
  }

  private func failure(_ error: any Error) throws -> TransferFailure {
    if let failure = error as? TransferFailure { return failure }
    // A full disk or a missing program is the same for every mirror.
    guard let error = error as? BuildError, error.code == .buildFailed else { throw error }
    return TransferFailure(error, mayPass: false)
  }

  /// Runs `body`, and throws what the reader is told in place of a `TransferFailure`.
  func tellingFailures<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
      return try await body()
    } catch let failure as TransferFailure {
      throw failure.error
    }
  }

  static func joined(_ failures: [TransferFailure], doing: String) -> TransferFailure {
    guard var main = failures.first(where: { !$0.mayPass }) ?? failures.last else {
      return TransferFailure(BuildError(.recipe, "\(doing): no URL is named"), mayPass: false)
    }
    main.mayPass = failures.allSatisfy(\.mayPass)
    if failures.count > 1 {
      main.error.message =
        "\(doing): none of \(failures.count) mirrors has it: \(main.error.message)"
      main.error.output = failures.map(\.error.message)
    }
    return main
  }
}
