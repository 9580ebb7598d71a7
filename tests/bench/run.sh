#!/usr/bin/env bash
# Measures, in one run on one machine: bare gRPC echo, bare Redis commits, and Motcua with
# everything on (mTLS, policy, validation, metrics, a disk sync before each answer), and prints each
# with its ratio to the bound 1/(1/echo + 1/commit).
# Several rounds of all parts, as a machine that others share is now fast and now slow: each ratio
# compares neighbours of one round, and the last line gives the medians of the rounds.
#   tests/bench/run.sh [--seconds N] [--rounds N]   measured time of each part in a round; 4, 3
#   tests/bench/run.sh tracking                     tracking events in bulk instead; see tracking.sh
#   tests/bench/run.sh reports [DOSSIERS]           an archive's rate and its reports; see reports.sh
set -euo pipefail
if [ "${1:-}" = tracking ]; then shift; exec "$(dirname "${BASH_SOURCE[0]}")/tracking.sh" "$@"; fi
if [ "${1:-}" = reports ]; then shift; exec "$(dirname "${BASH_SOURCE[0]}")/reports.sh" "$@"; fi
source "$(dirname "${BASH_SOURCE[0]}")/../../deploy/local/lib.sh"

seconds=4 rounds=3
while [ $# -gt 0 ]; do
  case $1 in
    --seconds) seconds=${2:?--seconds takes a number}; shift ;;
    --rounds) rounds=${2:?--rounds takes a number}; shift ;;
    -h | --help) sed -n '2,9s/^# //p' "${BASH_SOURCE[0]}"; exit 0 ;;
    *) die "unknown argument: $1 (see --help)" ;;
  esac
  shift
done

"$ROOT/deploy/local/install.sh"
"$ROOT/deploy/local/build.sh" motcua-bench motcua-intake motcua-routing motcua-postal motcua-reporting

VAR=$(mktemp -d "${TMPDIR:-/tmp}/motcua-bench.XXXXXX")
source "$ROOT/deploy/local/stack.sh"
finish() { stop_process echo; stop_stack; rm -rf "$VAR"; }
trap finish EXIT
trap 'exit 130' INT TERM

bench() { "$BIN/motcua-bench" "$@"; }
field() { sed -n "s/.*\b$1=\([0-9.]*\).*/\1/p" <<<"$2"; }
calculate() { awk "BEGIN { printf \"$1\", $2 }"; }

# Fills $VAR with what start_stack would, so that each part starts on an empty Redis.
fresh_stack() {
  stop_stack
  rm -rf "${VAR:?}"/{redis,archive,log}
  start_stack "scaled:2023-03-01T08:00:00+07:00@1@$(date +%Y-%m-%dT%H:%M:%S%:z)" >/dev/null
}

median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }

measure_bound() {
  stop_stack
  rm -rf "${VAR:?}/redis"
  mkdir -p "$VAR"/{run,log}
  free_port 7300
  start_process echo "$BIN/motcua-bench" echo-server --listen="127.0.0.1:$REPLY"
  wait_for_port echo "$REPLY"
  line=$(bench echo --target="127.0.0.1:$REPLY" --seconds="$seconds")
  echo=$(field rate "$line")
  stop_process echo
  echo "    echo            $line"
  start_redis
  line=$(bench commit --socket="$(redis_socket)" --seconds="$seconds")
  commit=$(field rate "$line")
  stop_process redis
  bound=$(calculate %.0f "1 / (1 / $echo + 1 / $commit)")
  echo "    commit          $line"
  echo "    bound           rate=$bound   1/(1/echo + 1/commit)"
}

measure_submit() {
  fresh_stack
  line=$(bench submit --endpoints="$VAR/endpoints" --certs="$VAR/certs" --seconds="$seconds")
  submit=$(field rate "$line")
  ratios+=("$(calculate %.2f "$submit / $bound")")
  echo "    submit          $line   ratio=${ratios[-1]}"
  fresh_stack  # The archive may still be catching up with the full load.
  line=$(bench submit --endpoints="$VAR/endpoints" --certs="$VAR/certs" --seconds="$seconds" \
    --rate="$(calculate %.0f "$submit / 2")" --in-flight=1024)
  tails+=("$(field p99_ms "$line")")
  echo "    half load       $line"
}

measure_lifecycle() {
  fresh_stack
  line=$(bench lifecycle --endpoints="$VAR/endpoints" --certs="$VAR/certs" \
    --seconds="$((seconds * 2))" --in-flight=600)
  lifecycles+=("$(field rate "$line")")
  echo "    lifecycle       $line   steps_ratio=$(calculate %.2f "${lifecycles[-1]} * 6 / $bound")"
}

say "Deadlines on the shipped calendar, one core"
echo "    deadline        $(bench deadline --seconds="$seconds")"
cat <<TEXT
Each round: bare gRPC, 1.5 KB there and 200 bytes back, 256 in flight; bare Redis, commits over 8
pipelined connections, appendfsync always; SubmitDossier with everything on, 256 in flight, then half
of that rate in an open loop; lifecycles: file and accept, claim and complete twice, hand over.
TEXT
ratios=() tails=() lifecycles=()
for ((round = 1; round <= rounds; ++round)); do
  say "Round $round of $rounds"
  measure_bound
  measure_submit
  measure_lifecycle
done

echo "bound_ratio=$(median "${ratios[@]}") p99_half_load_ms=$(median "${tails[@]}")" \
  "lifecycle_per_s=$(median "${lifecycles[@]}")"
