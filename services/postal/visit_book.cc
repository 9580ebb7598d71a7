#include "services/postal/visit_book.h"

#include <algorithm>
#include <utility>

#include "common/base/proto_time.h"
#include "common/base/strings.h"
#include "services/postal/store/places.h"

namespace motcua::postal {
namespace {

constexpr absl::Duration kKnownFor = absl::Minutes(1);

}  // namespace

async::Task<absl::StatusOr<TakenPlaces>> VisitBook::TakenAt(std::string post_office) {
  redis::Args args = {"ZRANGE", committer_.keys().Index(kConsignmentKind, VisitsOf(post_office)),
                      Cat(absl::ToUnixMillis(clock_.Now())), "+inf", "BYSCORE"};
  auto reply = co_await committer_.redis().CallIdempotent(std::move(args));
  if (!reply.ok()) co_return reply.status();
  TakenPlaces taken;
  for (const redis::Reply& item : reply->items) {
    const auto named = ParsePlaceName(item.text);
    if (named.has_value()) taken[named->begin].insert(named->place);
  }
  co_return taken;
}

async::Task<absl::Status> VisitBook::Prepare(std::string post_office) {
  const absl::Time now = clock_.Now();
  if (now < known_[post_office].read_time + kKnownFor) co_return absl::OkStatus();
  auto taken = co_await TakenAt(post_office);
  if (!taken.ok()) co_return taken.status();
  known_[post_office] = {*std::move(taken), now};
  co_return absl::OkStatus();
}

std::optional<dossier::v1::Visit> VisitBook::Take(const std::string& post_office,
                                                  absl::Time not_before) {
  TakenPlaces& taken = known_[post_office].taken;
  auto visit = NextFree(catalogue_, post_office, taken, std::max(not_before, clock_.Now()));
  if (visit.has_value()) taken[FromProto(visit->begin_time())].insert(visit->place());
  return visit;
}

void VisitBook::GiveBack(const dossier::v1::Visit& visit) {
  known_[visit.post_office()].taken[FromProto(visit.begin_time())].erase(visit.place());
}

}  // namespace motcua::postal
