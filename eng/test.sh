#!/usr/bin/env bash
# Every test that can run on this machine; the last line sums them up. Called by `./render test`.
#   ./render test                     everything
#   ./render test Network Tracing     only the test projects whose names contain one of these words; the contracts' tests are named Contracts
# RENDER_TEST_JOBS sets how many test projects run at a time.
set -euo pipefail
. "$RENDER_ROOT/eng/environment.sh"
. "$RENDER_ROOT/eng/build.sh"
. "$RENDER_ROOT/eng/node.sh"
. "$RENDER_ROOT/eng/azurite.sh"
. "$RENDER_ROOT/eng/contracts.sh"
cd "$RENDER_ROOT"

results="$RENDER_ROOT/artifacts/test-results"

# How a build is made in which neither compiler optimizes. Debug alone does not do: the tracer is optimized in it too. It goes to a folder of its own, so that nobody's Debug build is touched.
unoptimized=(-c Debug -p:Optimize=false -p:RunAnalyzers=false -p:UseArtifactsOutput=true "-p:ArtifactsPath=$RENDER_ROOT/artifacts/unoptimized")

# One test project, as its own process: `test.sh --one PROJECT`, or `test.sh --one-unoptimized PROJECT` for its frozen bytes alone.
run_one() {
  local mode=$1 project=$2 name began=$SECONDS counts status=0 how=(-c Release)
  name=$(basename "$project" .csproj)
  if [ "$mode" = --one-unoptimized ]; then
    name=$name.Debug
    how=("${unoptimized[@]}" --filter FullyQualifiedName~FrozenDigestTests)
  fi
  dotnet test "$project" "${how[@]}" --no-build --nologo -v quiet \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" --results-directory "$results" >"$results/$name.log" 2>&1 || status=$?
  if [ -f "$results/$name.trx" ]; then
    counts=$(trx_counts "$results/$name.trx")
  else
    counts="0 0 0"
  fi
  # Whoever finds no test at all has lost some.
  [ "$counts" = "0 0 0" ] && counts="0 1 0"
  # A runner that died after its last test is a failure even where every test passed.
  case $counts in *" 0 "*) [ "$status" -ne 0 ] && counts=$(printf '%s\n' "$counts" | awk '{ print $1, $2 + 1, $3 }') ;; esac
  printf '%s\n' "$counts" >"$results/$name.counts"
  printf '%s\n' "$counts" | awk -v name="$name" -v seconds="$((SECONDS - began))" \
    '{ printf "  %-32s %5d passed %4d failed %4d skipped   %4d s\n", name, $1, $2, $3, seconds }'
  case $counts in *" 0 "*) ;; *) grep -vE '^[[:space:]]*$' "$results/$name.log" | tail -n 60 | sed 's/^/    | /' ;; esac
}

# passed failed skipped, from a trx file's counters.
trx_counts() {
  grep -o '<Counters [^>]*' "$1" | head -n 1 | awk '
    function value(name,   found) {
      if (match($0, " " name "=\"[0-9]+\"")) { found = substr($0, RSTART, RLENGTH); gsub(/[^0-9]/, "", found); return found + 0 }
      return 0
    }
    { passed = value("passed"); failed = value("failed") + value("error") + value("timeout") + value("aborted"); total = value("total")
      print passed, failed, total - passed - failed }'
}

case ${1:-} in
  --one | --one-unoptimized)
    run_one "$1" "$2"
    exit 0
    ;;
  --contracts)
    contracts_test "$results"
    exit 0
    ;;
esac

passed=0
failed=0
skipped=0
contracts_run=

step() { printf '%s\n' "$*"; }

# A step that is not a test counts as one failure when it fails, with its log's end shown.
fail_step() {
  failed=$((failed + 1))
  step "  failed: $1"
  tail -n 40 "$2" | sed 's/^/    | /'
}

close() {
  printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  [ "$failed" -eq 0 ]
  exit
}

