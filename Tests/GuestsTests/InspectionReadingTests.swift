import GuestfsKit
import Testing

@testable import Guests

@Suite struct CloudInitConfigurationTests {
  @Test func laterFilesCountOverEarlierOnes() {
    var configuration = CloudInitConfiguration()
    configuration.merge(
      """
      # The top level settings
      users: [default]
      datasource_list: [ NoCloud, None ]
      system_info:
        distro: debian
        default_user:
          name: debian
          lock_passwd: True
      """)
    #expect(configuration.dataSources == ["NoCloud", "None"])
    #expect(configuration.defaultUser == "debian")
    configuration.merge("datasource_list: ['OpenStack', ConfigDrive]\n")
    #expect(configuration.dataSources == ["OpenStack", "ConfigDrive"])
    #expect(configuration.defaultUser == "debian")
    configuration.merge("system_info: {default_user: {name: admin}}")
    #expect(configuration.defaultUser == "admin")
  }

  @Test(arguments: [
    "", "a text", "[a, b]", "datasource_list: NoCloud", "system_info: none", "key: [unclosed",
    "system_info: {default_user: debian}", "\u{0}\u{1}",
    "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ndatasource_list: *undefined",
  ])
  func whatIsNoConfigurationSaysNothing(text: String) {
    var configuration = CloudInitConfiguration()
    configuration.merge(text)
    #expect(configuration == CloudInitConfiguration())
  }
}

@Suite struct EFISignatureTests {
  @Test func theIssuersOfEverySignatureAreRead() {
    let lines = [
      "warning: data remaining[920488 vs 1048504]: gaps between PE/COFF sections?",
      "signature 1", "image signature issuers:",
      " - /C=US/ST=Washington/O=Microsoft Corporation/CN=Microsoft Corporation UEFI CA 2011",
      "image signature certificates:",
      " - subject: /C=US/CN=Microsoft Windows UEFI Driver Publisher",
      "   issuer:  /C=US/CN=Microsoft Corporation UEFI CA 2011",
      "signature 2", "image signature issuers:", " - /O=without a name",
    ]
    #expect(
      EFISignature.issuers(in: lines) == [
        "Microsoft Corporation UEFI CA 2011", "/O=without a name",
      ])
    #expect(EFISignature.issuers(in: ["No signature table present"]) == [])
    #expect(EFISignature.issuers(in: []) == [])
  }
}
