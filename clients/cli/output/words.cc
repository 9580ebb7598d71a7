#include "clients/cli/output/words.h"

#include <algorithm>
#include <cctype>

#include "absl/strings/str_format.h"
#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/strings.h"

namespace motcua::cli {
namespace {

constexpr std::string_view kUnspecified = "UNSPECIFIED";

// What every value's name begins with: "STEP_STATE_".
std::string Prefix(const google::protobuf::EnumDescriptor* type) {
  std::string zero = type->FindValueByNumber(0)->name();
  return zero.substr(0, zero.size() - kUnspecified.size());
}

std::string ToWord(std::string name) {
  for (char& c : name) c = c == '_' ? '-' : static_cast<char>(std::tolower(c));
  return name;
}

std::string Counted(int amount, const char* what) {
  return Cat(amount, " ", what, amount == 1 ? "" : "s");
}

}  // namespace

std::string EnumWord(const google::protobuf::EnumDescriptor* type, int value) {
  const auto* found = type->FindValueByNumber(value);
  if (found == nullptr) return Cat(value);
  return value == 0 ? "" : ToWord(found->name().substr(Prefix(type).size()));
}

std::vector<std::string> EnumWords(const google::protobuf::EnumDescriptor* type) {
  std::vector<std::string> words;
  for (int i = 0; i < type->value_count(); ++i) {
    std::string word = EnumWord(type, type->value(i)->number());
    if (!word.empty()) words.push_back(std::move(word));
  }
  return words;
}

std::optional<int> EnumValue(const google::protobuf::EnumDescriptor* type, std::string_view word) {
  for (int i = 0; i < type->value_count(); ++i) {
    const auto* value = type->value(i);
    if (value->number() == 0) continue;
    if (value->name() == word || EnumWord(type, value->number()) == word) return value->number();
  }
  return std::nullopt;
}

std::string Local(absl::Time time) {
  if (time == absl::InfiniteFuture() || time == absl::InfinitePast()) return "";
  return absl::FormatTime("%Y-%m-%d %H:%M", time, LocalZone());
}

std::string Local(const google::protobuf::Timestamp& time) {
  if (time.seconds() == 0 && time.nanos() == 0) return "";
  return Local(FromProto(time));
}

std::string LocalDate(absl::Time time) {
  return absl::FormatCivilTime(absl::ToCivilDay(time, LocalZone()));
}

std::optional<absl::Time> ParseTime(std::string_view text) {
  absl::Time time;
  if (absl::ParseTime(absl::RFC3339_full, ToAbsl(text), &time, nullptr)) return time;
  for (const char* form :
       {"%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"}) {
    if (absl::ParseTime(form, ToAbsl(text), LocalZone(), &time, nullptr)) return time;
  }
  return std::nullopt;
}

std::string Limit(const motcua::type::v1::TimeLimit& limit) {
  using motcua::type::v1::LimitKind;
  switch (limit.kind()) {
    case LimitKind::LIMIT_KIND_WORKING_DAYS:
      return Counted(limit.amount(), "working day");
    case LimitKind::LIMIT_KIND_CALENDAR_DAYS:
      return Counted(limit.amount(), "calendar day");
    case LimitKind::LIMIT_KIND_WORKING_HOURS:
      return Counted(limit.amount(), "working hour");
    case LimitKind::LIMIT_KIND_SAME_DAY:
      return "same day";
    default:
      return "no limit";
  }
}

std::string Money(int64_t vnd) {
  std::string digits = Cat(std::abs(vnd));
  for (int i = static_cast<int>(digits.size()) - 3; i > 0; i -= 3) digits.insert(i, ".");
  return Cat(vnd < 0 ? "-" : "", digits, " đ");
}

std::string Hours(const google::protobuf::Duration& duration) {
  const int64_t minutes = absl::ToInt64Minutes(FromProto(duration));
  return absl::StrFormat("%dh %02dm", minutes / 60, minutes % 60);
}

std::string Join(const std::vector<std::string>& parts) {
  std::string joined;
  for (const std::string& part : parts) joined += (joined.empty() ? "" : ", ") + part;
  return joined;
}

}  // namespace motcua::cli
