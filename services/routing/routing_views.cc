// The RPCs of RoutingService that only read.
#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "common/auth/caller.h"
#include "common/base/proto_time.h"
#include "common/base/status_macros.h"
#include "services/routing/domain/explain.h"
#include "services/routing/domain/lateness.h"
#include "services/routing/requests.h"
#include "services/routing/routing_service.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

// Before every entry.
const Entry kStart{"", 0};

// For steps in a queue or stuck: those have no lease, so no token leaks.
v1::QueueEntry EntryOf(const Journey& journey, const Step& step) {
  v1::QueueEntry entry;
  entry.set_dossier_code(journey.dossier_code());
  entry.set_procedure_code(journey.procedure_code());
  *entry.mutable_step() = step;
  return entry;
}

v1::QueueSummary SummaryOf(const catalogue::v1::Unit& unit, const Depth& depth) {
  v1::QueueSummary summary;
  summary.set_unit_code(unit.code());
  summary.set_unit_name(unit.name());
  summary.set_level(unit.level());
  summary.set_queued(depth.queued);
  summary.set_leased(depth.leased);
  summary.set_overdue(depth.overdue);
  if (depth.first.empty()) return summary;
  const absl::Time due = TimeOfScore(depth.first.front().score);
  if (due < absl::InfiniteFuture()) *summary.mutable_first_due_time() = ToProto(due);
  return summary;
}

v1::MovedPromise MovedPromiseOf(const Journey& journey) {
  v1::MovedPromise promise;
  promise.set_dossier_code(journey.dossier_code());
  promise.set_procedure_code(journey.procedure_code());
  promise.set_receiving_unit(journey.receiving_unit());
  *promise.mutable_move() = journey.calendar_move();
  return promise;
}

void AddInterval(const calendar::Interval& interval, v1::ExplainDeadlineResponse& response) {
  v1::ClockInterval* added = response.add_intervals();
  *added->mutable_begin_time() = ToProto(interval.begin);
  *added->mutable_end_time() = ToProto(interval.end);
  added->set_counted(interval.counted);
  added->set_reason(interval.reason);
  added->set_rule(interval.rule);
}

absl::StatusOr<Entry> PageStart(const std::string& token) {
  if (token.empty()) return kStart;
  return ParsePageToken(token);
}

}  // namespace

async::Task<absl::StatusOr<store::Versioned<Journey>>> RoutingService::LoadFor(
    const CallContext& call, std::string dossier_code) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckDossierCode(dossier_code));
  auto loaded = co_await journeys_.Load(std::move(dossier_code));
  if (!loaded.ok()) co_return loaded.status();
  const std::vector<std::string> units = UnitsOf(*loaded->state);
  MOTCUA_CO_RETURN_IF_ERROR(auth::RequireCoversAny(call.caller, units, catalogue_));
  co_return loaded;
}

async::Task<absl::StatusOr<v1::GetJourneyResponse>> RoutingService::GetJourney(
    const CallContext& call, const v1::GetJourneyRequest& request) {
  auto loaded = co_await LoadFor(call, request.dossier_code());
  if (!loaded.ok()) co_return loaded.status();
  v1::GetJourneyResponse response;
  *response.mutable_journey() = *loaded->state;
  response.mutable_journey()->set_version(loaded->version);
  for (Step& step : *response.mutable_journey()->mutable_steps()) {
    if (step.has_lease()) step.mutable_lease()->clear_token();
  }
  co_return response;
}

// The steps the members stand for, of those that still are in `state`.
async::Task<absl::StatusOr<std::vector<v1::QueueEntry>>> RoutingService::EntriesOf(
    std::vector<Entry> members, StepState state) {
  std::vector<StepRef> refs;
  std::vector<std::string> codes;
  for (const Entry& member : members) {
    if (auto ref = StepRef::Parse(member.member)) {
      codes.push_back(ref->dossier_code);
      refs.push_back(*std::move(ref));
    }
  }
  auto journeys = co_await journeys_.aggregates().LoadMany(std::move(codes));
  if (!journeys.ok()) co_return journeys.status();
  std::vector<v1::QueueEntry> entries;
  for (size_t i = 0; i < refs.size(); ++i) {
    const Journey* journey = (*journeys)[i].state.get();
    if (journey == nullptr || refs[i].step_index >= journey->steps_size()) continue;
    const Step& step = journey->steps(refs[i].step_index);
    if (step.state() == state) entries.push_back(EntryOf(*journey, step));
  }
  co_return entries;
}

