#include <set>

#include "common/base/strings.h"
#include "common/catalogue/validate.h"

namespace motcua::catalogue {
namespace {

constexpr int kMostYears = 100;

// What procedures are called, by one of their fields.
template <class NameOf>
std::set<std::string_view> NamesOf(const Source& source, NameOf name_of) {
  std::set<std::string_view> names;
  for (const v1::Procedure& procedure : source.all.procedures()) names.insert(name_of(procedure));
  return names;
}

void CheckNames(const google::protobuf::RepeatedPtrField<std::string>& names,
                const std::set<std::string_view>& known, const Place& place,
                std::string_view field, std::string_view missing, Mistakes* mistakes) {
  for (int i = 0; i < names.size(); ++i) {
    if (!known.contains(names[i])) mistakes->Add(place, field, i, Cat(missing, names[i]));
  }
}

}  // namespace

void CheckRetention(const Source& source, Mistakes* mistakes) {
  const auto codes = NamesOf(source, [](const auto& procedure) -> auto& { return procedure.code(); });
  const auto fields =
      NamesOf(source, [](const auto& procedure) -> auto& { return procedure.field(); });
  for (int i = 0; i < source.all.retention_rules_size(); ++i) {
    const v1::RetentionRule& rule = source.all.retention_rules(i);
    const Place& place = source.retention_rules[i];
    CheckNames(rule.procedures(), codes, place, "procedures", "no procedure ", mistakes);
    CheckNames(rule.fields(), fields, place, "fields", "no procedure has the field ", mistakes);
    if (rule.years() < 1 || rule.years() > kMostYears) {
      mistakes->Add(place, "years", Cat("must be 1 to ", kMostYears));
    }
  }
}

}  // namespace motcua::catalogue
