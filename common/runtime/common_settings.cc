#include "common/runtime/common_settings.h"

#include <algorithm>
#include <fstream>
#include <vector>

#include "absl/strings/str_join.h"
#include "common/base/strings.h"

namespace motcua::runtime {
namespace {

bool IsCellName(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](unsigned char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

}  // namespace

void CommonSettings::AddTo(config::Settings& settings, const ServiceSpec& spec) {
  settings.Add(&listen, "listen", Cat("127.0.0.1:", spec.port), {},
               "host:port to serve gRPC on; port 0 picks a free one");
  settings.Add(&metrics_listen, "metrics-listen", Cat("127.0.0.1:", spec.metrics_port), {},
               "host:port to serve /metrics on; port 0 picks a free one");
  settings.Add(&redis, "redis", "127.0.0.1:6379", {}, "Redis: host:port or unix:/path");
  settings.Add(&redis_connections, "redis-connections", 8, {1, 64}, "connections to Redis");
  settings.Add(&redis_timeout, "redis-timeout", absl::Seconds(2),
               {absl::Milliseconds(10), absl::Minutes(1)}, "longest wait for an answer of Redis");
  settings.Add(&redis_user, "redis-user", "", {}, "user to log in to Redis as");
  settings.Add(&redis_password_file, "redis-password-file", "", {},
               "file that holds the Redis password; without it no login");
  settings.Add(&cell, "cell", "dongthap", {},
               "cell whose work is done here: lower-case letters, digits and '-'");
  settings.Add(&catalogue, "catalogue", "deploy/catalogue/dong-thap", {},
               "directory of the catalogue of units, procedures and calendar");
  settings.Add(&policy, "policy", "", {}, "file that says who may call what; required");
  settings.Add(&tls_ca, "tls-ca", "", {}, "PEM file of the authorities to trust");
  settings.Add(&tls_cert, "tls-cert", "", {}, "PEM file of this service's certificate");
  settings.Add(&tls_key, "tls-key", "", {}, "PEM file of this service's key");
  settings.Add(&plaintext, "plaintext", false,
               "no TLS: callers are whoever they say; for loopback addresses only");
  settings.Add(&clock, "clock", "real", {},
               "real, scaled:START@FACTOR[@ANCHOR] (RFC 3339) or driven:FILE");
  settings.Add(&log_level, "log-level", "info", {"debug", "info", "warning", "error"},
               "least level written to the log");
  settings.Add(&drain_timeout, "drain-timeout", absl::Seconds(10),
               {absl::ZeroDuration(), absl::Minutes(10)},
               "how long calls in hand may take to end after SIGTERM");
  settings.Add(&max_in_flight, "max-in-flight", 2048, {1, 100000},
               "calls in hand at a time; more are refused with OVERLOADED");
  settings.Add(&max_request_bytes, "max-request-bytes", 1 << 20, {1024, 64 << 20},
               "largest request taken, in bytes");
  for (const ServiceSpec::Peer& peer : spec.peers) {
    settings.Add(&peers[peer.name], Cat("peer-", peer.name), Cat("127.0.0.1:", peer.port), {},
                 Cat("host:port of the ", peer.name, " service"));
  }
}

absl::Status CommonSettings::Check() const {
  std::vector<std::string> errors;
  if (!IsCellName(cell)) {
    errors.push_back(Cat("--cell=", cell, ": must be lower-case letters, digits and '-'"));
  }
  if (policy.empty()) errors.push_back("--policy is required");
  const bool all = !tls_ca.empty() && !tls_cert.empty() && !tls_key.empty();
  const bool any = !tls_ca.empty() || !tls_cert.empty() || !tls_key.empty();
  if (plaintext && any) {
    errors.push_back("--plaintext goes without --tls-ca, --tls-cert and --tls-key");
  }
  if (!plaintext && !all) {
    errors.push_back("--tls-ca, --tls-cert and --tls-key are required without --plaintext");
  }
  if (errors.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrJoin(errors, "\n"));
}

std::optional<TlsFiles> CommonSettings::Tls() const {
  if (plaintext) return std::nullopt;
  return TlsFiles{tls_ca, tls_cert, tls_key};
}

absl::StatusOr<redis::Options> CommonSettings::Redis() const {
  redis::Options options;
  options.address = redis;
  options.connections = redis_connections;
  options.timeout = redis_timeout;
  options.user = redis_user;
  if (redis_password_file.empty()) return options;
  std::ifstream file(redis_password_file);
  if (!std::getline(file, options.password)) {
    return absl::NotFoundError(
        Cat("--redis-password-file=", redis_password_file, ": cannot be read"));
  }
  return options;
}

}  // namespace motcua::runtime
