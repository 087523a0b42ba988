import Foundation
import Recipes

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A web server in the image answers, through the image's own network card.
struct HTTPCheck: VerificationCheck {
  let test: HTTPTest

  var title: String {
    let text = test.contains.map { " with “\($0)”" } ?? ""
    return "port \(test.port) answers \(test.path) with \(test.status)\(text)"
  }

  func failure(in guest: any BootedGuest) async throws -> String? {
    let port = try await guest.forward(port: test.port)
    guard let url = URL(string: "http://127.0.0.1:\(port)\(test.path)") else {
      return "\(test.path) is no path of a URL"
    }
    // No cache, and no proxy of the host's environment: only the guest may answer.
    let configuration = URLSessionConfiguration.ephemeral
    configuration.connectionProxyDictionary = [:]
    configuration.timeoutIntervalForRequest = 20
    let session = URLSession(
      configuration: configuration, delegate: RedirectRefusal(), delegateQueue: nil)
    defer { session.invalidateAndCancel() }
    do {
      let (data, response) = try await session.data(from: url)
      return reason(status: (response as? HTTPURLResponse)?.statusCode ?? 0, body: data)
    } catch let error as URLError {
      return error.localizedDescription
    }
  }

  private func reason(status: Int, body: Data) -> String? {
    guard status == test.status else { return "it answered with status \(status)" }
    let text = String(decoding: body, as: UTF8.self)
    guard let wanted = test.contains, !text.contains(wanted) else { return nil }
    return "the answer was: \(text.prefix(200))"
  }
}

/// Takes a redirection for the answer that it is: its target may not even be the guest.
private final class RedirectRefusal: NSObject, URLSessionTaskDelegate {
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }
}
