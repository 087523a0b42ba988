import Pipeline

/// What runs in a guest to give a shell a terminal, and to join that with the guest's ports.
struct ShellScript {
  /// The status where there are no ports, or no room in `/tmp`.
  static let unusable: Int32 = 125

  let nonce: String
  let look: TerminalLook
  /// Where the guest has its ports; tests have others.
  var folder = "/dev/virtio-ports"

  /// The script with its arguments.
  var arguments: [String] {
    [
      "/bin/sh", "-c", Self.text, "sh", folder, nonce, look.type, "\(look.lines)",
      "\(look.columns)",
    ]
  }

  /// A port can be opened once, so all use the one descriptor.
  ///
  /// util-linux's `script` makes the terminal, Python where that is missing. The shell is told its
  /// status by a file, because busybox's `script` does not pass it on. It stays in the foreground: what
  /// runs in the background of a script ignores Ctrl-C, and so would all that it starts; libguestfs and
  /// the agent leave other signals ignored. Once the host has left, nothing is written to its port any
  /// more: that would block for ever.
  private static let text = """
    terminal=$1/\(ShellPorts.terminal); sizes=$1/\(ShellPorts.sizes)
    nonce=$2; TERM=$3; lines=$4; columns=$5
    tries=0
    until [ -c "$terminal" ] && [ -c "$sizes" ]; do
      [ $tries -lt 100 ] || { echo "there is no $terminal"; exit \(unusable); }
      sleep 0.1
      tries=$((tries + 1))
    done
    folder=$(mktemp -d) || exit \(unusable)
    exec 4<>"$terminal" 5<"$sizes" || exit \(unusable)
    say() { printf '\\036imgbuild-%s %s\\n' "$nonce" "$1" >&4; }

    known=
    for place in /etc/terminfo /lib/terminfo /usr/share/terminfo /usr/lib/terminfo; do
      if [ -e "$place/${TERM%"${TERM#?}"}/$TERM" ]; then known=yes; fi
    done
    if [ -z "$known" ]; then TERM=xterm; fi
    SHELL=/bin/sh
    if [ -x /bin/bash ]; then SHELL=/bin/bash; fi
    export TERM SHELL
    reset=
    if env --default-signal true 2>/dev/null; then reset='env --default-signal'; fi

    cat >"$folder/terminal" <<END
    tty >$folder/tty
    stty sane rows $lines cols $columns
    cd
    $reset $SHELL -il
    echo \\$? >$folder/status
    END
    cat >"$folder/plain" <<END
    cd
    $reset $SHELL -i
    echo \\$? >$folder/status
    END
    python='import pty, sys; pty.spawn(["/bin/sh", sys.argv[1]])'
    if command -v script >/dev/null; then
      set -- script -q -f -c "/bin/sh $folder/terminal" /dev/null
    elif command -v python3 >/dev/null; then
      set -- python3 -c "$python" "$folder/terminal"
    else
      say plain
      set -- /bin/sh "$folder/plain"
    fi

    (
      while read -r lines columns; do
        if read -r tty <"$folder/tty"; then
          stty -F "$tty" rows "$lines" cols "$columns"
        fi
      done
      : >"$folder/left"
      read -r process <"$folder/process"
      kill -HUP "$process"
      sleep 3
      rm -rf "$folder"
      kill -KILL "$process"
      kill -KILL $$
    ) <&5 >/dev/null 2>&1 4>&- 5>&- &
    watcher=$!
    /bin/sh -c 'echo $$ >"$0/process"; exec "$@"' "$folder" "$@" <&4 >&4 2>&4 4>&- 5>&-
    if [ ! -e "$folder/left" ]; then
      status=129
      if [ -s "$folder/status" ]; then read -r status <"$folder/status"; fi
      say "$status"
    fi
    kill $watcher 2>/dev/null
    rm -rf "$folder"
    exit 0
    """
}
