#include "common/forms/agency.h"

#include "common/base/strings.h"

namespace motcua::forms {
namespace {

struct Tier {
  std::string_view named;   // how a unit's name begins
  std::string_view inside;  // the same within a sentence
};
constexpr Tier kTiers[] = {
    {"Xã ", "xã "},         {"Phường ", "phường "},       {"Thị trấn ", "thị trấn "},
    {"Thị xã ", "thị xã "}, {"Huyện ", "huyện "},         {"Quận ", "quận "},
    {"Tỉnh ", "tỉnh "},     {"Thành phố ", "thành phố "}, {"Đặc khu ", "đặc khu "}};

const Tier* TierOf(std::string_view name) {
  for (const Tier& tier : kTiers) {
    if (name.starts_with(tier.named)) return &tier;
  }
  return nullptr;
}

std::string CommitteeOf(std::string_view name) {
  const Tier* tier = TierOf(name);
  if (tier == nullptr) return std::string(name);
  return Cat("Ủy ban nhân dân ", tier->inside, name.substr(tier->named.size()));
}

// Units with a number for a name keep their kind: "Phường 11".
std::string PlaceOf(std::string_view name) {
  const Tier* tier = TierOf(name);
  if (tier == nullptr) return std::string(name);
  const std::string_view bare = name.substr(tier->named.size());
  const bool numbered = !bare.empty() && bare.front() >= '0' && bare.front() <= '9';
  return std::string(numbered ? name : bare);
}

std::string_view OneStopOn(absl::CivilDay day) {
  return day < absl::CivilDay(2025, 7, 1) ? "Bộ phận Tiếp nhận và Trả kết quả"
                                          : "Trung tâm Phục vụ hành chính công";
}

}  // namespace

Agency AgencyOf(std::string_view unit_name, std::string_view parent_name, absl::CivilDay day) {
  if (TierOf(unit_name) != nullptr) {
    return {CommitteeOf(unit_name), std::string(OneStopOn(day)), PlaceOf(unit_name)};
  }
  return {CommitteeOf(parent_name), std::string(unit_name), PlaceOf(parent_name)};
}

}  // namespace motcua::forms
