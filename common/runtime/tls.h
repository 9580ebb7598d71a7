// Certificates of one party: everyone here, server or client, shows one and checks the other's.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/security/server_credentials.h"

namespace motcua::runtime {

// Paths of PEM files.
struct TlsFiles {
  // Certificates of the authorities whose word counts.
  std::string ca;
  // Own certificate, followed by intermediates if any, and its key.
  std::string cert;
  std::string key;
};

// Requires and verifies a client certificate. NOT_FOUND naming a file that cannot be read.
absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> ServerCredentialsOf(const TlsFiles& files);
absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> ChannelCredentialsOf(
    const TlsFiles& files);

}  // namespace motcua::runtime
