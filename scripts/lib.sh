# shellcheck shell=bash
# What the scripts share; sourced by them with `root` set to the repository's folder.
: "${root:?lib.sh is sourced by the scripts beside it}"

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

fail() {
  say "$*"
  exit 3
}

# Runs a command as root: directly, or through sudo.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif ! command -v sudo >/dev/null; then
    fail "needs root and finds no sudo; run as root: $*"
  elif sudo -n true 2>/dev/null || [ -t 0 ]; then
    sudo "$@"
  else
    fail "needs root, and sudo would ask for a password; run: sudo $*"
  fi
}

# Sets `distribution` to debian, ubuntu, or the name of another that has no apt or other names.
find_distribution() {
  local ID='' ID_LIKE=''
  if [ -r /etc/os-release ]; then
    # shellcheck source=/dev/null
    . /etc/os-release
  fi
  case " $ID $ID_LIKE " in
    *' ubuntu '*) distribution=ubuntu ;;
    *' debian '*) distribution=debian ;;
    *) distribution=${ID:-unknown} ;;
  esac
}

# Sets `packages` to those of the sections given, for this architecture and distribution.
list_packages() {
  local machine section package architecture wanted_distribution
  case "$(uname -m)" in
    x86_64) machine=amd64 ;;
    aarch64) machine=arm64 ;;
    *) machine=$(uname -m) ;;
  esac
  packages=()
  while read -r section package architecture wanted_distribution; do
    case " $* " in *" $section "*) ;; *) continue ;; esac
    case "${architecture:-*}" in '*' | "$machine") ;; *) continue ;; esac
    case "${wanted_distribution:-*}" in '*' | "$distribution") ;; *) continue ;; esac
    packages+=("$package")
  done < <(grep -v -e '^#' -e '^$' "$root/scripts/packages")
}

# Whether /boot has a kernel whose modules are there too: what supermin looks for.
has_kernel() {
  local kernel
  for kernel in /boot/vmlinuz-*; do
    if [ -e "$kernel" ] && [ -d "/lib/modules/${kernel#/boot/vmlinuz-}" ]; then return 0; fi
  done
  return 1
}

# Sets `missing` to those of `packages` that are not installed.
find_missing() {
  local package installed
  missing=()
  installed=" $(dpkg-query --show --showformat='${db:Status-Status}=${Package} ' \
    "${packages[@]}" 2>/dev/null || true)"
  for package in "${packages[@]}"; do
    case "$installed" in
      *" installed=$package "*) ;;
      *) missing+=("$package") ;;
    esac
  done
}

# Installs what is missing of the sections given; says first what that is.
install_packages() {
  local sections=("$@") packages missing distribution
  find_distribution
  case " ${sections[*]} " in
    *' run '*) has_kernel || sections+=(kernel) ;;
  esac
  list_packages "${sections[@]}"
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    say "$distribution has no apt; make sure to have what Debian calls ${packages[*]}"
    return
  fi
  find_missing
  if [ "${#missing[@]}" -eq 0 ]; then return; fi
  say "installing ${missing[*]}"
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get --quiet=2 -o Dpkg::Use-Pty=0)
  # Old lists may do; if not, the installation says so.
  as_root "${apt[@]}" update >&2 || say "apt-get update failed; trying with the lists at hand"
  as_root "${apt[@]}" install --yes --no-install-recommends "${missing[@]}" </dev/null >&2 ||
    fail "apt-get could not install ${missing[*]}"
}

# libvirt's QEMU driver, run by root, looks this user up even when it is told to use another. Debian
# makes it with libvirt-daemon-system, whose services a build does not want.
make_libvirt_user() {
  if [ "$(id -u)" -ne 0 ] || getent passwd libvirt-qemu >/dev/null; then return; fi
  say "creating the system user libvirt-qemu, which libvirt asks for"
  useradd --system --user-group --no-create-home --home-dir /var/lib/libvirt \
    --shell /usr/sbin/nologin libvirt-qemu
}

# Puts `swift` into PATH and checks its version against Package.swift's.
find_swift() {
  local folder wanted found
  wanted=$(sed -n 's,^// swift-tools-version: *\([0-9.]*\).*,\1,p' "$root/Package.swift")
  if ! command -v swift >/dev/null; then
    for folder in /opt/swift/usr/bin /usr/local/swift/usr/bin \
      "${SWIFTLY_BIN_DIR:-$HOME/.local/share/swiftly/bin}"; do
      if [ -x "$folder/swift" ]; then
        PATH=$folder:$PATH
        break
      fi
    done
  fi
  command -v swift >/dev/null ||
    fail "Swift was not found; install Swift $wanted or newer (swift.org/install/linux)"
  found=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9.]*\).*/\1/p')
  if [ -z "$found" ]; then fail "$(command -v swift) does not tell its version; is it whole?"; fi
  if [ "$(printf '%s\n' "$wanted" "$found" | sort --version-sort | head -n 1)" != "$wanted" ]; then
    fail "Swift $found is too old; install Swift $wanted or newer (swift.org/install/linux)"
  fi
}

# Sets `venv` to a Python with the packages of a list, made once: make_venv NAME LIST [arguments of pip].
# Fails when it cannot be made, as without a network.
make_venv() {
  local name=$1 list=$2 cache=${XDG_CACHE_HOME:-$HOME/.cache}/imgbuild-tests partial
  shift 2
  venv=$cache/$name-$(sha256sum <"$list" | cut -c 1-16)
  if [ -x "$venv/bin/python3" ]; then return; fi
  say "installing what ${list#"$root/"} lists"
  mkdir -p "$cache"
  partial=$(mktemp -d "$cache/$name.XXXXXX") || return 1
  # Renamed when it is whole: a half of it would never be mended. Its programs name their Python by its path.
  if ! { python3 -m venv "$partial" &&
    "$partial/bin/python3" -m pip install --quiet --disable-pip-version-check "$@" -r "$list" &&
    grep -lIF --null --directories=skip "$partial" "$partial"/bin/* | xargs --null sed -i "s,$partial,$venv,g" &&
    mv --no-target-directory "$partial" "$venv"; } </dev/null >&2; then
    rm -rf "$partial"
    # Another run may have made it meanwhile.
    [ -x "$venv/bin/python3" ]
  fi
}
