import Foundation

/// A password for an answer file, which does not show itself when it is printed.
public struct AnswerFilePassword: Sendable, Hashable {
  /// The password itself.
  public let text: String

  /// Makes a password.
  public init(_ text: String) { self.text = text }

  /// The form in which Windows hides it as the value of `element`: Base64 of password and name of the
  /// element in UTF-16LE.
  ///
  /// This hides it from a glance, not from a reader. Microsoft's example for
  /// `AdministratorPassword` shows the form ("Value (AdministratorPassword)").
  public func hidden(in element: String) -> String {
    let units = Array((text + element).utf16)
    return Data(units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }).base64EncodedString()
  }

  /// The password that `value` hides in `element`; nil where it is not in that form.
  ///
  /// Padding may be missing: Microsoft's own examples leave it out.
  static func revealed(_ value: String, in element: String) -> String? {
    var padded = value.filter { !$0.isWhitespace }
    while padded.utf8.count % 4 != 0, padded.utf8.count % 4 != 1 { padded += "=" }
    guard let data = Data(base64Encoded: padded), data.count.isMultiple(of: 2) else { return nil }
    let bytes = Array(data)
    let units = stride(from: 0, to: bytes.count, by: 2).map {
      UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8
    }
    guard let text = String(validating: units, as: UTF16.self), text.hasSuffix(element) else {
      return nil
    }
    return String(text.dropLast(element.count))
  }
}

extension AnswerFilePassword: CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// Stars, however long the password is.
  public var description: String { "***" }
  /// Stars, however long the password is.
  public var debugDescription: String { "***" }
  /// Nothing of the password.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
