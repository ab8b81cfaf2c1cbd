#!/usr/bin/env bash
# Builds the SurrealDB server that the tests start (tests/surreal-server) and prints the path of its binary.
# Into the same folder as everything else, so that packages which are equal in both builds are compiled once.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh

target="$(mkdir -p "${CARGO_TARGET_DIR:-target}" && cd "${CARGO_TARGET_DIR:-target}" && pwd)"
cargo build --locked --manifest-path tests/surreal-server/Cargo.toml --target-dir "$target" >&2
printf '%s\n' "$target/debug/surreal-server"
