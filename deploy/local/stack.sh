# Starts and stops Redis, the four services and Prometheus under $VAR; to be sourced after lib.sh.
# shellcheck shell=bash

SERVICES=(intake routing postal reporting)
declare -A GRPC_PORTS=([intake]=7101 [routing]=7102 [postal]=7103 [reporting]=7104)
declare -A METRICS_PORTS=([intake]=7201 [routing]=7202 [postal]=7203 [reporting]=7204)
PROMETHEUS_PORT=7290
# Where carriers without gRPC call.
CARRIER_PORT=7303

pid_file() { echo "$VAR/run/$1.pid"; }

# True if the process $1 that we started still runs.
is_running() {
  local file
  file=$(pid_file "$1")
  [ -f "$file" ] && kill -0 "$(cat "$file")" 2>/dev/null
}

# Who only looks on gives way on a machine that all share.
declare -A NICENESS=([reporting]=10 [prometheus]=10)

# start_process NAME COMMAND…: in the background, in a session of its own so that a Ctrl-C reaches
# the launcher alone, with output in var/log.
start_process() {
  local name=$1
  shift
  setsid nice -n "${NICENESS[$name]:-0}" "$@" >>"$VAR/log/$name.log" 2>&1 </dev/null &
  echo $! >"$(pid_file "$name")"
}

# stop_process NAME: asks, waits up to 15 s, then insists.
stop_process() {
  local file pid
  file=$(pid_file "$1")
  [ -f "$file" ] || return 0
  pid=$(cat "$file")
  kill -TERM "$pid" 2>/dev/null || true
  for _ in $(seq 150); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  if kill -0 "$pid" 2>/dev/null; then
    warn "$1 did not end in 15 s and is killed"
    kill -KILL "$pid" 2>/dev/null || true
  fi
  rm -f "$file"
}

# wait_for_port NAME PORT: until the process listens; says why if it ended.
wait_for_port() {
  for _ in $(seq 300); do
    port_is_free "$2" || return 0
    is_running "$1" || { tail -n 20 "$VAR/log/$1.log" >&2; die "$1 ended at its start; see $VAR/log/$1.log"; }
    sleep 0.1
  done
  die "$1 does not listen on port $2; see $VAR/log/$1.log"
}

