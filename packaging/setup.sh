# Makes the machine ready: system libraries, .venv, packages. Sourced by packaging/run and packaging/test from the
# checkout's folder. The second time it finds its own mark and does nothing, so no network is needed.

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

install_system_packages() {
  command -v dpkg-query >/dev/null || return 0
  local missing root=""
  missing=$(missing_system_packages | tr '\n' ' ')
  [ -n "${missing// /}" ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    root="sudo -n"
    $root true 2>/dev/null || { echo "缺少系统组件，请管理员安装：$missing"; return 0; }
  fi
  echo "正在安装系统组件：$missing"
  $root apt-get update -qq && $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    $missing >/dev/null || echo "未能安装系统组件，请管理员安装：$missing"
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

ready() {
  local want
  want=$(cat packaging/constraints.txt packaging/test-tools.txt pyproject.toml packaging/setup.sh | sha256sum)
  if [ -x "$python" ] && [ "$(cat .venv/ready 2>/dev/null)" = "$want" ]; then
    return 0
  fi
  install_system_packages
  make_environment || return
  echo "$want" >.venv/ready
}

screen_at_hand() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" != Linux ]; }
