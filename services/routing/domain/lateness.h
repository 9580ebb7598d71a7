// Whose a dossier's lateness is: each unit's that did a step, or the post's.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/time/time.h"
#include "common/catalogue/catalogue.h"
#include "motcua/dossier/v1/lateness.pb.h"
#include "services/routing/domain/turn.h"

namespace motcua::routing {

struct Lateness {
  // Office time between the promise and the result, or now while there is none; 0 when it is not late.
  int64_t minutes = 0;
  // Who had the dossier since the start of the clock, in order of the route, each once. `late` of all
  // adds up to `minutes`.
  std::vector<dossier::v1::LatenessShare> shares;
};

// By what was held and what was allowed while the clock ran: a unit may have its steps' shares of the
// limit, the post its limit of TT 17/2017 Đ.7 for carrying the originals. What each held beyond that
// is its overrun; the lateness is apportioned by the overruns, but nobody has more of it than its
// own: the rest is nobody's in particular (the way itself took the time).
Lateness ApportionLateness(const Journey& journey, const catalogue::Catalogue& catalogue,
                           absl::Time now);

// Puts the lateness into the ResultReady among the events, if there is one and the dossier is late.
void TellLateness(const Journey& journey, const catalogue::Catalogue& catalogue,
                  std::vector<Event>& events);

}  // namespace motcua::routing
