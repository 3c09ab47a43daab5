# shellcheck shell=bash
# Sourced by the scripts: finds Node.js and npm. Needs eng/environment.sh.

# Node.js and npm; as root on Debian and Ubuntu they are installed, elsewhere the message says how: `need_node FOR_WHAT HINT`.
need_node() {
  command -v npm >/dev/null 2>&1 && command -v node >/dev/null 2>&1 && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "render: installing Node.js…"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends nodejs npm; } >"$RENDER_ROOT/artifacts/node.log" 2>&1 || true
    command -v npm >/dev/null 2>&1 && command -v node >/dev/null 2>&1 && return
  fi
  die "Node.js 20 or newer with npm is needed for $1.
  Install it (Debian and Ubuntu: 'apt install nodejs npm'; macOS: 'brew install node'), then run this again.
  $2"
}
