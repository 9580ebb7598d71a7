// Values in words for people, and back: enumerations, instants, limits, money.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/generated_enum_reflection.h"
#include "google/protobuf/timestamp.pb.h"
#include "motcua/type/v1/type.pb.h"

namespace motcua::cli {

// STEP_STATE_AWAITING_PAPERS of enum StepState → "awaiting-papers"; "" for the unspecified value.
std::string EnumWord(const google::protobuf::EnumDescriptor* type, int value);
// Every value's word but the unspecified one's, in order.
std::vector<std::string> EnumWords(const google::protobuf::EnumDescriptor* type);
// The value of a word, or of its full name.
std::optional<int> EnumValue(const google::protobuf::EnumDescriptor* type, std::string_view word);

template <class Enum>
std::string Word(Enum value) {
  return EnumWord(google::protobuf::GetEnumDescriptor<Enum>(), value);
}

// "2023-01-18 08:30" in Vietnam's time; "" for an unset or infinite instant.
std::string Local(absl::Time time);
std::string Local(const google::protobuf::Timestamp& time);

// "2023-01-18", the day in Vietnam.
std::string LocalDate(absl::Time time);

// Reads "2023-01-18", "2023-01-18 08:30", "2023-01-18T08:30:05" (Vietnam's time) or RFC 3339.
std::optional<absl::Time> ParseTime(std::string_view text);

// "10 working days", "no limit".
std::string Limit(const motcua::type::v1::TimeLimit& limit);

// "30.000 đ"; "0 đ" for nothing.
std::string Money(int64_t vnd);

// "12h 30m".
std::string Hours(const google::protobuf::Duration& duration);

// "a, b, c".
std::string Join(const std::vector<std::string>& parts);

}  // namespace motcua::cli