projects_in_filter() { tr -d '\r' <Render.Local.slnf | grep -o '"[^"]*\.csproj"' | tr -d '"' | tr '\\' '/'; }
projects_in_solution() { tr -d '\r' <Render.Serverless.sln | grep -o '"[^"]*\.csproj"' | tr -d '"' | tr '\\' '/'; }

wanted() {
  local project=$1 word
  shift
  [ $# -eq 0 ] && return 0
  for word in "$@"; do
    case $(basename "$project") in *"$word"*) return 0 ;; esac
  done
  return 1
}

# Runs the test projects named on standard input, at most $jobs at a time, and adds up their counts: `run_tests MODE SUFFIX`, the suffix being of the mode's files.
run_tests() {
  local mode=$1 suffix=$2 project name a b c list="$results/projects.txt"
  cat >"$list"
  [ -s "$list" ] || return 0
  tr '\n' '\0' <"$list" | xargs -0 -n 1 -P "$jobs" bash "$RENDER_ROOT/eng/test.sh" "$mode"
  while IFS= read -r project; do
    name=$(basename "$project" .csproj)$suffix
    a=0 b=1 c=0
    [ -f "$results/$name.counts" ] && read -r a b c <"$results/$name.counts"
    passed=$((passed + a)) failed=$((failed + b)) skipped=$((skipped + c))
  done <"$list"
}

check_sdk
rm -rf "$results"
mkdir -p "$results"
cores=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
jobs=${RENDER_TEST_JOBS:-$((cores > 3 ? cores / 2 : 1))}
words=("$@")

build_filter() {
  dotnet restore Render.Local.slnf --nologo -v quiet >"$results/restore.log" 2>&1 || return 10
  dotnet build Render.Local.slnf -c Release --no-restore --nologo -v quiet -warnaserror >"$results/build.log" 2>&1 || return 11
}

build_unoptimized() {
  while IFS= read -r project; do
    dotnet build "$project" "${unoptimized[@]}" --nologo -v quiet || return
  done <"$results/frozen.txt" >"$results/unoptimized.log" 2>&1
}

# Waits for the contracts' tests, which began before.
finish_contracts() {
  local began=$SECONDS a=0 b=1 c=0
  [ -n "$contracts_run" ] || return 0
  step "Testing the contracts with forge, begun before"
  wait "$contracts_run" || true
  contracts_run=
  [ -f "$results/contracts.counts" ] && read -r a b c <"$results/contracts.counts"
  passed=$((passed + a)) failed=$((failed + b)) skipped=$((skipped + c))
  printf '  %-32s %5d passed %4d failed %4d skipped   %4d s\n' contracts "$a" "$b" "$c" "$((SECONDS - began))"
  [ "$b" -eq 0 ] || tail -n 60 "$results/contracts.log" | sed 's/^/    | /'
}

# Warnings of our code are errors by Directory.Build.props; those of the project that the Functions SDK generates are its own.
build_together() {
  local filter="$results/beyond.slnf"
  {
    printf '{ "solution": { "path": "../../Render.Serverless.sln", "projects": ['
    sed 's|/|\\\\|g; s|.*|"&"|' "$results/beyond.txt" | paste -s -d ',' -
    printf '] } }\n'
  } >"$filter"
  dotnet restore "$filter" --nologo -v quiet >"$results/beyond.restore.log" 2>&1 && dotnet build "$filter" -c Release --no-restore --nologo -v quiet >"$results/beyond.build.log" 2>&1
}

build_apart() {
  local project name
  while IFS= read -r project; do
    name=$(basename "$project" .csproj)
    if ! dotnet restore "$project" --nologo -v quiet >"$results/$name.restore.log" 2>&1; then
      left_out=$((left_out + 1))
      step "  skipped: $name"
      missing_packages <"$results/$name.restore.log" >>"$results/missing.txt"
    elif dotnet build "$project" -c Release --no-restore --nologo -v quiet >"$results/$name.build.log" 2>&1; then
      printf '%s\n' "$project" >>"$results/beyond-built.txt"
    else
      fail_step "build of $name" "$results/$name.build.log"
    fi
  done <"$results/beyond.txt"
}

