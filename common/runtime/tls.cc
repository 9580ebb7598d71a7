#include "common/runtime/tls.h"

#include <fstream>
#include <sstream>

#include "common/base/status_macros.h"
#include "common/base/strings.h"

namespace motcua::runtime {
namespace {

struct Pem {
  std::string ca;
  std::string cert;
  std::string key;
};

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path);
  if (!file) return absl::NotFoundError(Cat("certificate file ", path, " cannot be read"));
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

absl::StatusOr<Pem> ReadAll(const TlsFiles& files) {
  Pem pem;
  MOTCUA_ASSIGN_OR_RETURN(pem.ca, ReadFile(files.ca));
  MOTCUA_ASSIGN_OR_RETURN(pem.cert, ReadFile(files.cert));
  MOTCUA_ASSIGN_OR_RETURN(pem.key, ReadFile(files.key));
  return pem;
}

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> ServerCredentialsOf(
    const TlsFiles& files) {
  MOTCUA_ASSIGN_OR_RETURN(const Pem pem, ReadAll(files));
  grpc::SslServerCredentialsOptions options(
      GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  options.pem_root_certs = pem.ca;
  options.pem_key_cert_pairs.push_back({pem.key, pem.cert});
  return grpc::SslServerCredentials(options);
}

absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> ChannelCredentialsOf(
    const TlsFiles& files) {
  MOTCUA_ASSIGN_OR_RETURN(const Pem pem, ReadAll(files));
  return grpc::SslCredentials({pem.ca, pem.key, pem.cert});
}

}  // namespace motcua::runtime
