// How the services are reached, and as whom.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "clients/cli/environment.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/security/credentials.h"

namespace motcua::cli {

// The options every command has.
struct Settings {
  // File of `intake=HOST:PORT` lines; empty: $MOTCUA_ENDPOINTS, else var/endpoints in the current
  // folder or the nearest one above it.
  std::string endpoints;
  // Addresses by service that win over the file's; empty ones do not.
  std::map<std::string, std::string> addresses = {
      {"intake", ""}, {"routing", ""}, {"postal", ""}, {"reporting", ""}};
  // Who to be: DIR/NAME.pem and DIR/NAME.key prove it, DIR/ca.pem checks the services. Empty:
  // $MOTCUA_AS, else "operator".
  std::string identity;
  // DIR above; empty: the folder certs beside the endpoints file.
  std::string certs;
  // Single files that win over DIR's.
  std::string ca, cert, key;
  // No TLS; the name is only told. Services allow that on loopback, when started so.
  bool plaintext = false;
  // How long a call may take.
  absl::Duration timeout = absl::Seconds(10);
};

// Addresses by service from the lines of an endpoints file. Blank lines and comments (#) are left
// out; a usage error names the file and line of anything else that is no NAME=HOST:PORT.
absl::StatusOr<std::map<std::string, std::string>> ReadEndpoints(const std::string& path);

class Connection {
 public:
  // `settings` must outlive this and is read at the first use.
  Connection(const Settings& settings, const Environment& environment)
      : settings_(settings), environment_(environment) {}

  // A channel to "intake", "routing", "postal" or "reporting"; connects at the first call. A usage
  // error if its address or a certificate cannot be found.
  absl::StatusOr<std::shared_ptr<grpc::Channel>> To(const std::string& service);

  // The same to HOST:PORT: a service of another cell.
  absl::StatusOr<std::shared_ptr<grpc::Channel>> ToAddress(const std::string& address);

  // Sets the name told in plain text and, if `bounded`, the time limit.
  void Prepare(grpc::ClientContext* context, bool bounded) const;

  // Who this program is to the services.
  std::string Identity() const;

 private:
  std::string EndpointsFile() const;
  absl::StatusOr<std::string> AddressOf(const std::string& service) const;
  absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> Credentials() const;

  const Settings& settings_;
  const Environment& environment_;
  std::map<std::string, std::shared_ptr<grpc::Channel>> channels_;
};

}  // namespace motcua::cli
