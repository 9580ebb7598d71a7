#include "services/postal/domain/visits.h"

#include <algorithm>

#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/strings.h"
#include "common/catalogue/postage.h"

namespace motcua::postal {
namespace {

using dossier::v1::Consignment;
using dossier::v1::Visit;

// The lowest place of the round that nobody has; 0 when all are taken.
int FreePlace(const catalogue::Round& round, const TakenPlaces& taken) {
  const auto found = taken.find(round.begin);
  if (found == taken.end()) return 1;
  for (int place = 1; place <= round.places; ++place) {
    if (!found->second.contains(place)) return place;
  }
  return 0;
}

Visit VisitAt(const std::string& post_office, const catalogue::Round& round, int place) {
  Visit visit;
  visit.set_post_office(post_office);
  *visit.mutable_begin_time() = ToProto(round.begin);
  *visit.mutable_end_time() = ToProto(round.end);
  visit.set_place(place);
  return visit;
}

}  // namespace

std::optional<Visit> NextFree(const catalogue::Catalogue& catalogue,
                              const std::string& post_office, const TakenPlaces& taken,
                              absl::Time not_before) {
  const absl::CivilDay first = absl::ToCivilDay(not_before, LocalZone());
  for (absl::CivilDay day = first; day <= first + kDaysAhead; ++day) {
    for (const catalogue::Round& round : catalogue::RoundsOn(catalogue, post_office, day)) {
      if (round.begin < not_before) continue;
      const int place = FreePlace(round, taken);
      if (place > 0) return VisitAt(post_office, round, place);
    }
  }
  return std::nullopt;
}

int FreeIn(const catalogue::Catalogue& catalogue, const Visit& visit, const TakenPlaces& taken) {
  const absl::Time begin = FromProto(visit.begin_time());
  const absl::CivilDay day = absl::ToCivilDay(begin, LocalZone());
  for (const catalogue::Round& round : catalogue::RoundsOn(catalogue, visit.post_office(), day)) {
    if (round.begin != begin) continue;
    const auto found = taken.find(begin);
    return round.places - (found == taken.end() ? 0 : static_cast<int>(found->second.size()));
  }
  return 0;
}

bool NeedsVisit(const Consignment& consignment) {
  return consignment.kind() != dossier::v1::CONSIGNMENT_KIND_UNIT_TO_UNIT;
}

const std::string& VisitingOffice(const Consignment& consignment) {
  const bool brings = consignment.kind() == dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME;
  return brings ? consignment.delivery_office() : consignment.post_office();
}

absl::Time EarliestVisit(const Consignment& consignment) {
  const absl::Time created = FromProto(consignment.create_time());
  if (consignment.kind() != dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME) return created;
  const absl::CivilDay due = absl::ToCivilDay(FromProto(consignment.due_time()), LocalZone());
  return std::max(created, absl::FromCivil(due, LocalZone()));
}

std::string PlaceName(const Visit& visit) {
  return Cat(absl::ToUnixSeconds(FromProto(visit.begin_time())), "/", visit.place());
}

std::optional<NamedPlace> ParsePlaceName(std::string_view name) {
  const std::vector<std::string_view> parts = Split(name, '/');
  int64_t seconds = 0;
  NamedPlace named;
  if (parts.size() != 2 || !ParseInt(parts[0], &seconds) || !ParseInt(parts[1], &named.place)) {
    return std::nullopt;
  }
  named.begin = absl::FromUnixSeconds(seconds);
  return named;
}

}  // namespace motcua::postal
