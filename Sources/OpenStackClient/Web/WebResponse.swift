import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// A service's answer, whose body is still to be read.
struct WebResponse: Sendable {
  let status: Int
  let reason: String
  private let headers: HTTPHeaders
  private let content: HTTPClientResponse.Body

  init(_ response: HTTPClientResponse) {
    status = Int(response.status.code)
    reason = response.status.reasonPhrase
    headers = response.headers
    content = response.body
  }

  /// The first header of that name, whatever its case.
  func header(_ name: String) -> String? { headers.first(name: name) }

  /// The whole body, which must be of a document's size.
  func bytes(upTo limit: Int = 32 << 20) async throws -> [UInt8] {
    do {
      return Array(try await content.collect(upTo: limit).readableBytesView)
    } catch is NIOTooManyBytesError {
      throw TransportFault("the answer is longer than \(limit >> 20) MiB")
    } catch {
      throw try TransportFault.of(error)
    }
  }

  /// Calls `body` with the parts of the body as they come; the next one is not asked for before.
  func parts(_ body: (ByteBuffer) async throws -> Void) async throws {
    var parts = content.makeAsyncIterator()
    while let part = try await next(of: &parts) { try await body(part) }
  }

  private func next(
    of parts: inout HTTPClientResponse.Body.AsyncIterator
  ) async throws -> ByteBuffer? {
    do {
      return try await parts.next()
    } catch {
      throw try TransportFault.of(error)
    }
  }
}
