#include "common/catalogue/postage.h"

#include "absl/algorithm/container.h"
#include "common/base/clock.h"
#include "common/catalogue/procedure_index.h"
#include "common/catalogue/validate.h"

namespace motcua::catalogue {
namespace {

// Whether both units lie in the same unit that `selector` names.
bool ShareUnit(const Catalogue& catalogue, std::string_view selector, std::string_view from,
               std::string_view to) {
  const auto a = catalogue.ResolveUnit(selector, from);
  const auto b = catalogue.ResolveUnit(selector, to);
  return a.ok() && b.ok() && *a == *b;
}

int WorkingDays(v1::PostalZone zone) {
  if (zone == v1::POSTAL_ZONE_LOCAL) return 1;
  return zone == v1::POSTAL_ZONE_COUNTRY ? 4 : 2;
}

const v1::PostmanRounds* RoundsOf(const Catalogue& catalogue, std::string_view post_office) {
  const v1::PostmanRounds* others = nullptr;
  for (const v1::PostmanRounds& row : catalogue.postman_rounds()) {
    if (row.post_offices().empty()) others = &row;
    if (absl::c_linear_search(row.post_offices(), post_office)) return &row;
  }
  return others;
}

}  // namespace

v1::PostalZone ZoneOf(const Catalogue& catalogue, std::string_view from, std::string_view to) {
  const bool known = catalogue.FindUnit(from) != nullptr && catalogue.FindUnit(to) != nullptr;
  if (!known) return v1::POSTAL_ZONE_PROVINCE;
  const v1::PostOffice* office = catalogue.PostOfficeOf(from);
  if (office != nullptr && office == catalogue.PostOfficeOf(to)) return v1::POSTAL_ZONE_LOCAL;
  if (ShareUnit(catalogue, "district", from, to)) return v1::POSTAL_ZONE_LOCAL;
  return ShareUnit(catalogue, "province", from, to) ? v1::POSTAL_ZONE_PROVINCE
                                                    : v1::POSTAL_ZONE_COUNTRY;
}

calendar::TimeLimit CarriageLimit(v1::PostalZone zone, bool slip_return) {
  return {.kind = calendar::LimitKind::kWorkingDays,
          .amount = WorkingDays(zone) * (slip_return ? 2 : 1)};
}

absl::Time CarriageDue(const Catalogue& catalogue, std::string_view from, std::string_view to,
                       bool slip_return, absl::Time asked) {
  const v1::PostalZone zone = ZoneOf(catalogue, from, to);
  return catalogue.calendar().Due(asked, CarriageLimit(zone, slip_return));
}

int64_t PostageOf(const Catalogue& catalogue, v1::PostalZone zone, bool slip_return,
                  absl::CivilDay day) {
  for (const v1::PostageRate& rate : catalogue.postage_rates()) {
    if (rate.zone() != zone || !ValidityOf(rate).Has(day)) continue;
    return rate.postage_vnd() + (slip_return ? rate.slip_return_vnd() : 0);
  }
  return 0;
}

std::vector<Round> RoundsOn(const Catalogue& catalogue, std::string_view post_office,
                            absl::CivilDay day) {
  std::vector<Round> rounds;
  const v1::PostmanRounds* row = RoundsOf(catalogue, post_office);
  if (row == nullptr || !catalogue.calendar().IsWorkingDay(day)) return rounds;
  const auto at = [&](int minute) {
    return absl::FromCivil(absl::CivilMinute(day) + minute, LocalZone());
  };
  for (const v1::PostmanRound& round : row->rounds()) {
    const calendar::Session hours = *ToSession(round.begin(), round.end());
    rounds.push_back({at(hours.begin), at(hours.end), round.items()});
  }
  return rounds;
}

}  // namespace motcua::catalogue