async::Task<absl::StatusOr<v1::ListQueueResponse>> RoutingService::ListQueue(
    const CallContext& call, const v1::ListQueueRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckWorkingUnit(request.unit_code()));
  MOTCUA_CO_ASSIGN_OR_RETURN(const int page_size, PageSize(request.page_size()));
  MOTCUA_CO_ASSIGN_OR_RETURN(Entry start, PageStart(request.page_token()));
  std::string queue = journeys_.keys().Queue(request.unit_code());
  auto members =
      co_await ReadAfter(journeys_.redis(), std::move(queue), std::move(start), page_size);
  if (!members.ok()) co_return members.status();
  v1::ListQueueResponse response;
  if (static_cast<int>(members->size()) == page_size) {
    response.set_next_page_token(PageTokenOf(members->back()));
  }
  auto entries = co_await EntriesOf(*std::move(members), STEP_STATE_QUEUED);
  if (!entries.ok()) co_return entries.status();
  for (v1::QueueEntry& entry : *entries) *response.add_entries() = std::move(entry);
  co_return response;
}

// The units at or under `root` (empty: everywhere) that the caller covers, by level, then code.
absl::StatusOr<std::vector<const catalogue::v1::Unit*>> RoutingService::UnitsFor(
    const CallContext& call, const std::string& root) const {
  if (!root.empty()) MOTCUA_RETURN_IF_ERROR(CheckUnit(root));
  std::vector<const catalogue::v1::Unit*> units;
  for (const catalogue::v1::Unit& unit : catalogue_.units()) {
    if (!root.empty() && !catalogue_.Covers(root, unit.code())) continue;
    if (call.caller.Covers(unit.code(), catalogue_)) units.push_back(&unit);
  }
  std::ranges::sort(units, [](const auto* a, const auto* b) {
    return std::forward_as_tuple(a->level(), a->code()) <
           std::forward_as_tuple(b->level(), b->code());
  });
  return units;
}

async::Task<absl::StatusOr<v1::ListQueueSummariesResponse>> RoutingService::ListQueueSummaries(
    const CallContext& call, const v1::ListQueueSummariesRequest& request) {
  MOTCUA_CO_ASSIGN_OR_RETURN(const auto units, UnitsFor(call, request.unit_code()));
  std::vector<std::string> codes;
  for (const auto* unit : units) codes.push_back(unit->code());
  auto depths = co_await ReadDepths(journeys_.redis(), journeys_.keys(), std::move(codes),
                                    journeys_.clock().Now());
  if (!depths.ok()) co_return depths.status();
  v1::ListQueueSummariesResponse response;
  for (size_t i = 0; i < units.size(); ++i) {
    const Depth& depth = (*depths)[i];
    if (request.only_busy() && depth.queued == 0 && depth.leased == 0) continue;
    *response.add_summaries() = SummaryOf(*units[i], depth);
  }
  co_return response;
}

// The stuck list is one of all units: pages of it are read until the caller's page is full.
async::Task<absl::StatusOr<v1::ListStuckStepsResponse>> RoutingService::ListStuckSteps(
    const CallContext& call, const v1::ListStuckStepsRequest& request) {
  MOTCUA_CO_ASSIGN_OR_RETURN(const auto units, UnitsFor(call, request.unit_code()));
  MOTCUA_CO_ASSIGN_OR_RETURN(const int page_size, PageSize(request.page_size()));
  MOTCUA_CO_ASSIGN_OR_RETURN(Entry last, PageStart(request.page_token()));
  std::set<std::string> wanted;
  for (const auto* unit : units) wanted.insert(unit->code());
  v1::ListStuckStepsResponse response;
  while (response.entries_size() < page_size) {
    const int room = page_size - response.entries_size();
    std::string list = journeys_.keys().Stuck();
    auto members = co_await ReadAfter(journeys_.redis(), std::move(list), last, room);
    if (!members.ok()) co_return members.status();
    if (members->empty()) co_return response;
    last = members->back();
    auto entries = co_await EntriesOf(*std::move(members), STEP_STATE_STUCK);
    if (!entries.ok()) co_return entries.status();
    for (v1::QueueEntry& entry : *entries) {
      if (wanted.contains(entry.step().unit_code())) *response.add_entries() = std::move(entry);
    }
  }
  response.set_next_page_token(PageTokenOf(last));
  co_return response;
}

