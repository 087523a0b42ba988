/// What gpgv's status lines say of the signatures of one file; see doc/DETAILS of GnuPG.
struct SignatureStatus {
  /// A signature that does not count, and why.
  struct Problem: Equatable {
    var key: String
    var reason: String
  }

  /// The fingerprints of the primary keys whose signatures are good.
  private(set) var signers: [String] = []
  /// Signatures that fit, by keys that must not be used.
  private(set) var problems: [Problem] = []
  /// Keys that are not in the keyring.
  private(set) var unknown: [String] = []
  /// Keys whose signature does not fit the content.
  private(set) var bad: [String] = []
  /// How many texts with inline signatures there were.
  private(set) var texts = 0
  /// Whether gpgv gave up somewhere, as it does after a first signed text when there is a second.
  private(set) var hasErrors = false

  /// Reads status lines.
  init(_ lines: [Substring]) {
    var isGood = false
    for line in lines {
      let words = line.split(separator: " ").map(String.init)
      guard words.count > 1, words[0] == "[GNUPG:]" else { continue }
      let key = words.count > 2 ? words[2] : ""
      switch words[1] {
      case "PLAINTEXT": texts += 1
      case "ERROR": hasErrors = true
      case "NEWSIG": isGood = false
      case "GOODSIG": isGood = true
      case "VALIDSIG" where isGood:
        // The last word is the primary key's fingerprint; the second the signing subkey's.
        if let signer = words.count > 11 ? words[11] : words.last { signers.append(signer) }
      case "BADSIG": bad.append(key)
      case "EXPKEYSIG": problems.append(Problem(key: key, reason: "the key has expired"))
      case "EXPSIG": problems.append(Problem(key: key, reason: "the signature has expired"))
      case "REVKEYSIG": problems.append(Problem(key: key, reason: "the key was revoked"))
      case "NO_PUBKEY": unknown.append(key)
      default: break
      }
    }
  }
}
