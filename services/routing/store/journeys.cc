#include "services/routing/store/journeys.h"

namespace motcua::routing {

keeping::Nature<Journey> NatureOfKeptJourneys() {
  keeping::Nature<Journey> nature;
  nature.kind = kJourneyKind;
  nature.dossier_code = [](const Journey& journey) { return journey.dossier_code(); };
  nature.end_time = [](const Journey& journey) { return journey.close_time(); };
  return nature;
}

absl::Status NoJourney(std::string_view dossier_code) {
  return NotFound(kDossierNotFound, "routing has no such dossier")
      .With("dossierCode", dossier_code);
}

Journeys::Journeys(store::Committer& committer, const calendar::Calendar& calendar,
                   const Clock& clock, store::CommitObserver* observer, size_t cache_size)
    : committer_(committer),
      calendar_(calendar),
      clock_(clock),
      aggregates_(
          committer, kJourneyKind, [this](const Journey& journey) { return PlacesOf(journey); },
          observer, cache_size),
      kept_(nullptr, NatureOfKeptJourneys()) {}

void Journeys::set_keeper(keeping::Keeper* keeper) {
  kept_ = keeping::Kept<Journey>(keeper, NatureOfKeptJourneys());
}

async::Task<absl::StatusOr<store::Versioned<Journey>>> Journeys::Load(std::string dossier_code) {
  auto loaded = co_await kept_.Load(aggregates_, dossier_code);
  if (absl::IsNotFound(loaded.status())) co_return NoJourney(dossier_code);
  co_return loaded;
}

}  // namespace motcua::routing
