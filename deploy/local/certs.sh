#!/bin/sh
# Makes certificates for a demo or a test: certs.sh DIR NAME...
#
# In DIR: ca.pem and ca.key, an authority of this directory alone, made if missing; for each NAME,
# NAME.pem and NAME.key (EC P-256, CN=NAME), usable as server and as client, valid for localhost and
# 127.0.0.1. Existing certificates are left as they are.
set -eu

[ $# -ge 1 ] || { echo "usage: $0 DIR NAME..." >&2; exit 2; }
dir=$1
shift
umask 077
mkdir -p "$dir"

new_key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1"; }

if [ ! -s "$dir/ca.pem" ]; then
  new_key "$dir/ca.key"
  openssl req -x509 -new -key "$dir/ca.key" -sha256 -days 3650 -subj "/CN=Motcua demo authority" \
    -addext "keyUsage=critical,keyCertSign,cRLSign" -out "$dir/ca.pem"
fi

extensions=$dir/.extensions
cat > "$extensions" <<END
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth,clientAuth
subjectAltName = DNS:localhost,IP:127.0.0.1
END

for name in "$@"; do
  case $name in
    '' | *[!A-Za-z0-9._-]*) echo "$0: bad name: $name" >&2; exit 2 ;;
  esac
  [ -s "$dir/$name.pem" ] && continue
  new_key "$dir/$name.key"
  # Written aside and renamed, so that a certificate that exists is whole.
  openssl req -new -key "$dir/$name.key" -subj "/CN=$name" |
    openssl x509 -req -CA "$dir/ca.pem" -CAkey "$dir/ca.key" -sha256 -days 825 \
      -set_serial "0x$(openssl rand -hex 16)" -extfile "$extensions" \
      -out "$dir/.$name.pem" 2> "$dir/.errors" || { cat "$dir/.errors" >&2; exit 1; }
  mv "$dir/.$name.pem" "$dir/$name.pem"
done
rm -f "$extensions" "$dir/.errors"
chmod 600 "$dir"/*.key
chmod 644 "$dir"/*.pem
