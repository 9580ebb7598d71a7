#!/bin/sh
# Makes the keys of reporting for a demo or a test: keys.sh DIR
#
# In DIR: audit.pem, the Ed25519 key that signs checkpoints of the archive, and audit.pub for those who
# check them; master.hex, the key under which personal data are sealed. Existing keys are left as they
# are: with another master key nothing that was sealed opens any more.
set -eu

[ $# -eq 1 ] || { echo "usage: $0 DIR" >&2; exit 2; }
dir=$1
umask 077
mkdir -p "$dir"

# Written aside and renamed, so that a key that exists is whole.
if [ ! -s "$dir/audit.pem" ]; then
  openssl genpkey -algorithm ed25519 -out "$dir/.audit.pem"
  mv "$dir/.audit.pem" "$dir/audit.pem"
fi
if [ ! -s "$dir/master.hex" ]; then
  openssl rand -hex 32 > "$dir/.master.hex"
  mv "$dir/.master.hex" "$dir/master.hex"
fi
openssl pkey -in "$dir/audit.pem" -pubout -out "$dir/audit.pub"
chmod 644 "$dir/audit.pub"
