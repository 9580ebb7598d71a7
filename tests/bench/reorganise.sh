#!/usr/bin/env bash
# Measures the reorganisation of 1 July 2025 over many open dossiers, with everything on (mTLS, a disk
# sync before each change, the archive), and how well the services answer meanwhile.
#   tests/bench/reorganise.sh [--dossiers N]   open dossiers to begin with; default 100000
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../deploy/local/lib.sh"

dossiers=100000
while [ $# -gt 0 ]; do
  case $1 in
    --dossiers) dossiers=${2:?--dossiers takes a number}; shift ;;
    -h | --help) sed -n '2,4s/^# //p' "${BASH_SOURCE[0]}"; exit 0 ;;
    *) die "unknown argument: $1 (see --help)" ;;
  esac
  shift
done

"$ROOT/deploy/local/install.sh"
"$ROOT/deploy/local/build.sh" motcua-bench motcua-intake motcua-routing motcua-postal \
  motcua-reporting motcua-province

VAR=$(mktemp -d "${TMPDIR:-/tmp}/motcua-bench.XXXXXX")
source "$ROOT/deploy/local/stack.sh"
finish() { stop_stack; rm -rf "$VAR"; }
trap finish EXIT
trap 'exit 130' INT TERM

"$BIN/motcua-province" --set-clock="$VAR/clock" --at=2025-06-27T08:00:00+07:00
start_stack "driven:$VAR/clock" >/dev/null
"$BIN/motcua-bench" reorganise --endpoints="$VAR/endpoints" --certs="$VAR/certs" \
  --clock="$VAR/clock" --dossiers="$dossiers"
