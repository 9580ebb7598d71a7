#include "services/postal/work_service.h"

#include <algorithm>
#include <utility>

#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/catalogue/postage.h"
#include "common/catalogue/unit_index.h"
#include "common/runtime/rpc_server.h"
#include "services/postal/domain/checks.h"
#include "services/postal/ledger_requests.h"
#include "services/postal/requests.h"
#include "services/postal/store/listing.h"
#include "services/postal/work_item.h"

namespace motcua::postal {
namespace {

constexpr int kDefaultLimit = 100;
constexpr int kMostListed = 500;
constexpr int kDefaultDays = 5;
constexpr int kMostDays = 30;
// Longer than any closure of offices.
constexpr int kMostCalendarDays = 90;

// Of a request about one office, whose area the caller must cover.
template <class Request>
absl::Status CheckOffice(const Request& request, const auth::Caller& caller,
                         const catalogue::Catalogue& catalogue) {
  MOTCUA_RETURN_IF_ERROR(CheckPostOffice(request.post_office(), catalogue));
  const std::string& area = catalogue.FindPostOffice(request.post_office())->unit_code();
  return auth::RequireCovers(caller, area, catalogue);
}

// The day asked for, or that of `now`.
absl::StatusOr<absl::CivilDay> DayAsked(const std::string& day, absl::Time now) {
  absl::CivilDay asked = absl::ToCivilDay(now, LocalZone());
  if (day.empty() || catalogue::ParseDay(day, &asked)) return asked;
  return Invalid("day", "is not a day YYYY-MM-DD");
}

// The number asked for between 1 and `most`, or the default.
absl::StatusOr<int> CountAsked(std::string_view field, int asked, int standard, int most) {
  if (asked < 0) return Invalid(field, "is negative");
  return asked == 0 ? standard : std::min(asked, most);
}

int TakenIn(const TakenPlaces& taken, const catalogue::Round& round) {
  const auto found = taken.find(round.begin);
  return found == taken.end() ? 0 : static_cast<int>(found->second.size());
}

v1::RoundLoad LoadOf(const catalogue::Round& round, const TakenPlaces& taken) {
  v1::RoundLoad load;
  *load.mutable_begin_time() = ToProto(round.begin);
  *load.mutable_end_time() = ToProto(round.end);
  load.set_places(round.places);
  load.set_taken(TakenIn(taken, round));
  return load;
}

int64_t CashOf(const v1::GetDayWorkResponse& work) {
  int64_t cash = 0;
  for (const v1::WorkItem& item : work.collect()) cash += item.collect_vnd();
  for (const v1::WorkItem& item : work.deliver()) cash += item.collect_vnd();
  return cash;
}

}  // namespace

async::Task<absl::StatusOr<WorkService::Items>> WorkService::ItemsUntil(std::string list,
                                                                        absl::Time last, int limit,
                                                                        bool fetched) {
  MOTCUA_CO_ASSIGN_OR_RETURN(
      std::vector<std::string> ids,
      co_await ReadUntil(consignments_.committer(), std::move(list), last, limit));
  auto loaded = co_await consignments_.LoadMany(std::move(ids));
  if (!loaded.ok()) co_return loaded.status();
  Items items;
  for (const auto& stored : *loaded) {
    if (stored.version > 0) *items.Add() = WorkOf(*stored.state, fetched);
  }
  std::ranges::stable_sort(items, {},
                           [](const v1::WorkItem& item) { return FromProto(item.due_time()); });
  co_return items;
}

async::Task<absl::Status> WorkService::AddBags(std::string post_office, int limit,
                                               v1::GetDayWorkResponse& work) {
  std::string list = ListOfReceiver(post_office, dossier::v1::BAG_STATE_DISPATCHED);
  std::string from_start;
  MOTCUA_CO_ASSIGN_OR_RETURN(ListPage page,
                             co_await ReadPage(bags_.committer(), kBagKind, std::move(list), limit,
                                               std::move(from_start)));
  auto loaded = co_await bags_.LoadMany(std::move(page.ids));
  if (!loaded.ok()) co_return loaded.status();
  for (const auto& stored : *loaded) {
    if (stored.version == 0) continue;
    v1::ExpectedBag& bag = *work.add_bags();
    bag.set_manifest_id(stored.state->id());
    bag.set_from(stored.state->from_office());
    *bag.mutable_dispatch_time() = stored.state->dispatch_time();
    bag.set_items(stored.state->items_size());
  }
  co_return absl::OkStatus();
}

async::Task<absl::StatusOr<v1::GetDayWorkResponse>> WorkService::GetDayWork(
    const Call& call, const v1::GetDayWorkRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckOffice(request, call.caller, catalogue_));
  MOTCUA_CO_ASSIGN_OR_RETURN(const absl::CivilDay day, DayAsked(request.day(), clock_.Now()));
  MOTCUA_CO_ASSIGN_OR_RETURN(const int limit,
                             CountAsked("limit", request.limit(), kDefaultLimit, kMostListed));
  const absl::Time end_of_day = absl::FromCivil(day + 1, LocalZone());
  const std::string to_collect = ToCollectAt(request.post_office());
  const std::string to_deliver = ToDeliverAt(request.post_office());
  v1::GetDayWorkResponse work;
  MOTCUA_CO_ASSIGN_OR_RETURN(*work.mutable_collect(),
                             co_await ItemsUntil(to_collect, end_of_day, limit, true));
  MOTCUA_CO_ASSIGN_OR_RETURN(*work.mutable_deliver(),
                             co_await ItemsUntil(to_deliver, absl::InfiniteFuture(), limit, false));
  auto collect_total = co_await CountOf(consignments_.committer(), to_collect);
  if (!collect_total.ok()) co_return collect_total.status();
  auto deliver_total = co_await CountOf(consignments_.committer(), to_deliver);
  if (!deliver_total.ok()) co_return deliver_total.status();
  work.set_collect_total(*collect_total);
  work.set_deliver_total(*deliver_total);
  work.set_collect_vnd(CashOf(work));
  std::string office = request.post_office();
  MOTCUA_CO_RETURN_IF_ERROR(co_await AddBags(std::move(office), limit, work));
  co_return work;
}

