# shellcheck shell=bash
# Sourced by the scripts: installs the contracts' toolchain from npm once per pinned state, and tests them with forge.
# Needs eng/environment.sh, eng/build.sh and eng/node.sh.

contracts="$RENDER_ROOT/contracts"

contracts_install() {
  need_node "the contracts' toolchain" "Only --chain, './render chain up' and './render test' without a word, or with the word Contracts or Chain, need it."
  mkdir -p "$RENDER_ROOT/artifacts"
  with_build_lock contracts_install_now
}

contracts_install_now() {
  local log="$RENDER_ROOT/artifacts/contracts.log" began=$SECONDS mark
  mark="$contracts/node_modules/.complete-$(cksum <"$contracts/package-lock.json" | cut -d ' ' -f 1)"
  [ -f "$mark" ] && return
  say "render: installing the contracts' toolchain (once)…"
  if ! (cd "$contracts" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    die "the contracts' toolchain could not be installed with npm; the whole log is $log.
  Check that the npm registry can be reached, then run this again."
  fi
  touch "$mark"
  say "render: installed in $((SECONDS - began)) s."
}

# Runs every test of the contracts, `contracts_test FOLDER`, and leaves in the folder contracts.counts (passed failed skipped) and contracts.log.
# What does not compile, a run that finds no test, C# bindings that are not the ABI's, and sources that are not formatted are one failure each.
contracts_test() {
  local folder=$1 status=0 passed failed skipped
  (cd "$contracts" && FOUNDRY_PROFILE=ci tools/forge test --json) >"$folder/contracts.json" 2>"$folder/contracts.log" || status=$?
  if read -r passed failed skipped < <(node "$contracts/tools/tally.js" <"$folder/contracts.json" 2>>"$folder/contracts.log"); then
    # A run that ends badly though no test failed is a failure.
    [ "$status" -ne 0 ] && [ "$failed" -eq 0 ] && failed=1
  else
    head -c 4000 "$folder/contracts.json" >>"$folder/contracts.log"
    printf 'forge reported no test.\n' >>"$folder/contracts.log"
    passed=0 failed=1 skipped=0
  fi
  # It names the files that differ.
  node "$contracts/tools/bindings.js" --check 2>>"$folder/contracts.log" || failed=$((failed + 1))
  if ! (cd "$contracts" && tools/forge fmt --check) >>"$folder/contracts.log" 2>&1; then
    printf 'The contracts are not formatted: run tools/forge fmt in contracts/.\n' >>"$folder/contracts.log"
    failed=$((failed + 1))
  fi
  printf '%d %d %d\n' "$passed" "$failed" "$skipped" >"$folder/contracts.counts"
}
