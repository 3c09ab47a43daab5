# shellcheck shell=bash
# Sourced by ./render: builds Render.Local once per state of the sources. Needs eng/environment.sh.
#
# Each state has its own folder under artifacts/builds, so a coordinator that runs keeps its files while a newer one is built,
# and a start with unchanged sources needs no restore and no build.

# Prints one line that changes whenever a source of the program changes.
source_stamp() {
  local digest
  if command -v sha256sum >/dev/null 2>&1; then digest="sha256sum"
  elif command -v shasum >/dev/null 2>&1; then digest="shasum -a 256"
  else digest="cksum"; fi
  (
    cd "$RENDER_ROOT" || exit
    # A folder that is not there yet is no error: find says so and goes on.
    # shellcheck disable=SC2086
    {
      LC_ALL=C find functions gpuworker scenes Directory.Build.props Directory.Packages.props global.json .editorconfig BannedSymbols.txt \
        \( -name bin -o -name obj -o -name node_modules \) -prune -o -type f -exec $digest {} + 2>/dev/null || :
    } | LC_ALL=C sort | $digest | cut -c1-20 | tr -d ' '
  )
}

# Runs a command while no other process holds the build: by flock where there is one, else by a folder and its owner's process id.
with_build_lock() {
  if command -v flock >/dev/null 2>&1; then
    (
      flock 9
      "$@" 9>&-
    ) 9>"$RENDER_ROOT/artifacts/.build.lock"
  else
    local lock="$RENDER_ROOT/artifacts/.build.lock.d" owner status=0
    until mkdir "$lock" 2>/dev/null; do
      owner=$(cat "$lock/pid" 2>/dev/null || true)
      if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then rm -rf "$lock"; else sleep 1; fi
    done
    echo $$ >"$lock/pid"
    "$@" || status=$?
    rm -rf "$lock"
    return "$status"
  fi
}

# Keeps the newest builds only; a long-running coordinator's is among them or was loaded long ago.
prune_builds() {
  # shellcheck disable=SC2012
  ls -1t "$RENDER_ROOT/artifacts/builds" 2>/dev/null | tail -n +5 | while IFS= read -r old; do
    rm -rf "$RENDER_ROOT/artifacts/builds/$old"
  done
}

# The packages that a restore did not find, from its log on standard input.
missing_packages() {
  { grep -E 'NU11[0-9]{2}' || true; } | { grep -oE '(package|of) '"'?"'[A-Za-z][A-Za-z0-9.]+' || true; } | sed -E "s/^(package|of) '?//; s/\\.$//"
}

# Builds one project in place; quick where nothing changed.
render_build_project() {
  mkdir -p "$RENDER_ROOT/artifacts"
  with_build_lock build_project "$1"
}

build_project() {
  check_sdk
  local log="$RENDER_ROOT/artifacts/build.log"
  dotnet build "$1" -c Release --nologo -v quiet -clp:NoSummary >"$log" 2>&1 && return
  grep -E '(error|warning) [A-Z]+[0-9]+' "$log" | sort -u | head -n 20 >&2 || true
  die "the build failed; its whole log is $log."
}

build_now() {
  [ -f "$RENDER_BUILD/.complete" ] && return
  check_sdk
  local log="$RENDER_ROOT/artifacts/build.log" fresh="$RENDER_BUILD.$$" began=$SECONDS
  say "render: building (only after a source changed)…"
  if ! dotnet build "$RENDER_ROOT/functions/Render.Local/Render.Local.csproj" -c Release --nologo -v quiet -clp:NoSummary >"$log" 2>&1; then
    grep -E '(error|warning) [A-Z]+[0-9]+' "$log" | sort -u | head -n 20 >&2 || true
    die "the build failed; its whole log is $log.
  Where packages could not be restored, check that NuGet can be reached, or set NUGET_PACKAGES to a filled package folder."
  fi
  rm -rf "$fresh"
  mkdir -p "$fresh"
  cp -R "$RENDER_ROOT/functions/Render.Local/bin/Release/net10.0/." "$fresh/"
  touch "$fresh/.complete"
  rm -rf "$RENDER_BUILD"
  mv "$fresh" "$RENDER_BUILD"
  prune_builds
  say "render: built in $((SECONDS - began)) s."
}

# Sets RENDER_BUILD to a folder that holds Render.Local.dll for the sources as they are.
render_build() {
  RENDER_BUILD="$RENDER_ROOT/artifacts/builds/$(source_stamp)"
  export RENDER_BUILD
  [ -f "$RENDER_BUILD/.complete" ] && return
  mkdir -p "$RENDER_ROOT/artifacts/builds"
  with_build_lock build_now
}
