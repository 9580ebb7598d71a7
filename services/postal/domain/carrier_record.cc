#include "services/postal/domain/carrier_record.h"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <cmath>
#include <cstdint>

#include "common/base/strings.h"

namespace motcua::postal {
namespace {

// Listens to the parser and keeps what stands in the object itself, not deeper.
class FieldReader : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, FieldReader> {
 public:
  explicit FieldReader(CarrierRecord& record) : record_(record) {}

  bool StartObject() { return Begin(/*outermost=*/depth_ == 0); }
  bool StartArray() { return depth_ > 0 && Begin(false); }
  bool EndObject(rapidjson::SizeType) { return --depth_, true; }
  bool EndArray(rapidjson::SizeType) { return --depth_, true; }
  bool Key(const char* text, rapidjson::SizeType length, bool) {
    if (depth_ == 1) name_.assign(text, length);
    return true;
  }
  bool String(const char* text, rapidjson::SizeType length, bool) {
    return Take(std::string(text, length));
  }
  bool Int(int value) { return Take(Cat(value)); }
  bool Uint(unsigned value) { return Take(Cat(value)); }
  bool Int64(int64_t value) { return Take(Cat(value)); }
  bool Uint64(uint64_t value) { return Take(Cat(value)); }
  bool Double(double value) {
    const bool whole = std::nearbyint(value) == value && std::fabs(value) < 9e15;
    return Take(whole ? Cat(static_cast<int64_t>(value)) : std::string());
  }
  bool Bool(bool) { return Take(""); }
  bool Null() { return Take(""); }

 private:
  bool Begin(bool outermost) {
    if (!outermost) Take("");
    ++depth_;
    return true;
  }
  bool Take(std::string value) {
    if (depth_ == 1) record_.Set(name_, std::move(value));
    return depth_ > 0;  // a value that is no object is no record
  }

  CarrierRecord& record_;
  int depth_ = 0;
  std::string name_;
};

}  // namespace

absl::StatusOr<CarrierRecord> CarrierRecord::FromJson(std::string_view json) {
  CarrierRecord record;
  FieldReader fields(record);
  rapidjson::MemoryStream stream(json.data(), json.size());
  rapidjson::Reader reader;
  const auto result = reader.Parse<rapidjson::kParseValidateEncodingFlag |
                                   rapidjson::kParseIterativeFlag>(stream, fields);
  if (!result.IsError()) return record;
  const bool no_object = result.Code() == rapidjson::kParseErrorTermination;
  const char* why = no_object ? "it is no object" : rapidjson::GetParseError_En(result.Code());
  return absl::InvalidArgumentError(Cat("at byte ", result.Offset(), ": ", why));
}

const std::string* CarrierRecord::Find(std::string_view name) const {
  for (const auto& [own, value] : fields_) {
    if (own == name) return &value;
  }
  return nullptr;
}

std::string_view CarrierRecord::Field(std::string_view name) const {
  const std::string* value = Find(name);
  return value == nullptr ? std::string_view() : std::string_view(*value);
}

bool CarrierRecord::Has(std::string_view name) const { return Find(name) != nullptr; }

void CarrierRecord::Set(std::string name, std::string value) {
  for (auto& [own, kept] : fields_) {
    if (own != name) continue;
    kept = std::move(value);
    return;
  }
  fields_.emplace_back(std::move(name), std::move(value));
}

}  // namespace motcua::postal
