#!/usr/bin/env bash
# Installs what is missing of Debian 12's packages: `install.sh` for building and running,
# `install.sh test` also for the tests. Does nothing when all is there.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

packages=(
  g++ cmake ninja-build ccache mold pkg-config
  libgrpc++-dev libgrpc-dev protobuf-compiler protobuf-compiler-grpc libprotobuf-dev libabsl-dev
  golang-github-gogo-googleapis-dev grpc-proto libhiredis-dev libasio-dev prometheus-cpp-dev libssl-dev
  libutf8proc-dev libjemalloc-dev libsoci-dev libboost-dev libsqlite3-dev libpq-dev libcli11-dev
  libqrencode-dev libcpp-httplib-dev libcurl4-openssl-dev rapidjson-dev libxlsxwriter-dev
  libgtest-dev libgmock-dev
  redis-server redis-tools prometheus openssl curl ca-certificates
)
if [ "${1:-}" = test ]; then
  packages+=(postgresql shellcheck chromium fonts-liberation python3-grpcio python3-protobuf)
  command -v node >/dev/null 2>&1 || packages+=(nodejs)
  command -v npm >/dev/null 2>&1 || packages+=(npm)
fi

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

command -v apt-get >/dev/null 2>&1 || die "apt-get is not here: Motcua is built on Debian 12"
say "Installing ${#missing[@]} packages: ${missing[*]}"
# Servers that come as packages must not start by themselves beside what runs here already.
policy=/usr/sbin/policy-rc.d
made_policy=no
if [ ! -e $policy ]; then
  printf '#!/bin/sh\nexit 101\n' | as_root tee $policy >/dev/null
  as_root chmod 755 $policy
  made_policy=yes
fi
cleanup() { [ $made_policy = no ] || as_root rm -f $policy; }
trap cleanup EXIT
as_root apt-get update -qq
as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
  "${missing[@]}" >/dev/null
