#!/usr/bin/env bash
# Installs what is missing, builds everything and runs every test. Arguments go to ctest, e.g.
# `tests/run.sh -R routing`.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../deploy/local/lib.sh"

case ${1:-} in -h | --help) sed -n '2,3s/^# //p' "${BASH_SOURCE[0]}"; exit 0 ;; esac

"$ROOT/deploy/local/install.sh" test
"$ROOT/tests/contract/install.sh"
"$ROOT/deploy/local/build.sh"
say "Testing"
ctest --test-dir "$BUILD" --output-on-failure --timeout 600 "$@"