azurite_install

began=$SECONDS
step "Restoring and building Render.Local.slnf (warnings are errors)"
status=0
with_build_lock build_filter || status=$?
case $status in
  0) step "  built in $((SECONDS - began)) s" ;;
  10) fail_step "restore" "$results/restore.log"; close ;;
  *) fail_step "build" "$results/build.log"; close ;;
esac

# The contracts are compiled by one thread for minutes: beside everything else, with what that leaves of the processors.
if wanted Contracts ${words[@]+"${words[@]}"}; then
  contracts_install
  nice -n 19 bash "$RENDER_ROOT/eng/test.sh" --contracts &
  contracts_run=$!
fi

# White space alone: the build has found what else is not in the style.
began=$SECONDS
step "Checking the format"
if dotnet format whitespace . --folder --exclude artifacts contracts --verify-no-changes >"$results/format.log" 2>&1; then
  step "  every file is formatted ($((SECONDS - began)) s)"
else
  fail_step "format; 'dotnet format whitespace . --folder --exclude artifacts contracts' mends it" "$results/format.log"
fi

step "Testing the local filter, $jobs project(s) at a time"
projects_in_filter | grep '\.Tests\.csproj$' | while IFS= read -r project; do
  if wanted "$project" ${words[@]+"${words[@]}"}; then printf '%s\n' "$project"; fi
done >"$results/local.txt"
run_tests --one "" <"$results/local.txt"

# The bytes that are frozen, once more where nothing is optimized: no compiler's liberties may show in them.
grep -E '/Render\.Tracing(\.Ilgpu)?\.Tests\.csproj$' "$results/local.txt" >"$results/frozen.txt" || true
if [ -s "$results/frozen.txt" ]; then
  began=$SECONDS
  step "Building the tracer without optimization"
  if with_build_lock build_unoptimized; then
    step "  built in $((SECONDS - began)) s"
    run_tests --one-unoptimized .Debug <"$results/frozen.txt"
  else
    fail_step "build without optimization" "$results/unoptimized.log"
  fi
fi

# The rest of the solution needs packages that a partial registry may lack: what restores is built and tested, the rest is named.
projects_in_filter | sort >"$results/filter.txt"
projects_in_solution | sort >"$results/solution.txt"
LC_ALL=C comm -13 <(LC_ALL=C sort "$results/filter.txt") <(LC_ALL=C sort "$results/solution.txt") >"$results/beyond.txt"
if [ ! -s "$results/beyond.txt" ]; then
  step "The full solution holds no project beyond the local filter."
  finish_contracts
else
  step "Restoring the rest of the full solution"
  : >"$results/beyond-tests.txt"
  : >"$results/beyond-built.txt"
  : >"$results/missing.txt"
  left_out=0
  # All at once is sooner; one by one tells which does not restore, or does not build.
  if build_together; then
    cp "$results/beyond.txt" "$results/beyond-built.txt"
  else
    build_apart
  fi
  while IFS= read -r project; do
    case $project in *.Tests.csproj) if wanted "$project" ${words[@]+"${words[@]}"}; then printf '%s\n' "$project" >>"$results/beyond-tests.txt"; fi ;; esac
  done <"$results/beyond-built.txt"
  # The chain's tests deploy the contracts, with what forge has compiled.
  finish_contracts
  grep -q '/Render\.Chain\.Tests\.csproj$' "$results/beyond-tests.txt" && contracts_install
  run_tests --one "" <"$results/beyond-tests.txt"
  if [ "$left_out" -gt 0 ]; then
    step "  $left_out project(s) skipped, for packages that this registry lacks: $(sort -u "$results/missing.txt" | paste -s -d ' ' -)"
  fi
fi

close
