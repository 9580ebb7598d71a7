#!/usr/bin/env bash
# Starts Motcua on this machine and plays the demo province. `deploy/run.sh --help` says more.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/local/lib.sh"
source "$ROOT/deploy/local/stack.sh"

usage() {
  cat <<'TEXT'
deploy/run.sh: installs what is missing, builds, starts Redis, the four services and Prometheus,
and plays the province of Đồng Tháp: citizens, post clerks, officers and postmen as clients of the
public gRPC API, from 1 January to 18 August 2023 on a clock that runs ahead of time.

  deploy/run.sh                 play 2,000 dossiers, then stay up until Ctrl-C
  deploy/run.sh --exit          play, check every invariant against the archive, stop everything;
                                exit 0 only if all of them held
  deploy/run.sh --serve         start everything without a workload; the clock goes on at the pace
                                of real time from 3 January 2023, or from where a run left it
  deploy/run.sh status          what runs, and where
  deploy/run.sh stop            stop what an earlier call started

  --dossiers N    how many are filed over the period (default 2000; the real figure is 100000)
  --seed N        another course of events (default 1)
  --reorganise    play 5 May to 15 August 2025 instead, across the end of the districts on 1 July:
                  open dossiers go under the units of the new province; data under var/reorganise
  --fresh         begin anew: removes the data of earlier runs under var/
  --exit          see above
  --serve         see above
  -h, --help      this text

A second start continues on the data under var/. MOTCUA_VAR names another folder for it.
TEXT
}

dossiers=2000 seed=1 fresh=no mode=stay reorganise=no
number() { [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || die "$1 takes a positive whole number, not '${2:-}'"; }
while [ $# -gt 0 ]; do
  case $1 in
    --dossiers) number "$1" "${2:-}"; dossiers=$2; shift ;;
    --dossiers=*) number --dossiers "${1#*=}"; dossiers=${1#*=} ;;
    --seed) number "$1" "${2:-}"; seed=$2; shift ;;
    --seed=*) number --seed "${1#*=}"; seed=${1#*=} ;;
    --fresh) fresh=yes ;;
    --reorganise) reorganise=yes ;;
    --exit) mode=exit ;;
    --serve) mode=serve ;;
    stop | status) mode=$1 ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; die "unknown argument: $1" ;;
  esac
  shift
done

period="1 January to 18 August 2023" start=2023-01-01T00:00:00+07:00 days=()
if [ $reorganise = yes ]; then
  VAR=$VAR/reorganise
  period="5 May to 15 August 2025" start=2025-05-05T00:00:00+07:00
  days=(--from=2025-05-05 --to=2025-08-15 --reorganise)
fi

launcher_runs() { is_running launcher && [ "$(cat "$(pid_file launcher)")" != $$ ]; }

case $mode in
  status) print_status; exit ;;
  stop)
    if launcher_runs; then stop_process launcher; fi
    stop_stack
    say "Stopped."
    exit 0
    ;;
esac

launcher_runs && die "Motcua already runs here (deploy/run.sh status); stop it with: deploy/run.sh stop"

"$ROOT/deploy/local/install.sh"
"$ROOT/deploy/local/build.sh" motcua-intake motcua-routing motcua-postal motcua-reporting \
  motcua-cli motcua-province

stop_stack
if [ $fresh = yes ]; then
  say "Removing the data of earlier runs"
  rm -rf "$VAR"/{redis,archive,prometheus,province,clock,log}
fi
mkdir -p "$VAR"/{run,log,province}
echo $$ >"$(pid_file launcher)"

ended=no
finish() {
  [ $ended = no ] || return 0
  ended=yes
  trap '' INT TERM
  stop_stack
  rm -f "$(pid_file launcher)"
}
trap finish EXIT
trap 'say "Stopping"; exit 130' INT TERM

if [ ! -f "$VAR/clock" ]; then
  [ $mode = serve ] && start=2023-01-03T08:00:00+07:00
  "$BIN/motcua-province" --set-clock="$VAR/clock" --at=$start
fi
say "Starting Redis, the four services and Prometheus"
start_stack "driven:$VAR/clock"
print_status
say "Metrics: http://127.0.0.1:$PROMETHEUS_PORT   Command line: $BIN/motcua --help"

if [ $mode = serve ]; then
  say "Serving. Ctrl-C stops."
  play=(--run-clock="$VAR/clock")
else
  say "Playing the province: $dossiers dossiers, $period"
  play=(--endpoints="$VAR/endpoints" --certs="$VAR/certs" --clock="$VAR/clock"
    --state="$VAR/province" --dossiers="$dossiers" --seed="$seed" "${days[@]}")
  [ $mode = exit ] || play+=(--keep-time)
fi
# In the background, so that a signal to this script is dealt with at once.
"$BIN/motcua-province" "${play[@]}" &
player=$!
echo $player >"$(pid_file province)"
result=0
wait $player || result=$?
rm -f "$(pid_file province)"
exit $result
