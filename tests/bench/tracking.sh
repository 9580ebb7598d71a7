#!/usr/bin/env bash
# Measures how many tracking events a second become durable state in bulk (ReportCarrierEvents, a
# thousand of a carrier's own records a call, with mTLS, a disk sync before each answer and the archive),
# and that rate's ratio to bare Redis commits, each of both in every round, neighbours of one machine.
#   tests/bench/run.sh tracking [--consignments N] [--rounds N] [--seconds N]
#     consignments, of seven events each; rounds; seconds of bare commits; default 20000, 3, 4
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../deploy/local/lib.sh"

consignments=20000 rounds=3 seconds=4
while [ $# -gt 0 ]; do
  case $1 in
    --consignments) consignments=${2:?--consignments takes a number}; shift ;;
    --rounds) rounds=${2:?--rounds takes a number}; shift ;;
    --seconds) seconds=${2:?--seconds takes a number}; shift ;;
    -h | --help) sed -n '2,6s/^# //p' "${BASH_SOURCE[0]}"; exit 0 ;;
    *) die "unknown argument: $1 (see --help)" ;;
  esac
  shift
done

"$ROOT/deploy/local/install.sh"
"$ROOT/deploy/local/build.sh" motcua-bench motcua-intake motcua-routing motcua-postal motcua-reporting

VAR=$(mktemp -d "${TMPDIR:-/tmp}/motcua-bench.XXXXXX")
source "$ROOT/deploy/local/stack.sh"
finish() { stop_stack; rm -rf "$VAR"; }
trap finish EXIT
trap 'exit 130' INT TERM

field() { sed -n "s/.*\b$1=\([0-9.]*\).*/\1/p" <<<"$2"; }
median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }

# Each part starts on an empty Redis.
fresh() {
  stop_stack
  rm -rf "${VAR:?}"/{redis,archive,log}
  mkdir -p "$VAR"/{run,log}
}

rates=() ratios=()
for ((round = 1; round <= rounds; ++round)); do
  say "Round $round of $rounds"
  fresh
  start_redis
  line=$("$BIN/motcua-bench" commit --socket="$(redis_socket)" --seconds="$seconds")
  commit=$(field rate "$line")
  echo "    commit          $line"
  fresh
  start_stack "scaled:2023-03-02T08:00:00+07:00@1@$(date +%Y-%m-%dT%H:%M:%S%:z)" >/dev/null
  line=$("$BIN/motcua-bench" tracking --endpoints="$VAR/endpoints" --certs="$VAR/certs" \
    --consignments="$consignments")
  rates+=("$(field rate "$line")")
  ratios+=("$(awk "BEGIN { printf \"%.2f\", ${rates[-1]} / $commit }")")
  echo "    tracking        $line   ratio=${ratios[-1]}"
done

echo "tracking_per_s=$(median "${rates[@]}") tracking_ratio=$(median "${ratios[@]}")"
