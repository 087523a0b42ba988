import ArgumentParser
import WindowsSetup

/// Language and place, which an installation and its instances are told alike.
struct WindowsLocaleOptions: ParsableArguments {
  @Option(help: "The language of Windows, which the disc has to have.")
  var language = "en-US"

  @Option(help: "How numbers and dates are written.")
  var locale = "en-US"

  @Option(help: "The keyboard: a locale, or identifiers like 0409:00000409.")
  var keyboard = "en-US"

  @Option(help: "The time zone, by Windows' name: UTC, W. Europe Standard Time.")
  var timeZone = "UTC"

  func apply(to options: inout AnswerFileOptions) {
    options.language = language
    options.locale = locale
    options.keyboard = keyboard
    options.timeZone = timeZone
  }
}
