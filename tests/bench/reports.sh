#!/usr/bin/env bash
# Measures an archive of a province's year on each database in turn: the rate with projections and
# summaries, beside a bare loop that makes the same writes in the same run; bytes a dossier; and how
# long every report takes through gRPC.
#   tests/bench/reports.sh [DOSSIERS]   1000000
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../deploy/local/lib.sh"

case ${1:-} in
  -h | --help) sed -n '2,5s/^# //p' "${BASH_SOURCE[0]}"; exit 0 ;;
esac
dossiers=${1:-1000000}

"$ROOT/deploy/local/install.sh" test
"$ROOT/deploy/local/build.sh" reporting_reports_bench
for backend in sqlite postgresql; do
  say "$backend, $dossiers dossiers of ten events"
  "$BIN/reporting_reports_bench" "$backend" "$dossiers"
done
