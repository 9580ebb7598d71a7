# Shared by the launcher's scripts; to be sourced. Sets ROOT, BUILD, VAR and a few words.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
BUILD=${MOTCUA_BUILD:-$ROOT/build/release}
VAR=${MOTCUA_VAR:-$ROOT/var}
BIN=$BUILD/bin

say() { printf '\033[1m==>\033[0m %s\n' "$*"; }
warn() { printf 'warning: %s\n' "$*" >&2; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

# Runs a command as root: directly, or with sudo.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"
  elif command -v sudo >/dev/null 2>&1; then sudo "$@"
  else die "this step needs root: run as root, or install sudo ($*)"
  fi
}

# True if nothing listens on 127.0.0.1:$1.
port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Prints the first free port from $1 on, of those not in FREE_PORTS_TAKEN; remembers it there.
FREE_PORTS_TAKEN=" "
free_port() { # sets REPLY
  local port=$1
  while [ "$port" -lt $(($1 + 100)) ]; do
    if [[ $FREE_PORTS_TAKEN != *" $port "* ]] && port_is_free "$port"; then
      FREE_PORTS_TAKEN+="$port "
      REPLY=$port
      return 0
    fi
    port=$((port + 1))
  done
  die "no free port from $1 to $((port - 1)) on 127.0.0.1: something takes them all (see: ss -ltnp)"
}
