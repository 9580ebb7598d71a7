#include "services/routing/workers/calendar_reckoner.h"

#include <utility>
#include <vector>

#include "common/base/log.h"
#include "common/base/proto_time.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/catalogue/catalogue.h"
#include "google/protobuf/empty.pb.h"
#include "services/routing/domain/calendar_change.h"
#include "services/routing/store/lists.h"
#include "services/routing/workers/batch.h"

namespace motcua::routing {

using google::protobuf::Empty;

async::Task<absl::Status> CalendarReckoner::RunOnce() {
  if (done()) co_return absl::OkStatus();
  // Should it change again meanwhile, this run counts for the one it began with.
  const std::string fingerprint = journeys_.calendar().fingerprint();
  auto known = co_await IsKnown();
  if (!known.ok()) co_return known.status();
  if (!*known) {
    MOTCUA_CO_RETURN_IF_ERROR(co_await ReckonAll());
    redis::Args set{"SET", journeys_.keys().CalendarOf(kJourneyKind), fingerprint};
    auto kept = co_await journeys_.redis().CallIdempotent(std::move(set));
    if (!kept.ok()) co_return kept.status();
    Log(kInfo, "open journeys are reckoned by the calendar", {{"moved", Cat(moved_)}});
  }
  reckoned_by_ = fingerprint;
  co_return absl::OkStatus();
}

async::Task<absl::StatusOr<bool>> CalendarReckoner::IsKnown() {
  redis::Args get{"GET", journeys_.keys().CalendarOf(kJourneyKind)};
  auto kept = co_await journeys_.redis().CallIdempotent(std::move(get));
  if (!kept.ok()) co_return kept.status();
  co_return kept->text == journeys_.calendar().fingerprint();
}

// From the last page to the first: what leaves the list meanwhile moves nothing off the pages that
// are left, and what enters it is reckoned by this calendar already.
async::Task<absl::Status> CalendarReckoner::ReckonAll() {
  std::string open = journeys_.keys().Open(kJourneyKind);
  auto count = co_await CountAll(journeys_.redis(), std::move(open));
  if (!count.ok()) co_return count.status();
  for (int64_t first = (*count / kBatch) * kBatch; first >= 0; first -= kBatch) {
    MOTCUA_CO_RETURN_IF_ERROR(co_await ReckonPage(first));
  }
  co_return absl::OkStatus();
}

// Timers first go where the calendar puts them by the old promises: a commit moves members by the
// difference of two states, and takes for granted that they are where the first puts them.
async::Task<absl::Status> CalendarReckoner::ReckonPage(int64_t first) {
  Findings findings;
  auto read = co_await checker_.CheckPage(checker_.lists().front(), first, kBatch, findings);
  if (!read.ok()) co_return read.status();
  for (Misplaced& one : findings.misplaced) {
    MOTCUA_CO_RETURN_IF_ERROR(co_await checker_.Repair(std::move(one)));
  }
  std::string open = journeys_.keys().Open(kJourneyKind);
  auto entries = co_await ReadRange(journeys_.redis(), std::move(open), first, kBatch);
  if (!entries.ok()) co_return entries.status();
  std::vector<async::Task<absl::Status>> turns;
  for (Entry& entry : *entries) turns.push_back(ReckonOne(std::move(entry.member)));
  auto results = co_await async::WhenAll(std::move(turns));
  for (const absl::Status& result : results) {
    if (!result.ok()) co_return result;
  }
  co_return absl::OkStatus();
}

async::Task<absl::Status> CalendarReckoner::ReckonOne(std::string dossier_code) {
  bool moved = false;
  std::function<absl::StatusOr<Empty>(Turn&, int64_t)> act = [&](Turn& turn,
                                                                 int64_t) -> absl::StatusOr<Empty> {
    const absl::Time before = turn.journey().has_due_time() ? FromProto(turn.journey().due_time())
                                                            : absl::InfiniteFuture();
    Reckon(turn, catalogue::ToTimeLimit(turn.journey().limit()), journeys_.calendar());
    moved = turn.journey().has_due_time() && FromProto(turn.journey().due_time()) != before;
    return Empty();
  };
  auto done = co_await journeys_.Act<Empty>(store::Command(), std::move(dossier_code),
                                            std::string(kSystemActor), std::move(act));
  if (absl::IsNotFound(done.status())) co_return absl::OkStatus();  // the reconciler's to remove
  if (done.ok() && moved) ++moved_;
  co_return done.status();
}

}  // namespace motcua::routing