// The journeys the members stand for whose promise moved, with a unit among the wanted.
async::Task<absl::StatusOr<std::vector<v1::MovedPromise>>> RoutingService::MovedOf(
    std::vector<Entry> members, std::set<std::string> wanted) {
  std::vector<std::string> codes;
  for (const Entry& member : members) codes.push_back(member.member);
  auto journeys = co_await journeys_.aggregates().LoadMany(std::move(codes));
  if (!journeys.ok()) co_return journeys.status();
  std::vector<v1::MovedPromise> promises;
  for (const auto& loaded : *journeys) {
    const Journey* journey = loaded.state.get();
    if (journey == nullptr || !journey->has_calendar_move()) continue;
    const auto units = UnitsOf(*journey);
    const bool covered = std::ranges::any_of(
        units, [&wanted](const std::string& unit) { return wanted.contains(unit); });
    if (covered) promises.push_back(MovedPromiseOf(*journey));
  }
  co_return promises;
}

async::Task<absl::StatusOr<v1::ListMovedPromisesResponse>> RoutingService::ListMovedPromises(
    const CallContext& call, const v1::ListMovedPromisesRequest& request) {
  MOTCUA_CO_ASSIGN_OR_RETURN(const auto units, UnitsFor(call, request.unit_code()));
  MOTCUA_CO_ASSIGN_OR_RETURN(const int page_size, PageSize(request.page_size()));
  MOTCUA_CO_ASSIGN_OR_RETURN(Entry last, PageStart(request.page_token()));
  std::set<std::string> wanted;
  for (const auto* unit : units) wanted.insert(unit->code());
  v1::ListMovedPromisesResponse response;
  while (response.promises_size() < page_size) {
    const int room = page_size - response.promises_size();
    std::string list = journeys_.keys().Index(kJourneyKind, kMovedList);
    auto members = co_await ReadAfter(journeys_.redis(), std::move(list), last, room);
    if (!members.ok()) co_return members.status();
    if (members->empty()) co_return response;
    last = members->back();
    auto promises = co_await MovedOf(*std::move(members), wanted);
    if (!promises.ok()) co_return promises.status();
    for (auto& promise : *promises) *response.add_promises() = std::move(promise);
  }
  response.set_next_page_token(PageTokenOf(last));
  co_return response;
}

async::Task<absl::StatusOr<v1::ExplainDeadlineResponse>> RoutingService::ExplainDeadline(
    const CallContext& call, const v1::ExplainDeadlineRequest& request) {
  auto loaded = co_await LoadFor(call, request.dossier_code());
  if (!loaded.ok()) co_return loaded.status();
  const Journey& journey = *loaded->state;
  v1::ExplainDeadlineResponse response;
  *response.mutable_limit() = journey.limit();
  *response.mutable_clock_start_time() = journey.clock_start_time();
  if (!journey.has_due_time()) co_return response;
  *response.mutable_due_time() = journey.due_time();
  const auto limit = catalogue::ToTimeLimit(journey.limit());
  for (const auto& interval :
       ExplainClock(journey, journeys_.calendar(), limit, journeys_.clock().Now())) {
    AddInterval(interval, response);
  }
  const int64_t minutes = journeys_.calendar().WorkingMinutesBetween(
      FromProto(journey.clock_start_time()), FromProto(journey.due_time()));
  *response.mutable_counted() = ToProto(absl::Minutes(minutes));
  const Lateness lateness = ApportionLateness(journey, catalogue_, journeys_.clock().Now());
  *response.mutable_late() = ToProto(absl::Minutes(lateness.minutes));
  *response.mutable_shares() = {lateness.shares.begin(), lateness.shares.end()};
  co_return response;
}

async::Task<absl::StatusOr<v1::CheckPlacesResponse>> RoutingService::CheckPlaces(
    const CallContext& call, const v1::CheckPlacesRequest& request) {
  auto findings = co_await checker_.CheckAll();
  if (!findings.ok()) co_return findings.status();
  v1::CheckPlacesResponse response;
  response.set_open_journeys(findings->open_journeys);
  response.set_open_steps(findings->open_steps);
  response.set_violations(findings->violations);
  for (std::string& example : findings->examples) response.add_examples(std::move(example));
  co_return response;
}

std::vector<std::string> UnitsOf(const Journey& journey) {
  std::set<std::string> units = {journey.receiving_unit()};
  for (const Step& step : journey.steps()) units.insert(step.unit_code());
  return {units.begin(), units.end()};
}

std::vector<std::string> UnitCodes(const catalogue::Catalogue& catalogue) {
  std::vector<std::string> codes;
  for (const catalogue::v1::Unit& unit : catalogue.units()) codes.push_back(unit.code());
  return codes;
}

}  // namespace motcua::routing
