import BuildFoundation
import Foundation
import Testing

@testable import WindowsSetup

/// What Windows calls time zones, locales and keyboards.
@Suite struct WindowsNameTests {
  @Test(arguments: [
    ("Europe/Berlin", "W. Europe Standard Time"), ("Europe/Kyiv", "FLE Standard Time"),
    ("Europe/Kiev", "FLE Standard Time"), ("Asia/Kolkata", "India Standard Time"),
    ("US/Pacific", "Pacific Standard Time"), ("UTC", "UTC"), ("Etc/UTC", "UTC"),
    ("Tokyo Standard Time", "Tokyo Standard Time"),
  ])
  func findsTimeZones(name: String, expected: String) throws {
    #expect(try WindowsTimeZone(named: name).name == expected)
  }

  @Test func tellsTheNearestTimeZone() {
    let error = #expect(throws: BuildError.self) { try WindowsTimeZone(named: "Europe/Berln") }
    #expect(error?.hint == "did you mean Europe/Berlin?")
    #expect(throws: BuildError.self) { try WindowsTimeZone(named: "Antarctica/Troll") }
    #expect(throws: BuildError.self) { try WindowsTimeZone(named: "") }
  }

  /// The table and the linter's list come from different sources.
  @Test func everyZoneOfTheSystemThatWindowsHasLeadsToANameOfWindows() {
    var found = 0
    for name in TimeZone.knownTimeZoneIdentifiers {
      guard let zone = try? WindowsTimeZone(named: name) else { continue }
      found += 1
      #expect(TimeZoneNames.all.contains(zone.name), "\(name): \(zone.name)")
    }
    #expect(found > TimeZone.knownTimeZoneIdentifiers.count - 10)
    #expect(found > 400)
  }

  @Test(arguments: [
    ("de-DE", "de-DE"), ("de_DE.UTF-8", "de-DE"), ("de_DE@euro", "de-DE"), ("en_GB", "en-GB"),
    ("zh_TW", "zh-TW"), ("nb_NO.utf8", "nb-NO"),
  ])
  func findsLocales(name: String, expected: String) throws {
    #expect(try WindowsLocale(named: name).name == expected)
  }

  @Test(arguments: ["C", "POSIX", "C.UTF-8", "german", "de", "de-XX", "de-DE;x", ""])
  func refusesLocalesThatWindowsHasNot(name: String) {
    #expect(throws: BuildError.self) { try WindowsLocale(named: name) }
  }

  @Test(arguments: [
    (0x409, "en-US"), (0x407, "de-DE"), (0x404, "zh-TW"), (0x804, "zh-CN"), (0xc04, "zh-HK"),
    (0x416, "pt-BR"), (0x816, "pt-PT"), (0x414, "nb-NO"), (0x241a, "sr-Latn-RS"),
    (0xc0a, "es-ES"),
  ])
  func findsLanguagesByTheirNumbers(number: Int, expected: String) {
    #expect(WindowsLocale(number: number)?.name == expected)
  }

  @Test func findsKeyboards() throws {
    #expect(try WindowsKeyboard(layout: "de").identifiers == "0407:00000407")
    #expect(try WindowsKeyboard(layout: "ch", variant: "fr").identifiers == "100c:0000100c")
    #expect(try WindowsKeyboard(layout: "0407:0000040A").identifiers == "0407:0000040a")
    #expect(throws: BuildError.self) { try WindowsKeyboard(layout: "de", variant: "neo") }
    #expect(throws: BuildError.self) { try WindowsKeyboard(layout: "jp") }
  }
}
