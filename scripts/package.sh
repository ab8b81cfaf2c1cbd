#!/usr/bin/env bash
# Puts what a server needs into target/chatimjd: the binary, the site's files, the licences.
set -euo pipefail
cd "$(dirname "$0")/.."

OUT=target/chatimjd
rm -rf "$OUT"
mkdir -p "$OUT/target/site"
cp "$1" "$OUT/chatimjd"
cp -r target/site/dashboard target/site/widget "$OUT/target/site/"
cp -r .env.example LICENSE THIRD_PARTY_NOTICES.md "$OUT/"
mkdir -p "$OUT/licenses"
cp docs/licenses/* "$OUT/licenses/"
node scripts/notices.mjs "$OUT/licenses"
printf 'packaged: %s (%s)\n' "$OUT" "$(du -sh "$OUT" | cut -f 1)"
