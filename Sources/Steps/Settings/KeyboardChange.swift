import Pipeline
import Recipes
import WindowsSetup

/// `keyboard`: sets the keyboard's layout.
struct KeyboardChange: RecipeStep {
  static let version = 1

  let source: Recipes.Step
  let action: KeyboardStep

  init(_ source: Recipes.Step, _ action: KeyboardStep) {
    self.source = source
    self.action = action
  }

  /// Arguments: layout, model, variant, options.
  ///
  /// What a layout is, is checked where the guest has a
  /// list of them.
  static let script = StepScript(
    doing: "setting the keyboard",
    """
    layout=$1 model=$2 variant=$3 options=$4
    refuse() { fail "the guest knows no keyboard layout $1" "layouts are named like us and de"; }
    if [ -e /etc/debian_version ]; then
      list=/usr/share/X11/xkb/rules/base.lst
      if [ -e $list ]; then
        layouts() { awk '$1 == "!" { on = $2 == "layout"; next } on && NF { print $1 }' $list; }
        for one in $(printf '%s' "$layout" | tr , ' '); do
          layouts | grep -qxF -- "$one" && continue
          for name in $(layouts); do choice "$name"; done
          refuse "$one"
        done
      fi
      assign /etc/default/keyboard XKBMODEL "$model"
      assign /etc/default/keyboard XKBLAYOUT "$layout"
      assign /etc/default/keyboard XKBVARIANT "$variant"
      assign /etc/default/keyboard XKBOPTIONS "$options"
      assign /etc/default/keyboard BACKSPACE guess
      [ -e /etc/default/console-setup ] ||
        warn "the guest has no console-setup package, and uses the layout once it has"
    else
      map=${layout%%,*}
      if [ -n "$variant" ]; then map=$map-${variant%%,*}; fi
      maps() { find /usr/lib/kbd/keymaps /usr/share/kbd/keymaps -name '*.map*' 2> /dev/null |
        sed 's|.*/||; s|\\.map.*||'; }
      if [ -n "$(maps)" ] && ! maps | grep -qxF -- "$map"; then
        for name in $(maps); do choice "$name"; done
        refuse "$map"
      fi
      assign /etc/vconsole.conf KEYMAP "$map"
      assign /etc/vconsole.conf XKBLAYOUT "$layout"
      assign /etc/vconsole.conf XKBMODEL "$model"
      [ -z "$variant" ] || assign /etc/vconsole.conf XKBVARIANT "$variant"
      [ -z "$options" ] || assign /etc/vconsole.conf XKBOPTIONS "$options"
    fi
    """)

  func apply(to guest: any Guest, report: StepReport) async throws {
    let windows = WindowsSettings(doing: Self.script.doing)
    let isWindows = try await windows.change(guest, report) {
      let layout = action.layout.value
      let hasVariant = WindowsKeyboard.has(layout: layout, variant: action.variant)
      $0.keyboard = try WindowsKeyboard(
        layout: layout, variant: hasVariant ? action.variant : ""
      ).identifiers
      if !action.variant.isEmpty, !hasVariant {
        report.warning(
          "\(Self.script.doing): Windows has no variant \(action.variant) of \(layout); it gets \(layout)"
        )
      }
    }
    if isWindows { return }
    try await Self.script.run(
      [action.layout.value, action.model, action.variant, action.options], in: guest,
      limit: limit, report: report, wanted: action.layout.value)
  }
}
