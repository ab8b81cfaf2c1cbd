#!/usr/bin/env bash
# Sets up everything that building, running and testing CHATIMJD needs. Asks nothing, changes only
# what is missing, says what it took. Idempotent: a second run takes about a second.
#
#   scripts/setup.sh build   what building and running needs
#   scripts/setup.sh all     also what only tests need (browser, Redis, fonts); the default
#
# Writes $CHATIMJD_TOOLS/env (default: target/tools/env), which scripts/env.sh reads: which toolchain
# and which tools to use.
set -euo pipefail
cd "$(dirname "$0")/.."

TOOLS="${CHATIMJD_TOOLS:-$PWD/target/tools}"
SCOPE="${1:-all}"
RUST_AT_LEAST=1.88
CARGO_LEPTOS=0.3.11
CARGO_LEPTOS_RUST=1.96 # its dependencies need this to compile; the project itself does not
NODE_AT_LEAST=20
WASM=wasm32-unknown-unknown

mkdir -p "$TOOLS/bin" "$TOOLS/log"
TOOLS="$(cd "$TOOLS" && pwd)"
LOG="$TOOLS/log"
export PATH="$TOOLS/bin:$PATH"

say() { printf 'setup: %s\n' "$*"; }
die() { printf 'setup: %s\n' "$@" >&2; exit 1; }
show_log() { tail -n 20 "$1" 2>/dev/null | sed 's/^/  | /' >&2 || true; }
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$2" ]; } # have, want
within() { # seconds, command …
  if command -v timeout >/dev/null; then timeout "$@"; else shift; "$@"; fi
}

# --- system packages -----------------------------------------------------------------------------
APT_FRESH=0
MANUAL="" # what a person with root rights has to run, where we have none
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@" 2>/dev/null; fi; }
can_root() { [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }; }
apt_install() {
  if ! command -v apt-get >/dev/null; then MANUAL="install with your package manager: $*"; return 1; fi
  if ! can_root; then MANUAL="run: sudo apt-get install -y $*"; return 1; fi
  if [ "$APT_FRESH" = 0 ]; then as_root apt-get update -qq >"$LOG/apt.log" 2>&1 || true; APT_FRESH=1; fi
  DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "$@" >>"$LOG/apt.log" 2>&1 && return 0
  MANUAL="see $LOG/apt.log, or run: sudo apt-get install -y $*"
  return 1
}
need_command() { # command, Debian package, what for
  command -v "$1" >/dev/null && return 0
  say "installing $2 ($3)"
  apt_install "$2" && command -v "$1" >/dev/null || die "'$1' is missing ($3)." "$MANUAL"
}

# --- Rust and its wasm32 target ------------------------------------------------------------------
TOOLCHAIN="" # the rustup toolchain to force; empty: what is active
SYSTEM_RUST=0 # 1: the distribution's toolchain compiles everything

version_of() { "$1" --version 2>/dev/null | awk '{print $2; exit}'; }
has_wasm() {
  local root
  root="$("$1" --print sysroot 2>/dev/null)" || return 1
  compgen -G "$root/lib/rustlib/$WASM/lib/libstd-*.rlib" >/dev/null
}
install_debian_rust() {
  say "installing Debian's Rust"
  apt_install rustc-web cargo-web rust-web-src rust-web-clippy rustfmt-web lld-22
}

