# Makes the machine ready: system libraries, .venv, packages. Sourced by packaging/run and packaging/test from the
# checkout's folder. The second time it finds its own marks and does nothing, so no network is needed.

python=.venv/bin/python
# Which Qt needs on a bare Debian-like machine, and a Chinese font: without one every character is a box.
system_packages="python3-venv libegl1 libgl1 libglib2.0-0 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1
  libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0
  fontconfig fonts-noto-cjk"

find_python() {
  local name
  for name in python3.13 python3.12 python3.11 python3; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$name"
      return
    fi
  done
}

missing_system_packages() {
  local name
  for name in $system_packages; do
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || echo "$name"
  done
}

# Installs what is missing; returns 1, having said so, where that cannot be done. Without dpkg nothing is asked.
install_system_packages() {
  command -v dpkg-query >/dev/null || return 0
  local missing root=""
  missing=$(missing_system_packages | tr '\n' ' ')
  [ -n "${missing// /}" ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    root="sudo -n"
    $root true 2>/dev/null || { echo "缺少系统组件，请管理员安装：$missing"; return 1; }
  fi
  echo "正在安装系统组件：$missing"
  update_lists "$root"
  $root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq \
    --no-install-recommends $missing >/dev/null && [ -z "$(missing_system_packages)" ] && return 0
  echo "未能安装系统组件，请管理员安装：$missing"
  return 1
}

# The lists have a lock of their own, for which apt does not wait: another apt may be at it for minutes.
update_lists() {
  local said try
  for try in $(seq 30); do
    said=$($1 env LC_ALL=C apt-get -o DPkg::Lock::Timeout=300 update -qq 2>&1) && return 0
    case $said in *"get lock"*) sleep 10 ;; *) break ;; esac
  done
  echo "$said"
}

make_environment() {
  local base
  base=$(find_python)
  [ -n "$base" ] || { echo "需要 Python 3.11 或更新版本。"; return 5; }
  [ -x "$python" ] || "$base" -m venv .venv || return 5
  echo "正在安装程序所需的软件包……"
  "$python" -m pip install -q --disable-pip-version-check -c packaging/constraints.txt -r packaging/test-tools.txt -e . ||
    return 5
}

# Two marks: what could not be installed on the system is tried and told again each time, and stops nobody.
ready() {
  local want system
  system=$(echo "$system_packages" | sha256sum)
  if [ "$(cat .venv/system 2>/dev/null)" != "$system" ]; then
    install_system_packages || system=""
  fi
  want=$(cat packaging/constraints.txt packaging/test-tools.txt pyproject.toml packaging/setup.sh | sha256sum)
  if [ ! -x "$python" ] || [ "$(cat .venv/ready 2>/dev/null)" != "$want" ]; then
    make_environment || return
    echo "$want" >.venv/ready
  fi
  [ -z "$system" ] || echo "$system" >.venv/system
}

screen_at_hand() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" != Linux ]; }
