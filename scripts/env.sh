# Sourced by the Makefile and the scripts: the toolchain and tools that scripts/setup.sh chose.
: "${CHATIMJD_TOOLS:=$PWD/target/tools}"
export CHATIMJD_TOOLS
if [ -f "$CHATIMJD_TOOLS/env" ]; then
  . "$CHATIMJD_TOOLS/env"
else
  echo "nothing is set up in $CHATIMJD_TOOLS yet: run \`make setup\` first" >&2
  exit 1
fi