async::Task<absl::StatusOr<v1::GetCapacityResponse>> WorkService::GetCapacity(
    const Call& call, const v1::GetCapacityRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckOffice(request, call.caller, catalogue_));
  MOTCUA_CO_ASSIGN_OR_RETURN(absl::CivilDay day, DayAsked(request.day(), clock_.Now()));
  MOTCUA_CO_ASSIGN_OR_RETURN(int days, CountAsked("days", request.days(), kDefaultDays, kMostDays));
  std::string office = request.post_office();
  auto taken = co_await visits_.TakenAt(std::move(office));
  if (!taken.ok()) co_return taken.status();
  v1::GetCapacityResponse response;
  for (const absl::CivilDay last = day + kMostCalendarDays; days > 0 && day < last; ++day) {
    if (!catalogue_.calendar().IsWorkingDay(day)) continue;
    --days;
    for (const auto& round : catalogue::RoundsOn(catalogue_, request.post_office(), day)) {
      *response.add_rounds() = LoadOf(round, *taken);
    }
  }
  co_return response;
}

async::Task<absl::StatusOr<v1::FindVisitResponse>> WorkService::FindVisit(
    const Call&, const v1::FindVisitRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckPresent("home_commune", request.home_commune()));
  if (catalogue_.FindUnit(request.home_commune()) == nullptr) {
    co_return NotFound(kUnitNotFound, "no such unit").With("unit", request.home_commune());
  }
  const auto* office = catalogue_.PostOfficeOf(request.home_commune());
  if (office == nullptr) {
    co_return NotFound(kPostOfficeNotFound, "nobody carries for the commune")
        .With("unit", request.home_commune());
  }
  auto taken = co_await visits_.TakenAt(office->code());
  if (!taken.ok()) co_return taken.status();
  absl::Time from = clock_.Now();
  if (request.has_not_before()) from = std::max(from, FromProto(request.not_before()));
  const auto visit = NextFree(catalogue_, office->code(), *taken, from);
  if (!visit.has_value()) {
    co_return OutOfRange(kRoundsFull, "no place of a round is free")
        .With("postOffice", office->code());
  }
  v1::FindVisitResponse response;
  response.set_post_office(office->code());
  *response.mutable_begin_time() = visit->begin_time();
  *response.mutable_end_time() = visit->end_time();
  response.set_free(FreeIn(catalogue_, *visit, *taken));
  co_return response;
}

void Serve(WorkService& service, runtime::RpcServer& server) {
  runtime::Methods<WorkService> rpc(server, "motcua.postal.v1.WorkService", &service);
  rpc.Unary("GetDayWork", &WorkService::GetDayWork);
  rpc.Unary("GetCapacity", &WorkService::GetCapacity);
  rpc.Unary("FindVisit", &WorkService::FindVisit);
}

}  // namespace motcua::postal
