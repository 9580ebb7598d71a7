#!/bin/sh
# Makes Python modules of the protos, in gen/ beside this file. Debian: apt-get install
# protobuf-compiler protobuf-compiler-grpc python3-grpcio python3-protobuf
set -eu
here=$(cd "$(dirname "$0")" && pwd)
protos=$here/../../../protos
mkdir -p "$here/gen"
find "$protos/motcua" -name '*.proto' -exec protoc -I "$protos" --python_out="$here/gen" \
  --grpc_python_out="$here/gen" --plugin=protoc-gen-grpc_python="$(command -v grpc_python_plugin)" {} +
