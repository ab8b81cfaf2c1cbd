#!/usr/bin/env bash
# Writes what a running server has published to system_instruction.txt, for those who keep it in git.
# CHATIMJD_URL: where the server is (http://127.0.0.1:3000). CHATIMJD_KEY: an API key with the scope `instruction`; without it
# ADMIN_API_KEY of the environment or of .env.
set -euo pipefail
cd "$(dirname "$0")/.."

FILE=system_instruction.txt
URL=${CHATIMJD_URL:-http://127.0.0.1:3000}
KEY=${CHATIMJD_KEY:-${ADMIN_API_KEY:-}}
if [ -z "$KEY" ] && [ -f .env ]; then
  KEY=$(sed -n 's/^ADMIN_API_KEY=//p' .env | tail -n 1 | tr -d "\"'\r")
fi
if [ -z "$KEY" ]; then
  echo "set CHATIMJD_KEY to an API key with the scope \`instruction\` (Settings → API keys)" >&2
  exit 1
fi
case $KEY in
  *[![:graph:]]* | *[\"\\]*)
    echo "CHATIMJD_KEY is no API key" >&2
    exit 1
    ;;
esac

PART=$(mktemp "$FILE.XXXXXX")
trap 'rm -f "$PART"' EXIT
# By its standard input: arguments are seen by everybody on this machine.
if ! printf 'header = "Authorization: Bearer %s"\n' "$KEY" |
  curl --config - --silent --show-error --max-time 30 --output "$PART" --write-out '%{http_code}' "$URL/system-instruction?format=text" |
  grep -qx 200; then
  echo "$URL did not give the instruction:" >&2
  head -c 500 "$PART" >&2
  echo >&2
  exit 1
fi
if cmp -s "$PART" "$FILE"; then
  echo "$FILE is what is published"
else
  cat "$PART" >"$FILE"
  echo "$FILE was written: $(wc -m <"$FILE") characters"
fi
