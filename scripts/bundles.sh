#!/usr/bin/env bash
# Builds the browser bundles into target/site: `dashboard` (with the files of public/ and the typeface) and
# `widget`. Skips each one whose inputs are what they were. Needs scripts/setup.sh to have run.
#
#   scripts/bundles.sh [dashboard] [widget]     both by default
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh

SITE=target/site
mkdir -p "$SITE"
# Two builds of one bundle at a time would clear each other's output.
if command -v flock >/dev/null; then exec 9>"$SITE/.lock"; flock 9; fi

# A bundle's inputs. src/server, src/adapters and src/main.rs are not compiled for browsers.
inputs() {
  find src style public scripts/bundles.sh scripts/parts.mjs scripts/parts_loader.js scripts/precompress.mjs Cargo.toml Cargo.lock .cargo/config.toml end2end/package-lock.json -type f \
    ! -path 'src/server/*' ! -path 'src/adapters/*' ! -path src/main.rs -print0 2>/dev/null | LC_ALL=C sort -z
}
fingerprint() { { inputs | xargs -0 cat; inputs | tr '\0' '\n'; rustc -vV; } | sha256sum | cut -d ' ' -f 1; }

dashboard_extras() {
  local fonts=end2end/node_modules/@fontsource-variable/inter
  mkdir -p "$SITE/dashboard/fonts"
  cp "$fonts/files/inter-latin-wght-normal.woff2" "$fonts/files/inter-latin-ext-wght-normal.woff2" "$SITE/dashboard/fonts/"
  cp "$fonts/LICENSE" "$SITE/dashboard/fonts/LICENSE.txt"
}

build() {
  local name=$1 split=()
  if [ "$(cat "$SITE/$name.stamp" 2>/dev/null)" = "$now" ]; then
    printf 'bundle %s: up to date\n' "$name"
    return
  fi
  printf 'bundle %s: building\n' "$name"
  rm -f "$SITE/$name.stamp"
  [ "$name" != dashboard ] || split=(--split)
  # Its variables, where a shell happens to have them, would overrule what Cargo.toml says of each bundle.
  env -u LEPTOS_OUTPUT_NAME -u LEPTOS_SITE_ROOT -u LEPTOS_SITE_PKG_DIR -u RUSTFLAGS RUST_BACKTRACE=0 \
    cargo-leptos build --release --frontend-only --project "$name" ${split+"${split[@]}"}
  if [ "$name" = dashboard ]; then
    node scripts/parts.mjs "$SITE/$name/pkg"
    dashboard_extras
  fi
  find "$SITE/$name/pkg" -name '*.d.ts' -delete
  node scripts/precompress.mjs "$SITE/$name"
  printf '%s\n' "$now" >"$SITE/$name.stamp"
}

now="$(fingerprint)"
[ $# -gt 0 ] || set -- dashboard widget
for bundle in "$@"; do build "$bundle"; done
