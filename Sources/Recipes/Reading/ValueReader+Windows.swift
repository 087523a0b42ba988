import BuildFoundation
import WindowsSetup

/// Values that Windows has names of its own for.
extension ValueReader {
  /// A locale, by Windows' name.
  func windowsLocale() -> String? {
    line().flatMap { line in found { try WindowsLocale(named: line.value).name } }
  }

  /// A keyboard's layout, by Windows' identifiers.
  func windowsKeyboard() -> String? {
    line().flatMap { line in found { try WindowsKeyboard(layout: line.value).identifiers } }
  }

  /// A time zone, by Windows' name.
  func windowsTimeZone() -> String? {
    line().flatMap { line in found { try WindowsTimeZone(named: line.value).name } }
  }

  /// A text that is to be kept from readers; warns where it stands in the recipe.
  func secretText() -> SecretText? {
    guard let text = text(mayHoldSecrets: true) else { return nil }
    guard !text.value.isEmpty else {
      fault("\(what) is empty")
      return nil
    }
    SecretCheck(reading).value(text, of: what.filter { $0 != "`" })
    return SecretText(text)
  }

  private func found(_ value: () throws -> String) -> String? {
    do {
      return try value()
    } catch let error as BuildError {
      fault("\(what): \(error.message)", hint: error.hint)
    } catch {
      fault("\(what): \(error)")
    }
    return nil
  }
}