redis_socket() {
  local socket=$VAR/redis/redis.sock
  # A unix socket's path holds at most 107 characters.
  [ ${#socket} -le 100 ] || socket=/tmp/motcua-$(printf %s "$VAR" | sha256sum | cut -c1-12).sock
  echo "$socket"
}

# A rewrite of the append-only file takes half of a two-core machine while it lasts: it waits for
# a file worth it.
start_redis() {
  local socket
  socket=$(redis_socket)
  mkdir -p "$VAR/redis"
  cat >"$VAR/redis/redis.conf" <<CONF
port 0
unixsocket $socket
unixsocketperm 700
dir $VAR/redis
appendonly yes
appendfsync always
auto-aof-rewrite-min-size 1gb
save ""
maxmemory-policy noeviction
daemonize no
CONF
  rm -f "$socket"
  start_process redis redis-server "$VAR/redis/redis.conf"
  for _ in $(seq 600); do
    [ "$(redis-cli -s "$socket" ping 2>/dev/null)" = PONG ] && return 0
    is_running redis || { tail -n 20 "$VAR/log/redis.log" >&2; die "redis-server ended at its start"; }
    sleep 0.1
  done
  die "redis-server does not answer; see $VAR/log/redis.log"
}

choose_ports() {
  local name
  for name in "${SERVICES[@]}"; do
    free_port "${GRPC_PORTS[$name]}"; GRPC_PORTS[$name]=$REPLY
    free_port "${METRICS_PORTS[$name]}"; METRICS_PORTS[$name]=$REPLY
  done
  free_port "$PROMETHEUS_PORT"; PROMETHEUS_PORT=$REPLY
  free_port "$CARRIER_PORT"; CARRIER_PORT=$REPLY
}

write_endpoints() {
  local name
  {
    for name in "${SERVICES[@]}"; do echo "$name=127.0.0.1:${GRPC_PORTS[$name]}"; done
    for name in "${SERVICES[@]}"; do echo "$name.metrics=127.0.0.1:${METRICS_PORTS[$name]}"; done
    echo "postal.carriers=127.0.0.1:$CARRIER_PORT"
    echo "prometheus=127.0.0.1:$PROMETHEUS_PORT"
    echo "redis=unix:$(redis_socket)"
  } >"$VAR/endpoints"
}

# Certificates for every caller of the policy, by the demo authority under var/certs.
make_certificates() {
  local names
  mapfile -t names < <(sed -n '/^callers/,/^}/s/^ *name: *"\([^"]*\)".*/\1/p' "$ROOT/deploy/local/policy.textproto")
  [ ${#names[@]} -gt 0 ] || die "deploy/local/policy.textproto names no callers"
  "$ROOT/deploy/local/certs.sh" "$VAR/certs" "${names[@]}"
}

# The secret under which EMS's calls are signed here, and certificate and key in one file to take them
# by TLS.
make_carrier_secrets() {
  mkdir -p "$VAR/carrier-secrets"
  chmod 700 "$VAR/carrier-secrets"
  [ -s "$VAR/carrier-secrets/ems" ] || (umask 077; openssl rand -hex 32 >"$VAR/carrier-secrets/ems")
  (umask 077; cat "$VAR/certs/postal.pem" "$VAR/certs/postal.key" >"$VAR/certs/postal-both.pem")
}

# start_service NAME CLOCK [FLAG…]
start_service() {
  local name=$1 clock=$2
  shift 2
  start_process "$name" "$BIN/motcua-$name" \
    --listen="127.0.0.1:${GRPC_PORTS[$name]}" --metrics-listen="127.0.0.1:${METRICS_PORTS[$name]}" \
    --redis="unix:$(redis_socket)" --cell=dongthap --catalogue="$ROOT/deploy/catalogue/dong-thap" \
    --policy="$ROOT/deploy/local/policy.textproto" --tls-ca="$VAR/certs/ca.pem" \
    --tls-cert="$VAR/certs/$name.pem" --tls-key="$VAR/certs/$name.key" --clock="$clock" "$@"
}

# On a driven clock time goes on only when nothing is left to do: then background work must not wait.
start_services() { # CLOCK
  local name routing_pace=() reporting_pace=() postal_pace=()
  if [[ $1 == driven:* ]]; then
    routing_pace=(--worker-period=5ms) reporting_pace=(--archive-interval=1ms)
    # Played again, carriers report everything once more: what they report on must still be here.
    postal_pace=(--silence-watch-period=5ms --leave-after=9600h)
  fi
  local archive=--peer-reporting="127.0.0.1:${GRPC_PORTS[reporting]}"
  start_service intake "$1" "$archive" --peer-routing="127.0.0.1:${GRPC_PORTS[routing]}" \
    --peer-postal="127.0.0.1:${GRPC_PORTS[postal]}"
  start_service routing "$1" "$archive" "${routing_pace[@]}"
  start_service postal "$1" "$archive" --peer-intake="127.0.0.1:${GRPC_PORTS[intake]}" \
    --carriers="$ROOT/deploy/carriers" --carrier-listen="127.0.0.1:$CARRIER_PORT" \
    --carrier-pem="$VAR/certs/postal-both.pem" --carrier-secrets="$VAR/carrier-secrets" \
    --webhook-allow-private "${postal_pace[@]}"
  start_service reporting "$1" --archive="sqlite://$VAR/archive/motcua.db" \
    --audit-key-file="$VAR/keys/audit.pem" --master-key-file="$VAR/keys/master.hex" \
    "${reporting_pace[@]}"
  for name in "${SERVICES[@]}"; do wait_for_port "$name" "${GRPC_PORTS[$name]}"; done
}

start_prometheus() {
  local name targets=""
  mkdir -p "$VAR/prometheus"
  for name in "${SERVICES[@]}"; do
    targets+="${targets:+,}{\"targets\":[\"127.0.0.1:${METRICS_PORTS[$name]}\"],\"labels\":{\"service\":\"$name\"}}"
  done
  echo "[$targets]" >"$VAR/prometheus/targets.json"
  cp "$ROOT"/deploy/prometheus/{prometheus.yml,rules.yml} "$VAR/prometheus/"
  start_process prometheus prometheus --config.file="$VAR/prometheus/prometheus.yml" \
    --storage.tsdb.path="$VAR/prometheus/data" --web.listen-address="127.0.0.1:$PROMETHEUS_PORT"
  wait_for_port prometheus "$PROMETHEUS_PORT"
}

start_stack() { # CLOCK
  mkdir -p "$VAR"/{run,log,archive}
  chmod 700 "$VAR"
  choose_ports
  make_certificates
  make_carrier_secrets
  "$ROOT/deploy/local/keys.sh" "$VAR/keys"
  start_redis
  write_endpoints
  start_services "$1"
  start_prometheus
}

# In this order: those who write first, then what they write to.
stop_stack() {
  local name
  for name in province prometheus intake routing postal reporting redis; do stop_process "$name"; done
}

print_status() {
  local name state any=no
  for name in redis "${SERVICES[@]}" prometheus; do
    state=stopped
    if is_running "$name"; then state="running, pid $(cat "$(pid_file "$name")")"; any=yes; fi
    printf '%-11s %-20s %s\n' "$name" "$(sed -n "s/^$name=//p" "$VAR/endpoints" 2>/dev/null)" "$state"
  done
  [ $any = yes ]
}
