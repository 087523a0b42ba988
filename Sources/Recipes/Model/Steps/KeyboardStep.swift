/// Sets the layout of the guest's keyboard.
public struct KeyboardStep: Sendable, Hashable, Encodable {
  /// The layout as X calls it: `de`, `us`; several with commas.
  public var layout: Located<String>
  /// The keyboard's model.
  public var model: String
  /// The layout's variant: `nodeadkeys`; empty for none.
  public var variant: String
  /// Options of the layout: `compose:ralt`, with commas; empty for none.
  public var options: String

  /// Makes the step; the defaults are those of a recipe.
  public init(
    layout: Located<String>, model: String = "pc105", variant: String = "", options: String = ""
  ) {
    self.layout = layout
    self.model = model
    self.variant = variant
    self.options = options
  }

  /// Whether `text` can be a layout, model, variant or option of xkeyboard-config.
  public static func isName(_ text: String) -> Bool {
    text.wholeMatch(of: /[A-Za-z0-9_+:,.()-]*/) != nil
  }
}

extension KeyboardStep: StepDetails {
  var kind: String { "keyboard" }
  var summary: String { "keyboard: \(layout.value)" + (variant.isEmpty ? "" : " \(variant)") }
}
