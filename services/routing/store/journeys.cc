#include "services/routing/store/journeys.h"

namespace motcua::routing {

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
          observer, cache_size) {}

async::Task<absl::StatusOr<store::Versioned<Journey>>> Journeys::Load(std::string dossier_code) {
  auto loaded = co_await aggregates_.Load(dossier_code);
  if (absl::IsNotFound(loaded.status())) co_return NoJourney(dossier_code);
  co_return loaded;
}

}  // namespace motcua::routing
