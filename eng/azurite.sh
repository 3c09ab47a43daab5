# shellcheck shell=bash
# Sourced by the scripts: installs Azurite, the Azure Storage emulator, once per pinned version. Needs eng/environment.sh, eng/build.sh and eng/node.sh.

# Sets RENDER_AZURITE to the emulator's launcher, which Render starts and stops as its own child.
azurite_install() {
  local pinned folder
  need_node "Azurite, the Azure Storage emulator" "Without --storage azurite nothing needs it."
  pinned=$(cksum <"$RENDER_ROOT/eng/azurite/package-lock.json" | cut -d ' ' -f 1)
  folder="$RENDER_ROOT/artifacts/azurite/$pinned"
  export RENDER_AZURITE="$folder/launch.js"
  mkdir -p "$RENDER_ROOT/artifacts"
  with_build_lock azurite_install_now "$folder"
}

azurite_install_now() {
  local folder=$1 fresh="$1.$$" log="$RENDER_ROOT/artifacts/azurite.log" began=$SECONDS
  [ -f "$folder/.complete" ] && { cp "$RENDER_ROOT"/eng/azurite/*.js "$folder/"; return; }
  say "render: installing Azurite, the Azure Storage emulator (once)…"
  rm -rf "$fresh"
  mkdir -p "$fresh"
  cp "$RENDER_ROOT"/eng/azurite/package.json "$RENDER_ROOT"/eng/azurite/package-lock.json "$RENDER_ROOT"/eng/azurite/*.js "$fresh/"
  if ! (cd "$fresh" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -rf "$fresh"
    die "Azurite could not be installed with npm; the whole log is $log.
  Check that the npm registry can be reached, then run this again."
  fi
  touch "$fresh/.complete"
  rm -rf "$folder"
  mv "$fresh" "$folder"
  say "render: installed in $((SECONDS - began)) s."
}