# Debian ships the library's source with everything vendored: build the target's std from it, once.
build_debian_std() {
  [ -x /usr/bin/cargo ] && [ -d /usr/lib/rustlib/src ] && command -v lld-22 >/dev/null || install_debian_rust || return 1
  can_root || { MANUAL="run this script once as root: it builds the $WASM standard library into /usr/lib/rustlib"; return 1; }
  say "building the $WASM standard library from Debian's sources (about half a minute)"
  local sysroot work linkers
  sysroot="$(/usr/bin/rustc --print sysroot)"
  work="$(mktemp -d)"
  mkdir -p "$work/src"
  printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n' >"$work/Cargo.toml"
  printf 'fn main() {}\n' >"$work/src/main.rs"
  linkers="$sysroot/lib/rustlib/$(/usr/bin/rustc -vV | awk '/^host:/ {print $2}')/bin"
  as_root mkdir -p "$linkers"
  [ -e "$linkers/rust-lld" ] || as_root ln -s "$(command -v lld-22)" "$linkers/rust-lld"
  (cd "$work" && env -u RUSTUP_TOOLCHAIN -u CARGO_TARGET_DIR -u RUSTFLAGS PATH="/usr/bin:$PATH" RUSTC_BOOTSTRAP=1 \
    /usr/bin/cargo build --release --target "$WASM" -Zbuild-std=std,panic_abort) >"$LOG/wasm-std.log" 2>&1 || {
    show_log "$LOG/wasm-std.log"; rm -rf "$work"; return 1; }
  as_root mkdir -p "$sysroot/lib/rustlib/$WASM/lib"
  as_root cp "$work/target/$WASM/release/deps"/*.rlib "$sysroot/lib/rustlib/$WASM/lib/"
  rm -rf "$work"
}

take_debian_toolchain() {
  has_wasm /usr/bin/rustc || build_debian_std || die "there is no $WASM target: neither rustup nor Debian's packages could provide it." "$MANUAL"
  SYSTEM_RUST=1
  if command -v rustup >/dev/null; then
    rustup toolchain list 2>/dev/null | grep -q '^debian' || rustup toolchain link debian /usr || die "could not link Debian's toolchain into rustup"
    TOOLCHAIN=debian
    export RUSTUP_TOOLCHAIN=debian
  fi
  say "Rust: $(/usr/bin/rustc --version), Debian's, with $WASM"
}

pick_toolchain() {
  command -v cargo >/dev/null && command -v rustc >/dev/null || install_debian_rust ||
    die "Rust $RUST_AT_LEAST or later is missing: see https://rustup.rs, or" "$MANUAL"
  local have
  have="$(version_of rustc)"
  if ! at_least "${have%%-*}" "$RUST_AT_LEAST"; then
    die "Rust $RUST_AT_LEAST or later is needed, this is ${have:-unknown}: rustup update"
  fi
  if has_wasm rustc; then
    [ "$(rustc --print sysroot)" = /usr ] && SYSTEM_RUST=1
    say "Rust: $(rustc --version), with $WASM"
    return
  fi
  if command -v rustup >/dev/null; then
    if within 180 rustup target add "$WASM" >"$LOG/rustup.log" 2>&1 && has_wasm rustc; then
      say "Rust: $(rustc --version), $WASM added by rustup"
      return
    fi
    say "rustup cannot fetch $WASM here, taking Debian's toolchain"
  fi
  take_debian_toolchain
}

# --- cargo tools ---------------------------------------------------------------------------------
tool_is() { "$1" --version 2>/dev/null | grep -qwF "$2"; }
cargo_tool() { # binary, crate, version, least Rust, extra flags …
  local bin=$1 crate=$2 version=$3 rust=$4
  shift 4
  tool_is "$TOOLS/bin/$bin" "$version" && return
  if command -v "$bin" >/dev/null && tool_is "$bin" "$version"; then
    ln -sf "$(command -v "$bin")" "$TOOLS/bin/$bin"
    return
  fi
  say "installing $crate $version (some minutes, once)"
  if command -v cargo-binstall >/dev/null &&
    within 300 cargo-binstall -y --disable-strategies compile --root "$TOOLS" "$crate@$version" >"$LOG/$crate.log" 2>&1 &&
    tool_is "$TOOLS/bin/$bin" "$version"; then return; fi
  find_cargo "$rust" ||
    die "$crate $version needs Rust $rust to compile and nothing here provides it." \
      "Any of these helps: rustup update; cargo binstall $crate@$version; apt-get install rustc-web cargo-web (Debian)" "$MANUAL"
  # From elsewhere than the project, so that its own cargo configuration and flags do not apply.
  # Unoptimised, without debug information: it compiles in a third of the time and is fast enough.
  (cd "$TOOLS" && env -u RUSTFLAGS -u CARGO_ENCODED_RUSTFLAGS -u RUSTUP_TOOLCHAIN CARGO_PROFILE_DEV_DEBUG=0 CARGO_TARGET_DIR="$TOOLS/build" \
    "${BUILDER[@]}" install "$crate" --version "$version" --debug --force --root "$TOOLS" "$@") >"$LOG/$crate.log" 2>&1 ||
    { show_log "$LOG/$crate.log"; die "could not install $crate $version: $LOG/$crate.log"; }
  rm -rf "$TOOLS/build"
}

# Puts the command of a cargo whose compiler is at least as new as the version given into BUILDER; installs one where
# there is none. Only tools are built with it, never the project.
BUILDER=()
find_cargo() {
  local want=$1 have
  have="$(version_of rustc)"
  if at_least "${have%%-*}" "$want"; then
    BUILDER=(env ${RUSTUP_TOOLCHAIN:+"RUSTUP_TOOLCHAIN=$RUSTUP_TOOLCHAIN"} cargo)
    return
  fi
  if ! debian_since "$want"; then
    if command -v rustup >/dev/null && within 600 rustup toolchain install "$want.0" --profile minimal --no-self-update >"$LOG/rustup-$want.log" 2>&1; then
      BUILDER=(env "RUSTUP_TOOLCHAIN=$want.0" cargo)
      return
    fi
    apt_install rustc-web cargo-web && debian_since "$want" || return 1
  fi
  BUILDER=(env "PATH=/usr/bin:$PATH" /usr/bin/cargo)
}
debian_since() {
  local have
  [ -x /usr/bin/cargo ] && [ -x /usr/bin/rustc ] || return 1
  have="$(version_of /usr/bin/rustc)"
  at_least "${have%%-*}" "$1"
}

locked_version() { awk -v want="$1" '$1=="name" && $3=="\""want"\"" {getline; gsub(/"/,"",$3); print $3; exit}' Cargo.lock; }

# --- npm packages --------------------------------------------------------------------------------
npm_packages() {
  local dir=end2end stamp=end2end/node_modules/.chatimjd-lock binaryen
  if ! cmp -s "$dir/package-lock.json" "$stamp" 2>/dev/null; then
    say "installing npm packages (wasm-opt, the Inter typeface, Playwright)"
    (cd "$dir" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error) >"$LOG/npm.log" 2>&1 ||
      { show_log "$LOG/npm.log"; die "npm ci failed: $LOG/npm.log"; }
    cp "$dir/package-lock.json" "$stamp"
  fi
  # A copy: the tools may outlive this checkout.
  binaryen="$dir/node_modules/binaryen"
  if ! cmp -s "$binaryen/bin/wasm-opt" "$TOOLS/binaryen/wasm-opt" 2>/dev/null || [ ! -e "$TOOLS/bin/wasm-opt" ]; then
    mkdir -p "$TOOLS/binaryen"
    cp "$binaryen/bin/package.json" "$TOOLS/binaryen/"
    cp "$binaryen/bin/wasm-opt" "$TOOLS/binaryen/wasm-opt.new" && mv -f "$TOOLS/binaryen/wasm-opt.new" "$TOOLS/binaryen/wasm-opt"
    ln -sfn "$TOOLS/binaryen/wasm-opt" "$TOOLS/bin/wasm-opt"
  fi
}

# --- what only tests need ------------------------------------------------------------------------
test_packages() {
  local browser=""
  for browser in chromium chromium-browser google-chrome google-chrome-stable ""; do
    [ -z "$browser" ] || ! command -v "$browser" >/dev/null || break
  done
  [ -n "$browser" ] || need_command chromium chromium "browser tests"
  need_command redis-server redis-server "tests of Redis sessions"
  if command -v fc-list >/dev/null && ! fc-list ':lang=ur' family 2>/dev/null | grep -q .; then
    say "installing fonts for the pictures (fonts-noto-core)"
    apt_install fonts-noto-core || say "no fonts for right-to-left languages: $MANUAL"
  fi
  if ! has_openpyxl python3 && ! has_openpyxl /usr/bin/python3; then
    say "installing python3-openpyxl (a second reader of the reports' workbooks)"
    apt_install python3-openpyxl || say "workbooks are not read by openpyxl: $MANUAL"
  fi
}
has_openpyxl() { "$1" -c 'import openpyxl' >/dev/null 2>&1; }

outside_tools() { type -ap "$@" 2>/dev/null | grep -v "^$TOOLS/" | head -n 1 || true; }
# Debian's toolchain has no linker of its own: without lld a rebuild of the server spends a minute in ld.
system_linker() {
  [ "$SYSTEM_RUST" = 1 ] || { rm -f "$TOOLS/bin/cc-lld"; return 0; }
  local lld
  lld="$(outside_tools ld.lld ld.lld-22)"
  if [ -z "$lld" ]; then apt_install lld-22 || true; lld="$(outside_tools ld.lld-22)"; fi
  [ -n "$lld" ] || { say "no lld: linking will be slow"; return 0; }
  ln -sfn "$lld" "$TOOLS/bin/ld.lld"
  printf '#!/bin/sh\nexec cc -fuse-ld=lld -B"%s" "$@"\n' "$TOOLS/bin" >"$TOOLS/bin/cc-lld.new"
  chmod +x "$TOOLS/bin/cc-lld.new"
  if cmp -s "$TOOLS/bin/cc-lld.new" "$TOOLS/bin/cc-lld" 2>/dev/null; then rm "$TOOLS/bin/cc-lld.new"; else mv "$TOOLS/bin/cc-lld.new" "$TOOLS/bin/cc-lld"; fi
}

write_env() {
  {
    [ -z "$TOOLCHAIN" ] || printf 'export RUSTUP_TOOLCHAIN=%q\n' "$TOOLCHAIN"
    printf 'export PATH=%q:"$PATH"\n' "$TOOLS/bin"
    [ ! -x "$TOOLS/bin/cc-lld" ] || printf 'export CARGO_TARGET_%s_LINKER=%q\n' \
      "$(rustc -vV | awk '/^host:/ {print toupper($2)}' | tr - _)" "$TOOLS/bin/cc-lld"
  } >"$TOOLS/env.new"
  mv "$TOOLS/env.new" "$TOOLS/env"
}

# --- go ------------------------------------------------------------------------------------------
case "$SCOPE" in build | all) ;; *) die "usage: scripts/setup.sh [build|all]" ;; esac
[ -f "$TOOLS/env" ] && grep -q '^export RUSTUP_TOOLCHAIN=debian' "$TOOLS/env" && command -v rustup >/dev/null &&
  rustup toolchain list 2>/dev/null | grep -q '^debian' && { TOOLCHAIN=debian; export RUSTUP_TOOLCHAIN=debian; }

need_command cc gcc "compiles C dependencies"
need_command node nodejs "wasm-opt and the browser tests"
need_command npm npm "wasm-opt and the browser tests"
node_version="$(node --version | tr -d v)"
at_least "$node_version" "$NODE_AT_LEAST" || [ "$SCOPE" = build ] ||
  die "Node $NODE_AT_LEAST or later is needed for the browser tests, this is $node_version: see https://nodejs.org"
pick_toolchain
system_linker
cargo_tool cargo-leptos cargo-leptos "$CARGO_LEPTOS" "$CARGO_LEPTOS_RUST" --locked
# Without --locked: the lock file it is published with names packages that a mirror may not have any more.
cargo_tool wasm-bindgen wasm-bindgen-cli "$(locked_version wasm-bindgen)" "$RUST_AT_LEAST"
npm_packages
[ "$SCOPE" = build ] || test_packages
write_env
say "ready"
