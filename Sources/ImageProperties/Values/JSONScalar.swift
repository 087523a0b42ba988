/// A value of JSON that is no list and no object, as the text that Python makes of it.
struct JSONScalar: Decodable {
  /// The text; nil for `null`.
  let text: String?

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      text = nil
    } else if let flag = try? value.decode(Bool.self) {
      text = flag ? "True" : "False"
    } else if let number = try? value.decode(Int64.self) {
      text = String(number)
    } else if let number = try? value.decode(Double.self) {
      text = String(number)
    } else {
      text = try value.decode(String.self)
    }
  }
}
