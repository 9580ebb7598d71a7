// Protobuf JSON for programs.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/message.h"

namespace motcua::cli {

// The message with every field, lowerCamelCase names, enumerations by name; no line feed inside.
std::string ToJson(const google::protobuf::Message& message);

// `[a,b]` and `{"name":a}` of texts that are JSON already.
std::string JsonArray(const std::vector<std::string>& values);
std::string JsonObject(const std::vector<std::pair<std::string, std::string>>& members);

// The text as a JSON string.
std::string JsonString(std::string_view text);

// Reads a message; unknown fields are errors. A usage error saying what is wrong.
absl::Status FromJson(std::string_view json, google::protobuf::Message* message);

}  // namespace motcua::cli
