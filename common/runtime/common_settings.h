// Settings every service has.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/config/settings.h"
#include "common/runtime/host.h"
#include "common/runtime/tls.h"

namespace motcua::runtime {

struct CommonSettings {
  std::string listen;
  std::string metrics_listen;
  std::string redis;
  int redis_connections;
  absl::Duration redis_timeout;
  std::string redis_user;
  std::string redis_password_file;
  std::string cell;
  std::string catalogue;
  std::string policy;
  std::string tls_ca;
  std::string tls_cert;
  std::string tls_key;
  bool plaintext;
  std::string clock;
  std::string log_level;
  absl::Duration drain_timeout;
  int max_in_flight;
  int max_request_bytes;
  // host:port by name of the peer.
  std::map<std::string, std::string> peers;

  // Adds a row for each. This object must stay where it is until `settings` is parsed.
  void AddTo(config::Settings& settings, const ServiceSpec& spec);

  // INVALID_ARGUMENT naming each setting that is missing or contradicts another.
  absl::Status Check() const;

  // The certificate of this service; none in plain text.
  std::optional<TlsFiles> Tls() const;

  // How to reach Redis. NOT_FOUND if the password file cannot be read.
  absl::StatusOr<redis::Options> Redis() const;
};

}  // namespace motcua::runtime
