import Foundation
import Pipeline

extension InstanceMetadata {
  /// The metadata with user data that also lets the instance run commands for the host.
  func answering() -> InstanceMetadata {
    var result = self
    let script = String(decoding: PackageResources.answer_sh, as: UTF8.self)
    let parts = [userData, script].compactMap { $0 }
    // cloud-init takes several scripts as the parts of one message (RFC 2046).
    let boundary = "imgbuild-\(UUID().uuidString)"
    result.userData =
      """
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary="\(boundary)"


      """
      + parts.map {
        "--\(boundary)\nContent-Type: text/x-shellscript; charset=\"utf-8\"\n\n\($0)\n"
      }.joined() + "--\(boundary)--\n"
    return result
  }
}
