extension String {
  /// The text as one word for a POSIX shell, in quotes only where it needs some.
  var shellQuoted: String {
    let plain = wholeMatch(of: /[A-Za-z0-9_.,:\/@%+=-]+/) != nil
    return plain ? self : "'" + replacing("'", with: #"'\''"#) + "'"
  }
}
