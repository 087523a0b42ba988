import BuildFoundation
import BuildHistory
import Foundation
import TerminalUI
import Testing

@testable import ImgbuildCommands

@Suite struct HistoryReportTests {
  private let activities = [
    ActivityRun(id: "base", title: "bootstrap debian", outcome: .cached, seconds: 0),
    ActivityRun(id: "step-1", title: "install nginx", outcome: .done, seconds: 153),
  ]

  private func numbered(_ run: RunDetails, _ id: Int64) -> RunDetails {
    var run = run
    run.summary.id = id
    return run
  }

  @Test func runsAreATable() {
    let runs = [
      numbered(.sample(.failed, seconds: 3), 12).summary, numbered(.sample(), 9).summary,
    ]
    let time = runs[0].started.localMinute
    #expect(time.wholeMatch(of: /2027-01-1[456] \d\d:\d\d/) != nil, "\(time)")
    let lines = RunTable(runs).lines(width: nil, style: .plain)
    #expect(
      lines == [
        "RUN  STARTED           IMAGE  OUTCOME        TIME     SIZE  WHY",
        " 12  \(time)  web    failed          3 s           install: no mirror",
        "  9  \(time)  web    built    6 min 37 s  285 MiB",
      ])
    #expect(
      RunTable([runs[1]]).lines(width: nil, style: .plain)[0]
        == "RUN  STARTED           IMAGE  OUTCOME        TIME     SIZE")
  }

  @Test func colourIsForTerminals() {
    let runs = [numbered(.sample(), 9).summary]
    let style = TerminalStyle(colour: true, unicode: true)
    #expect(RunTable(runs).lines(width: nil, style: style)[1].contains("\u{1B}[32mbuilt"))
    #expect(!RunTable(runs).lines(width: nil, style: .plain).joined().contains("\u{1B}"))
  }

  @Test func aReasonIsCutToTheTerminal() {
    let runs = [numbered(.sample(.failed), 1).summary]
    for width in [60, 72, 200] {
      for line in RunTable(runs).lines(width: width, style: .plain) where width > 70 {
        #expect(line.displayWidth <= width, "\(line)")
      }
    }
    let lines = RunTable(runs).lines(width: 72, style: .plain)
    #expect(lines[1].hasSuffix("~"), "\(lines[1])")
  }

  @Test func aBuildIsShownWithItsSteps() {
    let run = numbered(.sample(properties: ["os_type": "linux"], activities: activities), 9)
    let lines = RunReport(run).lines(.plain)
    #expect(lines[0] == "run 9  web  built  \(run.summary.started.localMinute), 6 min 37 s")
    for line in [
      "  recipe: /r/web.yml", "  key: abababababab, imgbuild 1.0.0",
      "  image: 285 MiB, 4 GiB virtual, sha256 000000000000…", "  packages: 2",
      "  made from: release 12.5", "  properties: os_type=linux",
      "            cached  bootstrap debian", "2 min 33 s          install nginx",
      "1 of 2 rows came from the cache",
    ] {
      #expect(lines.contains(line), "\(line) in \(lines)")
    }
  }

  @Test func aFailureSaysWhyAndCommandsNoTerminal() {
    let lines = RunReport(numbered(.sample(.failed), 9)).lines(.plain)
    #expect(lines.contains("  why: install: no mirror"))
    #expect(lines.contains("       E: nothing"))
  }

  @Test func aDifferenceSaysWhatChanged() throws {
    let old = numbered(
      .sample(
        packages: ["bash 5.2", "gone 1", "nginx 1.22"], properties: ["min_disk": "4"],
        activities: activities), 1)
    let new = numbered(
      .sample(
        seconds: 1057, size: .mebibytes(325),
        packages: ["bash 5.2", "curl 8", "jq 1.6", "nginx 1.24"],
        properties: ["min_disk": "5", "os_type": "linux"],
        activities: [
          ActivityRun(id: "base", title: "bootstrap debian", outcome: .done, seconds: 61),
          ActivityRun(id: "step-1", title: "install nginx", outcome: .done, seconds: 153.2),
        ]), 2)
    let difference = try #require(BuildDifference(from: old, to: new))
    let time = old.summary.started.localMinute
    #expect(
      DifferenceReport(difference).lines(width: nil, style: .plain)
        == [
          "web  run 1 (\(time)) → run 2 (\(time))",
          "+2 packages, -1 package, 1 upgraded, image +40 MiB, build +11 min",
          "", "packages",
          "  CHANGE    PACKAGE  VERSION",
          "  added     curl     8",
          "  added     jq       1.6",
          "  removed   gone     1",
          "  upgraded  nginx    1.22 → 1.24",
          "", "properties",
          "  CHANGE   NAME      VALUE",
          "  changed  min_disk  4 → 5",
          "  added    os_type   linux",
          "", "time",
          "    CHANGE  TIME                STEP",
          "  +1 min 1 s  cached → 1 min 1 s  bootstrap debian",
        ].map { $0.replacing("    CHANGE  TIME  ", with: "      CHANGE  TIME  ") })
  }

  @Test func jsonHasAllOfIt() throws {
    let run = numbered(.sample(activities: activities), 9)
    let data = Data(try CommandJSON.text(run).utf8)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(object["id"] as? Int == 9)
    #expect(object["outcome"] as? String == "succeeded")
    #expect(object["started"] as? String == "2027-01-15T08:00:00Z")
    #expect((object["image"] as? [String: Any])?["size"] as? Int == 285 << 20)
    #expect((object["activities"] as? [[String: Any]])?.count == 2)
    let contents = try #require(object["contents"] as? [String: Any])
    #expect((contents["packages"] as? [[String: Any]])?.count == 2)
    #expect(try CommandJSON.text([RunSummary]()).filter { !$0.isWhitespace } == "[]")
  }
}
