#!/usr/bin/env bash
# The browser tests: builds the bundles, the server and its fake of Google, then runs Playwright. Arguments go to it.
# CHATIMJD_BIN and CHATIMJD_FAKE_BIN name binaries that are built already.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh

scripts/bundles.sh
SERVER=(--features ssr,embedded-db)
if [ -z "${CHATIMJD_BIN:-}" ]; then
  cargo build "${SERVER[@]}" --bin chatimjd
  export CHATIMJD_BIN="${CARGO_TARGET_DIR:-target}/debug/chatimjd"
fi
if [ -z "${CHATIMJD_FAKE_BIN:-}" ]; then
  # The fake Gemini lives in the integration tests' binary.
  CHATIMJD_FAKE_BIN="$(cargo test "${SERVER[@]}" --test it --no-run --message-format=json |
    node -e 'let last; for (const line of require("fs").readFileSync(0, "utf8").split("\n")) {
      if (!line.startsWith("{")) continue;
      const m = JSON.parse(line);
      if (m.reason === "compiler-artifact" && m.target.name === "it" && m.executable) last = m.executable;
    } process.stdout.write(last ?? "")')"
  export CHATIMJD_FAKE_BIN
fi
cd end2end
exec node_modules/.bin/playwright test "$@"
