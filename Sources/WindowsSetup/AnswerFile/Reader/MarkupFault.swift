/// Why a file is not an XML document that answer files can be read from.
struct MarkupFault: Error {
  /// The rule that it breaks.
  var rule: AnswerFileRule
  /// Where, as an index of the document's characters.
  var offset: Int
  /// What is wrong.
  var message: String
  /// What to do.
  var hint: String?
}
