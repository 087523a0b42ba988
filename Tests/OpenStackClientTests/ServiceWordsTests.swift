import Testing

@testable import OpenStackClient

@Suite struct ServiceWordsTests {
  @Test(
    "Recorded answers become one plain line",
    arguments: [
      ("glance-404.html", "No image found with ID 0d2a1e4e-0000-4000-8000-000000000000"),
      (
        "glance-400-operator.html",
        "Unable to filter by unknown operator 'Ünïcode “x” \"quoted\" & 100% + in'."
      ),
      (
        "glance-416.html",
        "The Range requested is not available. Invalid start position in Range header. Start "
          + "position MUST be in the inclusive range [0, 99999999]."
      ),
      ("keystone-401.json", "The request you have made requires authentication."),
    ])
  func recordings(name: String, words: String) {
    #expect(ServiceWords.plain(Array(Recording.text(name).utf8)) == words)
  }

  @Test(
    "Other answers",
    arguments: [
      ("", ""), ("plain text\n", "plain text"), ("1 < 2", "1 < 2"),
      (#"{"message": "top"}"#, "top"), (#"{"error": "short"}"#, "short"),
      (#"{"overLimit": {"message": "slow down"}}"#, "slow down"), (#"{"a": 1}"#, ""),
      ("<html><style>b{}</style><body>a<script>x<y</script>b &lt;i&gt;</body>", "a b <i>"),
      ("red \u{1b}[31mtext\u{7}\u{202e}", "red [31mtext"),
      ("<html>&#1114112;&#xD800;&bogus;</html>", "&bogus;"),
    ])
  func others(body: String, words: String) {
    #expect(ServiceWords.plain(Array(body.utf8)) == words)
  }

  @Test("The status is not said again")
  func heading() {
    let body = Array("400 Bad Request\n\nName can't be that.\n\n   ".utf8)
    #expect(ServiceWords.plain(body, after: "400 Bad Request") == "Name can't be that.")
    #expect(ServiceWords.plain(body, after: "403 Forbidden").hasPrefix("400 Bad Request Name"))
  }

  @Test("A long page is cut")
  func long() {
    #expect(ServiceWords.plain(Array(String(repeating: "a", count: 9000).utf8)).count == 501)
  }
}
