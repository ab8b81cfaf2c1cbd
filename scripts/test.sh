#!/usr/bin/env bash
# All that must hold before a change is done. Goes on after a failure, says in the end what failed, and closes with
# the number of tests that passed and failed on a line of its own.
#
#   scripts/test.sh          everything
#   scripts/test.sh quick    format, lints and core tests
set -uo pipefail
cd "$(dirname "$0")/.."

MODE="${1:-all}"
if [ "$MODE" = quick ]; then scripts/setup.sh build || exit 1; else scripts/setup.sh all || exit 1; fi
. scripts/env.sh

SERVER=(--features ssr,embedded-db)
WASM=wasm32-unknown-unknown
OUTPUT="$(mktemp -d)"
trap 'rm -rf "$OUTPUT"' EXIT
PASSED=0
FAILED=0
BROKEN=()

stage() { # name, command …
  local name=$1 began=$SECONDS out="$OUTPUT/stage"
  shift
  printf '\n=== %s\n' "$name"
  "$@" 2>&1 | tee "$out"
  local rc=${PIPESTATUS[0]}
  count "$out"
  printf -- '--- %s: %s, %d s\n' "$name" "$([ "$rc" = 0 ] && echo ok || echo FAILED)" $((SECONDS - began))
  [ "$rc" = 0 ] || BROKEN+=("$name")
  return "$rc"
}

# Adds up the closing lines of cargo's and Playwright's runners.
count() {
  local plain passed failed
  plain="$(sed 's/\x1b\[[0-9;]*[A-Za-z]//g' "$1")"
  passed="$(awk '/^test result:/ {p += $4} /^ +[0-9]+ passed( \(|$)/ {p += $1} END {print p + 0}' <<<"$plain")"
  failed="$(awk '/^test result:/ {f += $6} /^ +[0-9]+ (failed|did not run|interrupted)$/ {f += $1} END {print f + 0}' <<<"$plain")"
  PASSED=$((PASSED + passed))
  FAILED=$((FAILED + failed))
}

locked() { cargo tree --locked --depth 0 >/dev/null; }
formatted() { cargo fmt --check && cargo fmt --check --manifest-path tests/surreal-server/Cargo.toml; }
server_tests() {
  # With it, tests over a real database server run; without it, they would only say that they were skipped.
  CHATIMJD_SURREAL_BIN="$(scripts/surreal_server.sh)" || return 1
  export CHATIMJD_SURREAL_BIN
  # One build of everything that runs below; then the unit tests of the server tier (those of the core have run) and
  # the integration tests.
  cargo test "${SERVER[@]}" --lib --test it --no-run || return 1
  local outcome=0
  cargo test "${SERVER[@]}" --lib -- --skip domain:: --skip service:: || outcome=1
  cargo test "${SERVER[@]}" --test it || outcome=1
  return "$outcome"
}

stage "Cargo.lock is current" locked
stage "third-party notices" node scripts/notices.mjs --check
stage "format" formatted
stage "lints, core" cargo clippy --lib --tests -- -D warnings
stage "lints, server" cargo clippy "${SERVER[@]}" --all-targets -- -D warnings
stage "lints, dashboard" cargo clippy --lib --target "$WASM" --features hydrate -- -D warnings
stage "lints, widget" cargo clippy --lib --target "$WASM" --features widget -- -D warnings
stage "core tests" cargo test --lib
if [ "$MODE" = all ]; then
  stage "server tests" server_tests
  stage "browser bundles" scripts/bundles.sh && stage "browser tests" scripts/e2e.sh --project=js --project=nojs
fi

printf '\n'
# A stage that broke without a failed test in it (a lint, a build) counts as one failure.
for name in ${BROKEN+"${BROKEN[@]}"}; do printf 'failed: %s\n' "$name"; done
if [ "${#BROKEN[@]}" -gt 0 ] && [ "$FAILED" -lt "${#BROKEN[@]}" ]; then FAILED=${#BROKEN[@]}; fi
printf 'whole run: %d min %d s\n' $((SECONDS / 60)) $((SECONDS % 60))
printf '%d passed, %d failed\n' "$PASSED" "$FAILED"
[ "$FAILED" = 0 ]
