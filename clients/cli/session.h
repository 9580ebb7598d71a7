// One run of the program: the options every command has, the way to the services, the output.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "clients/cli/connection.h"
#include "clients/cli/environment.h"
#include "clients/cli/leases.h"
#include "clients/cli/output/table.h"
#include "common/base/clock.h"
#include "google/protobuf/message.h"

namespace motcua::cli {

class Session {
 public:
  explicit Session(const Environment& environment)
      : environment_(environment), connection_(settings_, environment_), leases_(environment_) {}

  Settings& settings() { return settings_; }
  Connection& connection() { return connection_; }
  LeaseBook& leases() { return leases_; }
  std::istream& in() { return environment_.in; }
  std::ostream& out() { return environment_.out; }
  std::ostream& err() { return environment_.err; }
  // Size of the terminal that is written to; 0: no terminal.
  int columns() const { return environment_.columns; }
  int lines() const { return environment_.lines; }
  const Clock& clock() const { return clock_; }
  // Value of an environment variable; "" if unset.
  std::string Variable(const char* name) const { return environment_.variable(name); }

  // --json and --request-id.
  bool& json() { return json_; }
  std::string& given_request_id() { return request_id_; }

  // The id of this run's wish: the given one, else one made at the first call.
  const std::string& RequestId();

  // The answer: as JSON for programs, else the text for people (with its line feed).
  absl::Status Answer(const google::protobuf::Message& message, const std::string& text);
  // A table cut to the terminal, or `none` where it is empty.
  std::string Show(const Table& table, const std::string& none) const;

 private:
  Environment environment_;
  Settings settings_;
  Connection connection_;
  LeaseBook leases_;
  RealClock clock_;
  bool json_ = false;
  std::string request_id_;
};

}  // namespace motcua::cli
