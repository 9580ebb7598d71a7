#include "clients/cli/session.h"

#include "clients/cli/output/json.h"
#include "common/base/ids.h"

namespace motcua::cli {

const std::string& Session::RequestId() {
  if (request_id_.empty()) request_id_ = RandomIds().NewId();
  return request_id_;
}

absl::Status Session::Answer(const google::protobuf::Message& message, const std::string& text) {
  if (json_) {
    out() << ToJson(message) << "\n";
  } else {
    out() << text;
  }
  out().flush();
  return absl::OkStatus();
}

std::string Session::Show(const Table& table, const std::string& none) const {
  return table.empty() ? none + "\n" : table.Render(columns());
}

}  // namespace motcua::cli
