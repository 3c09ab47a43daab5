# shellcheck shell=bash
# Sourced by ./render: gets ready what a network on a chain needs. Needs eng/environment.sh, eng/build.sh, eng/node.sh and eng/contracts.sh.

# The contracts' tools, and the contracts compiled. Sets RENDER_CONTRACTS.
chain_contracts() {
  contracts_install
  export RENDER_CONTRACTS="$contracts"
  with_build_lock chain_compile
}

chain_compile() {
  local log="$RENDER_ROOT/artifacts/contracts.log" began=$SECONDS
  # Quick where nothing changed.
  (cd "$contracts" && tools/forge build script/Deploy.s.sol src/JobEscrow.sol src/ProofOfRender.sol) >"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    die "the contracts do not compile; the whole log is $log."
  }
  [ $((SECONDS - began)) -lt 5 ] || say "render: compiled the contracts in $((SECONDS - began)) s."
}

# The adapter, functions/Render.Chain, whose packages not every registry has. Sets RENDER_CHAIN; after render_build.
chain_adapter() {
  export RENDER_CHAIN="$RENDER_BUILD/chain/Render.Chain.dll"
  [ -f "$RENDER_BUILD/chain/.complete" ] || with_build_lock chain_build
}

chain_build() {
  [ -f "$RENDER_BUILD/chain/.complete" ] && return
  check_sdk
  local log="$RENDER_ROOT/artifacts/chain.log" project="$RENDER_ROOT/functions/Render.Chain/Render.Chain.csproj" fresh="$RENDER_BUILD/chain.$$" began=$SECONDS
  say "render: building the chain's adapter (only after a source changed)…"
  if ! dotnet restore "$project" --nologo -v quiet >"$log" 2>&1; then
    die "the chain's adapter needs packages that this NuGet registry does not serve: $(missing_packages <"$log" | sort -u | paste -s -d ' ' -).
  They are in the public NuGet gallery: add it with 'dotnet nuget add source', or set NUGET_PACKAGES to a folder that holds them, then run this again.
  Without --chain nothing needs them; the whole log is $log."
  fi
  if ! dotnet build "$project" -c Release --no-restore --nologo -v quiet -clp:NoSummary >"$log" 2>&1; then
    grep -E '(error|warning) [A-Z]+[0-9]+' "$log" | sort -u | head -n 20 >&2 || true
    die "the build failed; its whole log is $log."
  fi
  rm -rf "$fresh"
  cp -R "$RENDER_ROOT/functions/Render.Chain/bin/Release/net10.0/." "$fresh/"
  touch "$fresh/.complete"
  rm -rf "$RENDER_BUILD/chain"
  mv "$fresh" "$RENDER_BUILD/chain"
  say "render: built in $((SECONDS - began)) s."
}
