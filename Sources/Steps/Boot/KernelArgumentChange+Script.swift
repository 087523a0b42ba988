extension KernelArgumentChange {
  /// Arguments: what to add and what to remove, each a list with spaces.
  ///
  /// The values hold nothing that a shell, a pattern or a regular expression could take otherwise
  /// but the full stop.
  static let script = StepScript(
    doing: "changing the kernel's arguments",
    """
    add=$1 remove=$2
    \(stanza)
    \(menus)
    \(entries)
    if has update-grub && [ -d /etc/default/grub.d ]; then
      mkdir -p /etc/default/grub.d
      stanza >> /etc/default/grub.d/zz-imgbuild.cfg
      update-grub 2>&1 || fail "update-grub did not succeed"
      check_menu /boot/grub/grub.cfg
    elif has grubby; then
      set -- --update-kernel=ALL
      [ -z "$remove" ] || set -- "$@" --remove-args="$remove"
      [ -z "$add" ] || set -- "$@" --args="$add"
      grubby "$@" || fail "grubby did not succeed"
      grubby --info=ALL | grep '^args=' | tr -d '"' | sed 's/^args=/linux /' > /tmp/.imgbuild-menu
      check_menu /tmp/.imgbuild-menu
      rm -f /tmp/.imgbuild-menu
    elif ls /boot/loader/entries/*.conf > /dev/null 2>&1; then
      change_entries
    elif [ -e /etc/default/grub ] && menu; then
      stanza >> /etc/default/grub
      "$make" -o "$menu" 2>&1 || fail "$make did not succeed"
      check_menu "$menu"
    elif has update-extlinux && [ -e /etc/update-extlinux.conf ]; then
      . /etc/update-extlinux.conf
      assign /etc/update-extlinux.conf default_kernel_opts \\
        "$(printf '%s' "${default_kernel_opts-}" | changed)"
      update-extlinux || fail "update-extlinux did not succeed"
    else
      fail "the guest has no boot loader that is known" "change its configuration with \\`run\\`"
    fi
    """)

  /// `changed` filters a command line; `stanza` prints the same as a piece of GRUB's defaults.
  ///
  /// It works on what all files before it have set, so that it holds for what packages bring later;
  /// images of clouds set the variables in files of their own, of which the last one counts.
  private static let stanza = #"""
    doomed() {
      for word in $remove; do
        case $word in *=*) printf '%s|' "$word" ;; *) printf '%s|%s=*|' "$word" "$word" ;; esac
      done
      for word in $add; do printf '%s|' "$word"; done
    }
    doomed=$(doomed)
    doomed=${doomed%|}
    filter="for word in \$line; do case \$word in $doomed) ;; *) printf '%s ' \"\$word\" ;; esac; done"
    changed() {
      line=$(cat)
      line=$(set -f; eval "$filter"; printf '%s' "$add")
      printf '%s' "${line% }"
    }
    stanza() {
      printf '\n# imgbuild: add %s; remove %s\n' "${add:-nothing}" "${remove:-nothing}"
      for variable in GRUB_CMDLINE_LINUX_DEFAULT GRUB_CMDLINE_LINUX; do
        end=
        if [ $variable = GRUB_CMDLINE_LINUX ]; then end=$add; fi
        printf '%s=$(line=${%s-}; set -f; %s; printf "%%s" "%s")\n' \
          $variable $variable "$filter" "$end"
      done
    }
    """#

  /// `menu` finds where GRUB's menu is; `check_menu` sees that each kernel in it starts as wanted.
  private static let menus = #"""
    menu() {
      for make in grub2-mkconfig grub-mkconfig; do
        if has $make; then break; fi
        make=
      done
      for menu in /boot/grub2/grub.cfg /boot/grub/grub.cfg; do
        if [ -e $menu ]; then break; fi
        menu=
      done
      [ -n "$make" ] && [ -n "$menu" ]
    }
    check_menu() {
      grep -E '^[[:space:]]*linux(efi|16)?[[:space:]]' "$1" > "$1.imgbuild" ||
        { rm -f "$1.imgbuild"; fail "$1 starts no kernel"; }
      for word in $add; do
        missing=$(awk -v word="$word" '
          { for (i = 2; i <= NF; i++) if ($i == word) next; print; exit }' "$1.imgbuild")
        [ -z "$missing" ] || { rm -f "$1.imgbuild"; fail "$1 does not have $word everywhere"; }
      done
      rm -f "$1.imgbuild"
    }
    """#

  /// Entries of the Boot Loader Specification that nothing else keeps: systemd-boot's.
  private static let entries = #"""
    change_entries() {
      for entry in /boot/loader/entries/*.conf; do
        options=$(sed -n 's/^options[[:space:]]*//p' "$entry" | tr '\n' ' ' | changed)
        grep -v '^options' "$entry" > "$entry.imgbuild"
        printf 'options %s\n' "$options" >> "$entry.imgbuild"
        cat "$entry.imgbuild" > "$entry"
        rm -f "$entry.imgbuild"
      done
      if [ -e /etc/kernel/cmdline ]; then
        changed < /etc/kernel/cmdline > /etc/kernel/cmdline.imgbuild
        echo >> /etc/kernel/cmdline.imgbuild
        cat /etc/kernel/cmdline.imgbuild > /etc/kernel/cmdline
        rm -f /etc/kernel/cmdline.imgbuild
      fi
    }
    """#
}
