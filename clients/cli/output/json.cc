#include "clients/cli/output/json.h"

#include <algorithm>

#include "clients/cli/errors.h"
#include "common/base/strings.h"
#include "common/base/text.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"

namespace motcua::cli {

std::string ToJson(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  std::string json;
  const auto status = google::protobuf::util::MessageToJsonString(message, &json, options);
  return status.ok() ? json : "{}";
}

std::string JsonArray(const std::vector<std::string>& values) {
  std::string json;
  for (const std::string& value : values) Append(&json, json.empty() ? "" : ",", value);
  return Cat("[", json, "]");
}

std::string JsonObject(const std::vector<std::pair<std::string, std::string>>& members) {
  std::string json;
  for (const auto& [name, value] : members) {
    Append(&json, json.empty() ? "" : ",", JsonString(name), ":", value);
  }
  return Cat("{", json, "}");
}

std::string JsonString(std::string_view text) {
  // Most texts need no escaping, and protobuf's way takes microseconds.
  const bool plain = std::ranges::all_of(text, [](unsigned char c) {
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\' && c != '<' && c != '>';
  });
  if (plain) return Cat("\"", text, "\"");
  google::protobuf::Value value;
  value.set_string_value(std::string(text));
  return ToJson(value);
}

absl::Status FromJson(std::string_view json, google::protobuf::Message* message) {
  const std::string text = ToNfc(json);
  const auto status = google::protobuf::util::JsonStringToMessage(text, message);
  if (status.ok()) return absl::OkStatus();
  return UsageError(
      Cat("not a ", message->GetDescriptor()->name(), " in JSON: ", std::string(status.message())));
}

}  // namespace motcua::cli
