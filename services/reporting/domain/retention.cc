#include "services/reporting/domain/retention.h"

#include <algorithm>

#include "common/base/clock.h"

namespace motcua::reporting {
namespace {

bool CarriedByPost(const DossierRow& row) {
  return row.channel == type::v1::CHANNEL_POSTAL || row.post_time != kNever;
}

bool Names(const google::protobuf::RepeatedPtrField<std::string>& names, const std::string& name) {
  return names.empty() || std::ranges::find(names, name) != names.end();
}

bool Fits(const catalogue::v1::RetentionRule& rule, const DossierRow& row) {
  return Names(rule.procedures(), row.procedure_code) && Names(rule.fields(), row.field) &&
         (!rule.carried_by_post() || CarriedByPost(row));
}

}  // namespace

int YearsToRetain(const DossierRow& row, const RetentionRules& rules) {
  int years = 0;
  for (const auto& rule : rules) {
    if (Fits(rule, row)) years = std::max(years, rule.years());
  }
  return years > 0 ? years : kYearsWithoutRule;
}

int ShortestRetention(const RetentionRules& rules) {
  int years = kYearsWithoutRule;
  for (const auto& rule : rules) years = std::min(years, rule.years());
  return years;
}

absl::Time YearsLater(absl::Time from, int years) {
  const absl::CivilSecond then = absl::ToCivilSecond(from, LocalZone());
  return absl::FromCivil(absl::CivilSecond(then.year() + years, then.month(), then.day(),
                                           then.hour(), then.minute(), then.second()),
                         LocalZone());
}

}  // namespace motcua::reporting
