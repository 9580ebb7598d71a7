#!/usr/bin/env bash
# Builds into build/release, with ninja's progress: `build.sh` all, `build.sh TARGET…` these only.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if [ ! -f "$BUILD/build.ninja" ]; then
  say "Configuring"
  mkdir -p "$BUILD"
  cmake -S "$ROOT" -B "$BUILD" -G Ninja -DCMAKE_BUILD_TYPE=Release >"$BUILD/configure.log" 2>&1 \
    || { tail -n 40 "$BUILD/configure.log" >&2; die "cmake failed; all of it is in $BUILD/configure.log"; }
fi
say "Building ($(nproc) jobs)"
NINJA_STATUS="[%f/%t %es] " ninja -C "$BUILD" -j "$(nproc)" "${@:-all}" | {
  if [ -t 1 ]; then cat; else awk 'NR % 25 == 1 || /FAILED|error|warning/ || /^ninja:/ { print; fflush() }'; fi
}
