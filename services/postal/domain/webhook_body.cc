#include "services/postal/domain/webhook_body.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "common/base/strings.h"

namespace motcua::postal {
namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

std::string TextOf(const rapidjson::Value& value) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  value.Accept(writer);
  return buffer.GetString();
}

std::string Quoted(std::string_view text) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  return buffer.GetString();
}

std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

}  // namespace

absl::StatusOr<std::vector<std::string>> RecordsOf(std::string_view body) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseValidateEncodingFlag | rapidjson::kParseIterativeFlag>(
      body.data(), body.size());
  if (document.HasParseError()) return absl::InvalidArgumentError("the body is no JSON");
  std::vector<std::string> records;
  if (document.IsObject()) {
    records.emplace_back(Trimmed(body));
    return records;
  }
  if (!document.IsArray()) return absl::InvalidArgumentError("the body is no object and no list");
  for (const rapidjson::Value& one : document.GetArray()) {
    if (!one.IsObject()) return absl::InvalidArgumentError("the list holds what is no object");
    records.push_back(TextOf(one));
  }
  return records;
}

std::string WithField(std::string_view record, std::string_view name, std::string_view value) {
  const std::string_view rest = Trimmed(record.substr(record.find('{') + 1));
  const char* comma = rest.starts_with('}') ? "" : ",";
  return Cat("{", Quoted(name), ":", Quoted(value), comma, rest);
}

}  // namespace motcua::postal
