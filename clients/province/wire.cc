#include "clients/province/wire.h"

#include <unistd.h>

#include <fstream>

#include "common/base/errors.h"
#include "common/base/log.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"

namespace motcua::province {
namespace {

absl::StatusOr<std::map<std::string, std::string>> ReadAddresses(const std::string& path) {
  std::ifstream file(path);
  if (!file) return NotFound(kSettingInvalid, Cat("cannot read --endpoints=", path));
  std::map<std::string, std::string> addresses;
  for (std::string line; std::getline(file, line);) {
    const size_t equals = line.find('=');
    if (equals != std::string::npos) addresses[line.substr(0, equals)] = line.substr(equals + 1);
  }
  for (const char* service : kServices) {
    if (addresses.contains(service)) continue;
    return InvalidArgument(kSettingInvalid, Cat(path, " does not say where ", service, " is"));
  }
  return addresses;
}

absl::Status CheckReadable(const std::string& path) {
  if (access(path.c_str(), R_OK) == 0) return absl::OkStatus();
  return NotFound(kSettingInvalid, Cat("cannot read ", path));
}

}  // namespace

bool IsPassing(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) ||
         absl::IsResourceExhausted(status) || ReasonOf(status) == kTooMuchContention;
}

absl::StatusOr<std::unique_ptr<Wire>> Wire::Open(asio::io_context& io, Options options,
                                                 const std::atomic<int>& stop) {
  std::unique_ptr<Wire> wire(new Wire(io, options.certs, stop));
  MOTCUA_ASSIGN_OR_RETURN(wire->addresses_, ReadAddresses(options.endpoints));
  MOTCUA_RETURN_IF_ERROR(wire->CheckFiles());
  return wire;
}

absl::Status Wire::CheckFiles() const {
  for (const char* identity : {kOperator, kPostClerk, kPortal}) {
    const runtime::TlsFiles files = FilesOf(identity);
    MOTCUA_RETURN_IF_ERROR(CheckReadable(files.ca));
    MOTCUA_RETURN_IF_ERROR(CheckReadable(files.cert));
    MOTCUA_RETURN_IF_ERROR(CheckReadable(files.key));
  }
  return absl::OkStatus();
}

runtime::TlsFiles Wire::FilesOf(const std::string& identity) const {
  return {Cat(certs_, "/ca.pem"), Cat(certs_, "/", identity, ".pem"),
          Cat(certs_, "/", identity, ".key")};
}

std::shared_ptr<runtime::Channel> Wire::ChannelOf(const std::string& identity,
                                                  const std::string& service) {
  std::shared_ptr<runtime::Channel>& channel = channels_[{identity, service}];
  if (channel != nullptr) return channel;
  auto made =
      runtime::Channel::Create(&io_, {.target = addresses_.at(service), .tls = FilesOf(identity)});
  if (!made.ok()) {
    Log(kError, "no certificate for someone of the province",
        {{"identity", identity}, {"error", std::string(made.status().message())}});
    std::exit(1);
  }
  channel = *std::move(made);
  return channel;
}

void Wire::NoteTrouble(const std::string& service, const absl::Status& status) {
  ++repeats_;
  if (repeats_ % 1000 != 1) return;
  Log(kWarning, "a call is repeated until its service answers",
      {{"service", service}, {"repeats", repeats_}, {"error", std::string(status.message())}});
}

}  // namespace motcua::province
