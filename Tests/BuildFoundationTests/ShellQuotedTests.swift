import BuildFoundation
import Testing

@Suite struct ShellQuotedTests {
  @Test(arguments: [
    ("web.yml", "web.yml"), ("a b.yml", "'a b.yml'"), ("it's", #"'it'\''s'"#), ("", "''"),
    ("size=20 GiB", "'size=20 GiB'"), ("$HOME", "'$HOME'"), ("qemu:///system", "qemu:///system"),
  ])
  func wordsOfACommandCanBePasted(text: String, word: String) {
    #expect(text.shellQuoted == word)
  }
}
