extension AccountChange {
  /// Arguments: the data file, then ten for each account, as `arguments(of:)` makes them.
  ///
  /// The data file goes first of all, and its content is never printed.
  static let script = StepScript(
    doing: "setting up users",
    """
    file=$1
    shift
    trap 'rm -f "$file" "$file.password" "$file.keys"' EXIT
    \(facts)
    \(accounts)
    \(keys)
    \(sudo)
    while [ $# -gt 0 ]; do
      user=$1 remove=$2 system=$3 uid=$4 home=$5 shell=$6 comment=$7 groups=$8 lock=$9
      shift 9
      rule=$1
      shift
      if [ -n "$remove" ]; then remove_account; continue; fi
      check_groups
      if there; then change_account; else create_account; fi
      set_password
      add_keys
      set_rule
    done
    """)

  private static let facts = """
    field() { awk -F: -v user="$user" -v n="$1" '$1 == user { print $n }' /etc/passwd; }
    there() { [ -n "$(field 3)" ]; }
    is_group() { awk -F: -v name="$1" '$1 == name { found = 1 } END { exit !found }' /etc/group; }
    sudoers() { printf '/etc/sudoers.d/imgbuild-%s' "$(printf '%s' "$user" | tr . _)"; }
    check_groups() {
      for group in $(printf '%s' "$groups" | tr , ' '); do
        is_group "$group" || fail "the guest has no group $group, in which $user is to be" \\
          "create it in an earlier step, or install the package that does"
      done
    }
    """

  /// busybox's `adduser` can create accounts and put them into groups, but change nothing else.
  private static let accounts = """
    remove_account() {
      if there; then
        if has userdel; then userdel -r "$user" 2> /dev/null || userdel "$user"
        else deluser --remove-home "$user"
        fi
      fi
      rm -f "$(sudoers)"
    }
    nologin() { for file in /usr/sbin/nologin /sbin/nologin; do
      if [ -x $file ]; then echo $file; break; fi
    done; }
    default_shell() {
      if [ -n "$system" ]; then nologin
      elif [ -x /bin/bash ]; then echo /bin/bash
      else echo /bin/sh
      fi
    }
    create_account() {
      [ -n "$shell" ] || shell=$(default_shell)
      if has useradd; then
        set -- -s "$shell" -c "$comment"
        if [ -n "$system" ]; then set -- "$@" -r -M; else set -- "$@" -m; fi
        if is_group "$user"; then set -- "$@" -g "$user"; else set -- "$@" -U; fi
        [ -z "$uid" ] || set -- "$@" -u "$uid"
        [ -z "$home" ] || set -- "$@" -d "$home"
        [ -z "$groups" ] || set -- "$@" -G "$groups"
        useradd "$@" "$user" || fail "useradd could not create $user"
      else
        set -- -D -s "$shell" -g "$comment"
        [ -z "$system" ] || set -- "$@" -S -H
        if is_group "$user"; then set -- "$@" -G "$user"; fi
        [ -z "$uid" ] || set -- "$@" -u "$uid"
        [ -z "$home" ] || set -- "$@" -h "$home"
        adduser "$@" "$user" || fail "adduser could not create $user"
        add_groups
      fi
    }
    add_groups() {
      for group in $(printf '%s' "$groups" | tr , ' '); do addgroup "$user" "$group"; done
    }
    change_account() {
      if has usermod; then
        set --
        [ -z "$uid" ] || [ "$uid" = "$(field 3)" ] || set -- "$@" -u "$uid"
        [ -z "$home" ] || [ "$home" = "$(field 6)" ] || set -- "$@" -m -d "$home"
        [ -z "$shell" ] || set -- "$@" -s "$shell"
        [ -z "$comment" ] || set -- "$@" -c "$comment"
        [ -z "$groups" ] || set -- "$@" -a -G "$groups"
        [ $# = 0 ] || usermod "$@" "$user" || fail "usermod could not change $user"
      elif [ -n "$uid$home$shell$comment" ]; then
        fail "$user is there, and the guest has no usermod to change it" \\
          "install the package shadow in an earlier step"
      else
        add_groups
      fi
    }
    set_password() {
      awk -v start="password $user:" 'index($0, start) == 1 { print substr($0, 10) }' \\
        "$file" > "$file.password"
      if [ -s "$file.password" ]; then
        chpasswd -e < "$file.password" > /dev/null || fail "chpasswd refused the hash for $user"
      fi
      rm -f "$file.password"
      case $lock in
        lock) if has usermod; then usermod -L "$user"; else passwd -l "$user"; fi ;;
        unlock) if has usermod; then usermod -U "$user"; else passwd -u "$user"; fi ;;
      esac
    }
    """

  /// A key that is there already, whatever its options and comment are, is left alone.
  private static let keys = """
    add_keys() {
      awk -v start="key $user " 'index($0, start) == 1' "$file" > "$file.keys"
      if [ ! -s "$file.keys" ]; then rm -f "$file.keys"; return 0; fi
      home=$(field 6)
      group=$(field 4)
      [ -d "$home" ] || fail "$user has no home folder for its keys" \\
        "leave out \\`system\\`, or make $home in an earlier step"
      if [ ! -d "$home/.ssh" ]; then
        mkdir -m 700 "$home/.ssh"
        chown "$user:$group" "$home/.ssh"
      fi
      keys=$home/.ssh/authorized_keys
      if [ ! -e "$keys" ]; then
        : > "$keys"
        chmod 600 "$keys"
        chown "$user:$group" "$keys"
      elif [ -s "$keys" ] && [ -n "$(tail -c 1 "$keys")" ]; then
        echo >> "$keys"
      fi
      while read -r _ _ body line; do
        if ! grep -qF -- "$body" "$keys"; then printf '%s\\n' "$line" >> "$keys"; fi
      done < "$file.keys"
      rm -f "$file.keys"
    }
    """

  /// A rule that sudo cannot read would lock everybody out of sudo, so it is not left behind.
  private static let sudo = """
    set_rule() {
      [ -n "$rule" ] || return 0
      [ -d /etc/sudoers.d ] || fail "the guest has no sudo for $user" \\
        "install the package sudo in an earlier step"
      new=$(sudoers).imgbuild
      printf '%s\\n' "$rule" > "$new"
      chmod 440 "$new"
      if has visudo && ! visudo -c -q -f "$new"; then
        rm -f "$new"
        fail "visudo refuses the sudo rule of $user: $rule" \\
          "a rule looks like ALL=(ALL) NOPASSWD: /usr/bin/apt"
      fi
      mv "$new" "$(sudoers)"
    }
    """
}
