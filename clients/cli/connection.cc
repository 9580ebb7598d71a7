#include "clients/cli/connection.h"

#include <filesystem>

#include "clients/cli/errors.h"
#include "clients/cli/files.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "grpc/support/time.h"
#include "grpcpp/create_channel.h"

namespace motcua::cli {
namespace {

namespace fs = std::filesystem;

constexpr char kDefaultEndpoints[] = "var/endpoints";
constexpr char kDefaultIdentity[] = "operator";
constexpr char kCallerKey[] = "motcua-caller";

// var/endpoints here or in the nearest folder above; the relative path if there is none.
std::string NearestEndpoints() {
  std::error_code error;
  for (fs::path folder = fs::current_path(error);; folder = folder.parent_path()) {
    if (fs::exists(folder / kDefaultEndpoints, error)) return folder / kDefaultEndpoints;
    if (folder == folder.parent_path()) return kDefaultEndpoints;
  }
}

}  // namespace

absl::StatusOr<std::map<std::string, std::string>> ReadEndpoints(const std::string& path) {
  MOTCUA_ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  std::map<std::string, std::string> addresses;
  int number = 0;
  for (std::string_view line : Split(text, '\n')) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const size_t equals = line.find('=');
    if (equals == std::string_view::npos || equals == 0 || equals + 1 == line.size()) {
      return UsageError(Cat(path, ":", number, ": expected NAME=HOST:PORT"));
    }
    addresses[std::string(line.substr(0, equals))] = line.substr(equals + 1);
  }
  return addresses;
}

std::string Connection::EndpointsFile() const {
  if (!settings_.endpoints.empty()) return settings_.endpoints;
  const std::string named = environment_.variable("MOTCUA_ENDPOINTS");
  return named.empty() ? NearestEndpoints() : named;
}

std::string Connection::Identity() const {
  if (!settings_.identity.empty()) return settings_.identity;
  const std::string named = environment_.variable("MOTCUA_AS");
  return named.empty() ? kDefaultIdentity : named;
}

absl::StatusOr<std::string> Connection::AddressOf(const std::string& service) const {
  const auto given = settings_.addresses.find(service);
  if (given != settings_.addresses.end() && !given->second.empty()) return given->second;
  const std::string path = EndpointsFile();
  auto addresses = ReadEndpoints(path);
  if (!addresses.ok()) {
    return UsageError(Cat("where is ", service, "? ", std::string(addresses.status().message()),
                          "; name it with --", service, " HOST:PORT or --endpoints FILE"));
  }
  const auto found = addresses->find(service);
  if (found != addresses->end()) return found->second;
  return UsageError(Cat(path, " does not say where ", service, " is; use --", service));
}

absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> Connection::Credentials() const {
  if (settings_.plaintext) return grpc::InsecureChannelCredentials();
  const fs::path folder = settings_.certs.empty()
                              ? fs::path(EndpointsFile()).parent_path() / "certs"
                              : fs::path(settings_.certs);
  auto path = [&](const std::string& given, const std::string& name) {
    return given.empty() ? (folder / name).string() : given;
  };
  grpc::SslCredentialsOptions options;
  MOTCUA_ASSIGN_OR_RETURN(options.pem_root_certs, ReadFile(path(settings_.ca, "ca.pem")));
  MOTCUA_ASSIGN_OR_RETURN(options.pem_cert_chain,
                          ReadFile(path(settings_.cert, Identity() + ".pem")));
  MOTCUA_ASSIGN_OR_RETURN(options.pem_private_key,
                          ReadFile(path(settings_.key, Identity() + ".key")));
  return grpc::SslCredentials(options);
}

absl::StatusOr<std::shared_ptr<grpc::Channel>> Connection::To(const std::string& service) {
  std::shared_ptr<grpc::Channel>& channel = channels_[service];
  if (channel != nullptr) return channel;
  MOTCUA_ASSIGN_OR_RETURN(const std::string address, AddressOf(service));
  MOTCUA_ASSIGN_OR_RETURN(channel, ToAddress(address));
  return channel;
}

absl::StatusOr<std::shared_ptr<grpc::Channel>> Connection::ToAddress(const std::string& address) {
  MOTCUA_ASSIGN_OR_RETURN(const auto credentials, Credentials());
  return grpc::CreateChannel(address, credentials);
}

void Connection::Prepare(grpc::ClientContext* context, bool bounded) const {
  if (settings_.plaintext) context->AddMetadata(kCallerKey, Identity());
  if (!bounded) return;
  const auto limit =
      gpr_time_from_micros(absl::ToInt64Microseconds(settings_.timeout), GPR_TIMESPAN);
  context->set_deadline(gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC), limit));
}

}  // namespace motcua::cli
