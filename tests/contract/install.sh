#!/usr/bin/env bash
# Installs what the tests of the contract need from npm, as package.json pins it, into node_modules
# beside this file. Quiet, and does nothing when all is there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# shellcheck disable=SC2016 # the dollar sign is JavaScript's
complete() {
  node -e '
    const fs = require("fs");
    const wanted = require("./package.json").dependencies;
    const version = (name) => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`)).version;
    process.exit(Object.keys(wanted).every((name) => version(name) === wanted[name]) ? 0 : 1);
  ' 2>/dev/null
}

complete && exit 0
npm install --no-progress --silent || { npm install; exit 1; }
complete || { echo "tests/contract: npm did not install what package.json asks for" >&2; exit 1; }
