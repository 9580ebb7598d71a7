#!/usr/bin/env bash
# Compares the contract with that of the last commit: a change that would break callers fails.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if ! git rev-parse --verify --quiet HEAD:protos >/dev/null 2>&1; then
  echo "no earlier contract to compare with: this is no git checkout, or its last commit has none"
  exit 0
fi
before=$(mktemp -d)
trap 'rm -rf "$before"' EXIT
git archive HEAD protos buf.yaml | tar -x -C "$before"
tests/contract/node_modules/.bin/buf build "$before" -o "$before/contract.binpb"
tests/contract/node_modules/.bin/buf breaking --against "$before/contract.binpb"
echo "nothing breaks against $(git log -1 --format=%h)"
