# Makes the machine ready: system libraries, .venv, packages. Sourced by packaging/run and packaging/test from the
# checkout's folder. The second time nothing is missing, so neither apt nor the network is asked.

python=.venv/bin/python
# What Qt loads, as the file that the loader must find, and Debian's packages that bring it: names change between
# releases (since the 64-bit-time change glib's ends in t64), the first that this system's lists know is taken.
libraries="libglib-2.0.so.0=libglib2.0-0t64,libglib2.0-0
  libEGL.so.1=libegl1
  libGL.so.1=libgl1
  libxkbcommon.so.0=libxkbcommon0
  libxkbcommon-x11.so.0=libxkbcommon-x11-0
  libdbus-1.so.3=libdbus-1-3
  libfontconfig.so.1=libfontconfig1
  libxcb-cursor.so.0=libxcb-cursor0
  libxcb-icccm.so.4=libxcb-icccm4
  libxcb-image.so.0=libxcb-image0
  libxcb-keysyms.so.1=libxcb-keysyms1
  libxcb-randr.so.0=libxcb-randr0
  libxcb-render-util.so.0=libxcb-render-util0
  libxcb-shape.so.0=libxcb-shape0
  libxcb-xkb.so.1=libxcb-xkb1
  libX11-xcb.so.1=libx11-xcb1"
oldest="3.11"

find_python() {
  local name
  for name in python3.13 python3.12 python3.11 python3.14 python3; do
    if command -v "$name" >/dev/null && "$name" -c "import sys; sys.exit(sys.version_info < (${oldest/./, }))" 2>/dev/null; then
      echo "$name"
      return
    fi
  done
}

loader_knows() {
  local PATH=$PATH:/usr/sbin:/sbin
  command -v ldconfig >/dev/null || return 1
  ldconfig -p
}

# Prints a line for each thing that is missing: what it is and which packages bring it. Nothing where that can't be told.
missing_parts() {
  local known entry base
  if known=$(loader_knows 2>/dev/null); then
    for entry in $libraries; do
      case $known in *"${entry%%=*} "*) ;; *) echo "$entry" ;; esac
    done
  fi
  base=$(find_python)
  if [ -z "$base" ]; then
    echo "Python=python3,python3"
    echo "Python-venv=python3-venv"
  elif ! "$base" -c 'import ensurepip, venv' 2>/dev/null && ! "$python" -m pip --version >/dev/null 2>&1; then
    echo "Python-venv=$base-venv,python3-venv"
  fi
  # Without a Chinese font every character is a box.
  [ -n "$(command -v fc-list >/dev/null && fc-list :lang=zh family 2>/dev/null)" ] || echo "中文字体=fonts-noto-cjk"
  command -v fc-list >/dev/null || echo "fontconfig=fontconfig"
}

# The lists have a lock of their own, for which apt does not wait: another apt may be at it for minutes.
update_lists() {
  local answer try
  for try in $(seq 30); do
    answer=$($1 env LC_ALL=C apt-get -o DPkg::Lock::Timeout=300 update -qq 2>&1) && return 0
    case $answer in *"get lock"*) sleep 10 ;; *) break ;; esac
  done
  echo "$answer"
}

# The first of the names (comma between) that the lists know and can install.
known_package() {
  local name
  for name in ${1//,/ }; do
    case $(LC_ALL=C apt-cache policy "$name" 2>/dev/null) in
      *"Candidate: (none)"* | "") ;;
      *) echo "$name"; return ;;
    esac
  done
}

# Installs what is missing, or says once what an administrator should install; stops nobody.
install_missing_parts() {
  local parts packages="" root="" entry
  parts=$(missing_parts)
  [ -n "$parts" ] || return 0
  if ! command -v apt-get >/dev/null || ! command -v apt-cache >/dev/null; then
    echo "缺少系统组件，请管理员安装："$(echo "$parts" | sed 's/=.*//')
    return 0
  fi
  if [ "$(id -u)" -ne 0 ]; then
    root="sudo -n"
    if ! $root true 2>/dev/null; then
      echo "缺少系统组件，请管理员安装："$(echo "$parts" | sed 's/.*=//; s/,.*//')
      return 0
    fi
  fi
  echo "正在安装系统组件："$(echo "$parts" | sed 's/=.*//')
  update_lists "$root"
  for entry in $parts; do
    packages="$packages $(known_package "${entry#*=}")"
  done
  # shellcheck disable=SC2086  # a list of names
  $root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq \
    --no-install-recommends $packages >/dev/null 2>.apt-errors || cat .apt-errors
  rm -f .apt-errors
  parts=$(missing_parts)
  [ -z "$parts" ] || echo "仍缺少系统组件，请管理员安装："$(echo "$parts" | sed 's/.*=//; s/,.*//')
}

make_environment() {
  local base
  base=$(find_python)
  [ -n "$base" ] || { echo "需要 Python $oldest 或更新版本，请先安装。"; return 5; }
  # A folder left half made, e.g. where venv's own packages were missing, is made anew.
  "$python" -m pip --version >/dev/null 2>&1 || { rm -rf .venv; "$base" -m venv .venv; } || return 5
  echo "正在安装程序所需的软件包……"
  "$python" -m pip install -q --disable-pip-version-check -c packaging/constraints.txt -r packaging/test-tools.txt -e . ||
    { echo "软件包没有装全：请检查网络，或换用 Python $oldest 至 3.14 后再试。"; return 5; }
}

ready() {
  local want
  install_missing_parts
  want=$(cat packaging/constraints.txt packaging/test-tools.txt pyproject.toml | sha256sum)
  if [ ! -x "$python" ] || [ "$(cat .venv/ready 2>/dev/null)" != "$want" ]; then
    make_environment || return
    echo "$want" >.venv/ready
  fi
}

screen_at_hand() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" != Linux ]; }
