#include "services/postal/workers/gauges.h"

#include <map>
#include <utility>

#include "common/base/status_macros.h"
#include "services/postal/store/bag_places.h"
#include "services/postal/store/claim_places.h"
#include "services/postal/store/places.h"
#include "services/postal/store/reading.h"

namespace motcua::postal {
namespace {

// Unclosed hand-overs that are counted; more would be an alarm as loud.
constexpr int64_t kCounted = 10'000;

}  // namespace

async::Task<absl::StatusOr<int64_t>> Gauges::Count(std::string key) {
  redis::Args args;
  args.emplace_back("ZCARD");
  args.push_back(std::move(key));
  auto count = co_await committer_.redis().CallIdempotent(std::move(args));
  if (!count.ok()) co_return count.status();
  co_return count->integer;
}

async::Task<absl::Status> Gauges::ShowUnclosed() {
  std::string key = committer_.keys().Index(kConsignmentKind, kUnclosedList);
  MOTCUA_CO_ASSIGN_OR_RETURN(const std::vector<std::string> due,
                             co_await ReadDue(committer_, std::move(key), clock_.Now(), kCounted));
  std::map<std::string, int64_t> by_office;
  for (const auto& office : catalogue_.post_offices()) by_office[office.code()] = 0;
  for (const std::string& member : due) ++by_office[EntryOf(member).post_office];
  metrics_.ShowUnclosed(by_office);
  co_return absl::OkStatus();
}

async::Task<absl::Status> Gauges::RunOnce() {
  auto stats = co_await inbox_.Stats();
  if (!stats.ok()) co_return stats.status();
  inbox_metrics_.Show(*stats);
  const store::Keys& keys = committer_.keys();
  std::string consignments = keys.Open(kConsignmentKind), bags = keys.Open(kBagKind),
              claims = keys.Open(kClaimKind),
              unproved = keys.Index(kConsignmentKind, kUnprovedList);
  MOTCUA_CO_ASSIGN_OR_RETURN(const int64_t open, co_await Count(std::move(consignments)));
  metrics_.ShowOpen(open);
  MOTCUA_CO_ASSIGN_OR_RETURN(const int64_t open_bags, co_await Count(std::move(bags)));
  metrics_.ShowOpenBags(open_bags);
  MOTCUA_CO_ASSIGN_OR_RETURN(const int64_t open_claims, co_await Count(std::move(claims)));
  metrics_.ShowOpenClaims(open_claims);
  MOTCUA_CO_ASSIGN_OR_RETURN(const int64_t without, co_await Count(std::move(unproved)));
  metrics_.ShowUnproved(without);
  co_return co_await ShowUnclosed();
}

}  // namespace motcua::postal
