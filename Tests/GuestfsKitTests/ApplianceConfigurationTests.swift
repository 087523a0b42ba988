import BuildFoundation
import SystemPackage
import Testing

@testable import GuestfsKit

@Suite("Appliance without a launch")
struct ApplianceConfigurationTests {
  @Test("a file that is not there is an error that names it")
  func missingFile() async {
    let options = Appliance.Options(
      drives: [.file("/nonexistent/disk.raw", format: "raw", readOnly: true)], usesKVM: false)
    let error = await #expect(throws: BuildError.self) {
      _ = try await Appliance.launch(options)
    }
    #expect(error?.message.contains("/nonexistent/disk.raw") == true)
    #expect(error?.cause is GuestfsError)
  }

  @Test("a temporary folder that is not there is the host's fault")
  func temporaryFolder() async {
    var options = Appliance.Options(drives: [], usesKVM: false)
    options.temporaryFolder = "/nonexistent"
    let error = await #expect(throws: BuildError.self) {
      _ = try await Appliance.launch(options)
    }
    #expect(error?.code == .host)
  }

  @Test(
    "known failures have a hint",
    arguments: [
      (GuestfsError(message: "supermin exited with error status 1", number: 0), "vmlinuz"),
      (GuestfsError(message: "write: /a: No space left on device", number: 28), "larger disk"),
    ])
  func hints(error: GuestfsError, hint: String) {
    let known = error.asBuildError(doing: "testing")
    #expect(known.hint?.contains(hint) == true)
    #expect(known.message.hasPrefix("testing: "))
  }

  @Test("string lists go in and out of C unharmed", arguments: [[], ["a"], ["", "b c", "ü"]])
  func lists(strings: [String]) {
    let copy = CStrings.withList(strings) { list -> [String] in
      var texts: [String] = []
      var next = list
      while let text = next.pointee {
        texts.append(String(cString: text))
        next += 1
      }
      return texts
    }
    #expect(copy == strings)
  }
}
