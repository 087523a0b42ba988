import BuildFoundation
import Pipeline
import Recipes
import Testing

@testable import Steps

@Suite struct SELinuxSettingsTests {
  @Test(arguments: [
    ("", nil), ("SELINUX=disabled\nSELINUXTYPE=targeted\n", nil),
    ("# SELINUX=enforcing\nSELINUX=disabled", nil), ("SELINUX=sometimes", nil),
    ("SELINUX=enforcing\n", "targeted"), ("SELINUX=Permissive\nSELINUXTYPE=mls", "mls"),
    ("  SELINUX = enforcing \nSELINUXTYPE = default # Debian's\n", "default"),
    ("SELINUX=enforcing\nSELINUX=disabled", "targeted"), ("SELINUXTYPE=mls\n", nil),
  ])
  func theFileIsReadAsLibselinuxDoes(text: String, policy: String?) {
    #expect(SELinuxSettings(text).policy == policy)
  }
}

/// Who labels the files, by what there is.
@Suite struct SELinuxRelabelTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var files: [String: String]
    var canRelabel = false
    var status: Int32 = 0
    var calls: [String]
    var warning: String?
  }

  private static let contexts = "/etc/selinux/mls/contexts/files/file_contexts"
  private static let on = ["/etc/selinux/config": "SELINUX=enforcing\nSELINUXTYPE=mls\n"]
  private static let policy = on.merging([contexts: ""]) { $1 }
  private static let tools = policy.merging(["/usr/sbin/setfiles": ""]) { $1 }

  static let cases = [
    Case(testDescription: "no SELinux", files: [:], canRelabel: true, calls: []),
    Case(
      testDescription: "SELinux is off",
      files: tools.merging(["/etc/selinux/config": "SELINUX=disabled\n"]) { $1 }, canRelabel: true,
      calls: []),
    Case(
      testDescription: "no policy", files: on, canRelabel: true, calls: [],
      warning: "SELinux is on in /etc/selinux/config, but there is no \(contexts)"),
    Case(
      testDescription: "the guest's setfiles comes first", files: tools, canRelabel: true,
      calls: ["run /usr/sbin/setfiles \(contexts)"]),
    Case(
      testDescription: "an old guest's setfiles",
      files: policy.merging(["/sbin/setfiles": ""]) { $1 },
      calls: ["run /sbin/setfiles \(contexts)"]),
    Case(
      testDescription: "the appliance's setfiles", files: policy, canRelabel: true,
      calls: ["relabel with \(contexts)"]),
    Case(
      testDescription: "nobody's", files: policy,
      calls: ["relabel with \(contexts)", "write /.autorelabel"],
      warning: "neither the image nor this host's appliance has setfiles"),
    Case(
      testDescription: "the guest's setfiles fails", files: tools, canRelabel: true, status: 255,
      calls: ["run /usr/sbin/setfiles \(contexts)", "write /.autorelabel"],
      warning: "line 7: no such type"),
  ]

  @Test(arguments: cases) func theBestThereIsLabels(example: Case) async throws {
    let guest = RecordingGuest(files: example.files, canRelabel: example.canRelabel) { _ in
      (example.status, example.status == 0 ? [] : ["reading", "line 7: no such type"])
    }
    let events = EventRecorder()
    try await SELinuxRelabel(report: StepReport("seal", to: events)).apply(to: guest)
    let calls = guest.calls.map { call in
      // Of a script, only what it is given.
      call.hasPrefix("run ")
        ? "run " + call.split(separator: " ").suffix(2).joined(separator: " ")
        : call
    }
    #expect(calls == example.calls)
    let warnings = events.events.compactMap { event in
      if case .notice(.warning, let message) = event.kind { message } else { nil }
    }
    #expect(warnings.count == (example.warning == nil ? 0 : 1))
    if let warning = example.warning { #expect(warnings.first?.contains(warning) == true) }
  }

  @Test(arguments: [true, false]) func sealingLabelsLast(relabels: Bool) async throws {
    let guest = RecordingGuest(files: Self.tools)
    let settings = SealSettings(remove: [located("/opt/*")])
    try await Sealing(settings, relabels: relabels).apply(
      to: guest, report: StepReport("seal", to: EventRecorder()))
    #expect(guest.calls.contains("remove /opt/*"))
    #expect((guest.calls.last?.hasSuffix(Self.contexts) == true) == relabels)
    #expect(guest.commands.count == (relabels ? 2 : 1))
  }
}
