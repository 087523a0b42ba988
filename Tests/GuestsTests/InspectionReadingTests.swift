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

@Suite struct PEHeaderTests {
  private func program(_ machine: [UInt8], at offset: UInt8 = 64) -> [UInt8] {
    var bytes = Array("MZ".utf8) + [UInt8](repeating: 0, count: 58) + [offset, 0, 0, 0]
    bytes += [UInt8](repeating: 0, count: Int(offset) - 64) + Array("PE\0\0".utf8) + machine
    return bytes
  }

  @Test func theMachineIsNamed() {
    #expect(PEHeader(program([0x64, 0x86]))?.architecture == "x86_64")
    #expect(PEHeader(program([0x64, 0xaa], at: 200))?.architecture == "aarch64")
    #expect(PEHeader(program([1, 2])) != nil && PEHeader(program([1, 2]))?.architecture == nil)
  }

  @Test func whatIsNoProgramIsNone() {
    var far = program([0x64, 0x86])
    far[63] = 0x7f
    #expect(PEHeader(far) == nil && PEHeader([]) == nil && PEHeader(Array("MZ".utf8)) == nil)
    #expect(PEHeader(Array(program([0x64, 0x86]).dropLast())) == nil)
  }
}
