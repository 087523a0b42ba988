/// `/etc/passwd` or `/etc/group`: names and numbers, in the first and third column of both.
struct AccountTable {
  private let numbers: [String: Int]

  init(_ text: String) {
    var numbers: [String: Int] = [:]
    for line in text.split(separator: "\n") {
      let columns = line.split(separator: ":", omittingEmptySubsequences: false)
      guard columns.count > 2, let number = Int(columns[2]) else { continue }
      numbers[String(columns[0])] = number
    }
    self.numbers = numbers
  }

  func number(of name: String) -> Int? { numbers[name] }
}
