// GoogleTest matchers for statuses and protobuf messages.
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/base/errors.h"
#include "gmock/gmock.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"

namespace motcua {

inline const absl::Status& StatusOf(const absl::Status& status) { return status; }
template <typename T>
const absl::Status& StatusOf(const absl::StatusOr<T>& result) {
  return result.status();
}

// Matches an OK Status or StatusOr.
MATCHER(IsOk, negation ? "is an error" : "is OK") {
  *result_listener << StatusOf(arg).ToString();
  return StatusOf(arg).ok();
}

// Matches a Status or StatusOr with this code.
MATCHER_P(StatusIs, code, "has code " + absl::StatusCodeToString(code)) {
  *result_listener << StatusOf(arg).ToString();
  return StatusOf(arg).code() == code;
}

// Matches a Status or StatusOr with this code and ErrorInfo.reason.
MATCHER_P2(StatusIs, code, reason,
           "has code " + absl::StatusCodeToString(code) + " and reason " + std::string(reason)) {
  *result_listener << StatusOf(arg).ToString() << " reason '" << ReasonOf(StatusOf(arg)) << "'";
  return StatusOf(arg).code() == code && ReasonOf(StatusOf(arg)) == reason;
}

// Matches an OK StatusOr whose value matches.
MATCHER_P(IsOkAndHolds, value_matcher, "is OK and holds a matching value") {
  if (!arg.ok()) {
    *result_listener << arg.status().ToString();
    return false;
  }
  return ::testing::ExplainMatchResult(value_matcher, *arg, result_listener);
}

// Matches a message equal to another, given as a message or as text format.
MATCHER_P(EqualsProto, expected, "equals the given message") {
  using Actual = std::remove_cvref_t<decltype(arg)>;
  Actual wanted;
  if constexpr (std::is_base_of_v<google::protobuf::Message,
                                  std::remove_cvref_t<decltype(expected)>>) {
    wanted = expected;
  } else if (!google::protobuf::TextFormat::ParseFromString(std::string(expected), &wanted)) {
    *result_listener << "the expectation does not parse as " << wanted.GetTypeName();
    return false;
  }
  std::string differences;
  google::protobuf::util::MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&differences);
  const bool equal = differencer.Compare(wanted, arg);
  *result_listener << differences;
  return equal;
}

}  // namespace motcua
