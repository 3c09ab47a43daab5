# shellcheck shell=bash
# Sourced by the scripts: checks for the SDK and settles where its caches go. Needs RENDER_ROOT.

export DOTNET_NOLOGO=1
export DOTNET_CLI_TELEMETRY_OPTOUT=1
export DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export DOTNET_GENERATE_ASPNET_CERTIFICATE=false
export MSBUILDDISABLENODEREUSE=1
export DOTNET_CLI_USE_MSBUILD_SERVER=0

say() { printf '%s\n' "$*" >&2; }

die() {
  say "render: $*"
  exit 1
}

# Whether a folder can be written to, or created.
can_write() {
  (mkdir -p "$1" && [ -w "$1" ]) 2>/dev/null
}

if ! command -v dotnet >/dev/null 2>&1; then
  if [ -n "${DOTNET_ROOT:-}" ] && [ -x "$DOTNET_ROOT/dotnet" ]; then
    PATH=$DOTNET_ROOT:$PATH
  elif [ -n "${HOME:-}" ] && [ -x "$HOME/.dotnet/dotnet" ]; then
    PATH=$HOME/.dotnet:$PATH
  else
    die "the .NET SDK 10 is needed and 'dotnet' is not on the PATH.
  Install it from https://dotnet.microsoft.com/download/dotnet/10.0 or with your package manager
  (Debian and Ubuntu: 'apt install dotnet-sdk-10.0'; macOS: 'brew install dotnet-sdk'), then run this again.
  An SDK in a folder of its own is found through DOTNET_ROOT."
  fi
fi

mkdir -p "$RENDER_ROOT/artifacts" 2>/dev/null || die "cannot write to $RENDER_ROOT.
  The build keeps its output in the repository: clone it to a folder that you may write to."

# A home that cannot be written to (containers, sandboxes) must not stop the SDK: its caches go beside the build output.
if [ -z "${DOTNET_CLI_HOME:-}" ] && ! can_write "${HOME:-/nonexistent}/.dotnet"; then
  export DOTNET_CLI_HOME="$RENDER_ROOT/artifacts/home"
  mkdir -p "$DOTNET_CLI_HOME"
fi
if [ -z "${NUGET_PACKAGES:-}" ] && ! can_write "${HOME:-/nonexistent}/.nuget/packages"; then
  export NUGET_PACKAGES="$RENDER_ROOT/artifacts/nuget/packages"
  export NUGET_HTTP_CACHE_PATH="${NUGET_HTTP_CACHE_PATH:-$RENDER_ROOT/artifacts/nuget/http}"
  export NUGET_PLUGINS_CACHE_PATH="${NUGET_PLUGINS_CACHE_PATH:-$RENDER_ROOT/artifacts/nuget/plugins}"
  mkdir -p "$NUGET_PACKAGES"
fi
if [ -z "${HOME:-}" ] || ! can_write "$HOME"; then
  # NuGet and MSBuild read HOME itself for their settings; give them one that exists.
  mkdir -p "$RENDER_ROOT/artifacts/home"
  export HOME="$RENDER_ROOT/artifacts/home"
fi

sdk_version=
check_sdk() {
  [ -n "$sdk_version" ] && return
  sdk_version=$(cd "$RENDER_ROOT" && dotnet --version 2>/dev/null) || die "no .NET SDK that suits global.json was found.
  Installed are:
$(cd / && dotnet --list-sdks 2>/dev/null | sed 's/^/    /')
  Install the .NET SDK 10 from https://dotnet.microsoft.com/download/dotnet/10.0, then run this again."
}
