import Glibc

/// C strings and null-terminated lists of them, as libguestfs takes and gives them.
enum CStrings {
  /// Calls `body` with `strings` as a null-terminated list.
  static func withList<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    let list: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
    defer { list.forEach { free($0) } }
    return list.withUnsafeBufferPointer { buffer in
      // A list has its final nil, hence an address.
      withUnsafePointer(to: UnsafeMutablePointer<CChar>?.none) { empty in
        body(buffer.baseAddress ?? empty)
      }
    }
  }

  /// The text of `string`, which is freed.
  static func take(_ string: UnsafeMutablePointer<CChar>) -> String {
    defer { free(string) }
    return String(cString: string)
  }

  /// The texts of a null-terminated list, which is freed with its strings.
  static func take(_ list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> [String] {
    var texts: [String] = []
    var next = list
    while let string = next.pointee {
      texts.append(take(string))
      next += 1
    }
    free(list)
    return texts
  }
}
