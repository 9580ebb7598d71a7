// Places of postmen's rounds: which are free, and which consignment needs one.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "common/catalogue/catalogue.h"
#include "motcua/dossier/v1/consignment.pb.h"

namespace motcua::postal {

// How far ahead a visit is booked.
inline constexpr int kDaysAhead = 30;

// Taken places of an office's rounds: places from 1, by the begin of the round.
using TakenPlaces = std::map<absl::Time, std::set<int>>;

// The lowest free place of the first round that begins after `not_before`, within kDaysAhead days;
// nullopt when all are taken or the office has no rounds.
std::optional<dossier::v1::Visit> NextFree(const catalogue::Catalogue& catalogue,
                                           const std::string& post_office,
                                           const TakenPlaces& taken, absl::Time not_before);

// Free places of the round of that visit.
int FreeIn(const catalogue::Catalogue& catalogue, const dossier::v1::Visit& visit,
           const TakenPlaces& taken);

// Whether a postman comes to a home for it.
bool NeedsVisit(const dossier::v1::Consignment& consignment);
// The office whose postman comes: the one that collects, or the one that hands over.
const std::string& VisitingOffice(const dossier::v1::Consignment& consignment);
// From when the visit may be: papers are fetched by the next round, a result is there on the day on
// which it is due.
absl::Time EarliestVisit(const dossier::v1::Consignment& consignment);

// The place as a text that only one consignment may have, and back; nullopt if it is none.
std::string PlaceName(const dossier::v1::Visit& visit);
struct NamedPlace {
  absl::Time begin;
  int place = 0;
};
std::optional<NamedPlace> ParsePlaceName(std::string_view name);

}  // namespace motcua::postal
