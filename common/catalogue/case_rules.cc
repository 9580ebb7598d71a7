#include "common/catalogue/case_rules.h"

#include "absl/algorithm/container.h"

namespace motcua::catalogue {
namespace {

// The first rule that fits; nullptr when none does.
template <class Rules>
auto FirstFitting(const Rules& rules, std::string_view case_key, type::v1::Channel channel) {
  if (channel == type::v1::CHANNEL_UNSPECIFIED) channel = type::v1::CHANNEL_COUNTER;
  const auto found = absl::c_find_if(rules, [&](const auto& rule) {
    return AppliesInCase(rule.cases(), case_key) &&
           (rule.channels().empty() || absl::c_linear_search(rule.channels(), channel));
  });
  return found == rules.end() ? nullptr : &*found;
}

}  // namespace

bool AppliesInCase(const google::protobuf::RepeatedPtrField<std::string>& cases,
                   std::string_view case_key) {
  return cases.empty() || absl::c_linear_search(cases, case_key);
}

const type::v1::TimeLimit& LimitFor(const v1::Procedure& procedure, std::string_view case_key,
                                    type::v1::Channel channel) {
  const auto* rule = FirstFitting(procedure.limit_rules(), case_key, channel);
  return rule == nullptr ? procedure.limit() : rule->limit();
}

std::optional<int64_t> FeeFor(const v1::Procedure& procedure, std::string_view case_key,
                              type::v1::Channel channel) {
  const auto* rule = FirstFitting(procedure.fee_rules(), case_key, channel);
  if (rule != nullptr) return rule->fee_vnd();
  if (procedure.has_fee_vnd()) return procedure.fee_vnd();
  return std::nullopt;
}

}  // namespace motcua::catalogue
