import Pipeline
import Recipes
import WindowsSetup

/// `locale`: sets language and character set.
struct LocaleChange: RecipeStep {
  static let version = 1

  let source: Recipes.Step
  let action: LocaleStep

  init(_ source: Recipes.Step, _ action: LocaleStep) {
    self.source = source
    self.action = action
  }

  /// Arguments: the locale.
  ///
  /// Debian and its kin generate locales; others bring them in packages.
  static let script = StepScript(
    doing: "setting the locale",
    """
    locale=$1
    plain() { printf '%s' "$1" | tr A-Z a-z | sed 's/utf-8/utf8/'; }
    known() { locale -a 2> /dev/null | tr A-Z a-z | sed 's/utf-8/utf8/' |
      grep -qxF -- "$(plain "$locale")"; }
    builtin() { case $locale in C|POSIX|C.UTF-8) return 0 ;; *) return 1 ;; esac; }
    if [ -e /etc/debian_version ]; then
      if ! builtin && ! known; then
        has locale-gen || fail "the guest cannot make the locale $locale" \\
          "install the package locales in an earlier step"
        list=/usr/share/i18n/SUPPORTED
        entry=$(awk -v name="$locale" '$1 == name { print; exit }' $list)
        if [ -z "$entry" ]; then
          awk '{ print $1 }' $list | while read -r name; do choice "$name"; done
          fail "the guest knows no locale $locale" "locales are named like de_DE.UTF-8"
        fi
        touch /etc/locale.gen
        grep -qxF -- "$entry" /etc/locale.gen || printf '%s\\n' "$entry" >> /etc/locale.gen
        locale-gen || fail "locale-gen did not succeed"
      fi
      assign /etc/default/locale LANG "$locale"
    elif [ -e /etc/alpine-release ]; then
      fail "Alpine's C library knows no locales" "set LANG in /etc/profile.d with \\`write\\`"
    else
      if ! builtin && ! known; then
        language=${locale%%_*}
        hint="install the package glibc-langpack-$language in an earlier step"
        if has zypper; then hint="install the package glibc-locale in an earlier step"; fi
        fail "the guest has no locale $locale" "$hint"
      fi
      assign /etc/locale.conf LANG "$locale"
    fi
    """)

  func apply(to guest: any Guest, report: StepReport) async throws {
    let windows = WindowsSettings(doing: Self.script.doing)
    let isWindows = try await windows.change(guest, report) {
      $0.locale = try WindowsLocale(named: action.name.value).name
    }
    if isWindows { return }
    try await Self.script.run(
      [action.name.value], in: guest, limit: limit, report: report, wanted: action.name.value)
  }
}
