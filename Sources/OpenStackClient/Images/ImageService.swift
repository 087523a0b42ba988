import BuildFoundation
import Foundation

/// The image service of a cloud: Glance's Images API v2.
public struct ImageService: Sendable {
  let session: CloudSession

  /// The most images that a list has; a cloud with more has been filled by a mistake.
  private static let longestList = 20_000
  private static let pageSize = 200

  /// The service of the session's cloud.
  public init(_ session: CloudSession) {
    self.session = session
  }

  /// The cloud's name in the configuration.
  public var cloud: String { session.configuration.name }

  /// The identifier of the project that the session is for; nil where the cloud does not tell.
  public func project() async throws -> String? { try await session.currentToken().projectID }

  /// The images that the filter accepts, the newest first; `limit` ends the list early.
  ///
  /// Images of communities and hidden ones are only there when the filter names them.
  public func images(_ filter: ImageFilter = ImageFilter(), limit: Int? = nil) async throws
    -> [CloudImage]
  {
    let doing = "listing the images of the cloud \(cloud)"
    let endpoint = try await session.imageEndpoint(doing: doing)
    let order = [("sort", "created_at:desc"), ("limit", "\(Self.pageSize)")]
    var next: ServiceRequest? = .get(endpoint, ["images"], query: filter.query + order)
    var images: [CloudImage] = []
    var count = 0
    while let request = next, images.count < limit ?? .max {
      let page = try await session.document(
        of: try await session.send(request, doing: doing), doing: doing)
      guard let documents = page["images"].list else {
        throw BuildError(.buildFailed, "\(doing): the answer has no list of images")
      }
      count += documents.count
      images += documents.compactMap { CloudImage($0) }.filter { filter.accepts($0) }
      next = try page["next"].text.map { try following($0, at: endpoint, doing: doing) }
      // A page that does not move on would go on for ever.
      if documents.isEmpty || next?.url == request.url || count >= Self.longestList { next = nil }
    }
    return Array(images.sorted { $0.created > $1.created }.prefix(limit ?? .max))
  }

  /// The next page.
  ///
  /// Only its query is taken, so that the token never goes to another place.
  private func following(
    _ next: String, at endpoint: String, doing: String
  ) throws -> ServiceRequest {
    guard let parts = URLComponents(string: next), parts.path.hasSuffix("/v2/images"),
      let query = parts.percentEncodedQuery,
      parts.host == nil || parts.host == URLComponents(string: endpoint)?.host
    else {
      throw BuildError(
        .buildFailed, "\(doing): the list goes on at another place than it began, \(next)",
        hint: "the image service is set up wrongly; tell the cloud's operator")
    }
    return ServiceRequest(method: "GET", url: "\(endpoint)/images?\(query)", isRepeatable: true)
  }

  /// The image with that identifier; nil when there is none that the user may see.
  public func image(id: String) async throws -> CloudImage? {
    let doing = "reading the image \(id) of the cloud \(cloud)"
    let endpoint = try await session.imageEndpoint(doing: doing)
    do {
      let response = try await session.send(.get(endpoint, ["images", id]), doing: doing)
      return try await read(response, doing: doing)
    } catch let error as BuildError where error.serviceFault?.status == 404 {
      return nil
    }
  }

  /// The image in an answer.
  func read(_ response: WebResponse, doing: String) async throws -> CloudImage {
    guard let image = CloudImage(try await session.document(of: response, doing: doing)) else {
      throw BuildError(.buildFailed, "\(doing): the answer is no image")
    }
    return image
  }
}
