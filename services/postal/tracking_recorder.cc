#include "services/postal/tracking_recorder.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "common/base/log.h"
#include "services/postal/domain/consignment.h"
#include "services/postal/domain/parcels.h"
#include "services/postal/store/reading.h"

namespace motcua::postal {
namespace {

// Consignments of one commit: more would hold the store up for longer than a millisecond or two, and
// save no more.
constexpr size_t kTogether = 64;

v1::TrackingOutcome OutcomeOf(Recorded recorded) {
  switch (recorded) {
    case Recorded::kNew:
      return v1::TRACKING_OUTCOME_RECORDED;
    case Recorded::kDuplicate:
      return v1::TRACKING_OUTCOME_DUPLICATE;
    case Recorded::kTooMany:
      return v1::TRACKING_OUTCOME_INVALID;
    case Recorded::kContradicted:
      return v1::TRACKING_OUTCOME_CONTRADICTED;
  }
  return v1::TRACKING_OUTCOME_UNSPECIFIED;
}

void Add(size_t count, v1::TrackingOutcome outcome, v1::RecordTrackingResponse& response) {
  for (size_t i = 0; i < count; ++i) response.add_outcomes(outcome);
}

// Until the consignment is known that the parcel belongs to.
constexpr v1::TrackingOutcome kOfAnotherParcel = v1::TRACKING_OUTCOME_UNSPECIFIED;

}  // namespace

async::Task<v1::RecordTrackingResponse> TrackingRecorder::Record(const auth::Caller& caller,
                                                                 const Reports& reports) {
  v1::RecordTrackingResponse response;  // what no group speaks of is wrong in itself
  Add(static_cast<size_t>(reports.size()), v1::TRACKING_OUTCOME_INVALID, response);
  const std::vector<Group> groups = GroupsOf(reports);
  co_await RecordInto(caller, reports, groups, response);
  const std::vector<Group> of_parcels = co_await GroupsOfParcels(reports, response);
  co_await RecordInto(caller, reports, of_parcels, response);
  for (int outcome : response.outcomes()) {
    metrics_.AccountReport(static_cast<v1::TrackingOutcome>(outcome));
  }
  co_return response;
}

async::Task<absl::Status> TrackingRecorder::RecordInto(const auth::Caller& caller,
                                                       const Reports& reports, Groups groups,
                                                       v1::RecordTrackingResponse& response) {
  const auto recorded = co_await RecordEach(caller, reports, groups, kTogether);
  int next = 0;
  for (const Group& group : groups) {
    for (int position : group.positions) response.set_outcomes(position, recorded.outcomes(next++));
  }
  co_return absl::OkStatus();
}

// Reports whose identifier is that of a further parcel, by the consignment it belongs to.
async::Task<std::vector<TrackingRecorder::Group>> TrackingRecorder::GroupsOfParcels(
    const Reports& reports, v1::RecordTrackingResponse& response) {
  std::vector<Group> groups;
  std::vector<int> positions;
  std::vector<std::string> parcel_ids;
  for (int i = 0; i < response.outcomes_size(); ++i) {
    if (response.outcomes(i) != kOfAnotherParcel) continue;
    response.set_outcomes(i, v1::TRACKING_OUTCOME_UNAVAILABLE);  // unless it can be found
    positions.push_back(i);
    parcel_ids.push_back(reports[i].consignment_id());
  }
  if (positions.empty()) co_return groups;
  auto consignment_ids = co_await ConsignmentsOf(consignments_, std::move(parcel_ids));
  if (!consignment_ids.ok()) co_return groups;
  absl::flat_hash_map<std::string, size_t> group_of;
  for (size_t i = 0; i < positions.size(); ++i) {
    const std::string& id = (*consignment_ids)[i];
    const auto [found, is_new] = group_of.try_emplace(id, groups.size());
    if (is_new) groups.push_back({id, {}});
    groups[found->second].positions.push_back(positions[i]);
  }
  co_return groups;
}

// Leaves out what is wrong in itself.
std::vector<TrackingRecorder::Group> TrackingRecorder::GroupsOf(const Reports& reports) const {
  std::vector<Group> groups;
  absl::flat_hash_map<std::string_view, size_t> group_of;
  const absl::Time now = clock_.Now();
  for (int i = 0; i < reports.size(); ++i) {
    if (!Check(reports[i], now).ok()) continue;
    const std::string& id = reports[i].consignment_id();
    const auto [found, is_new] = group_of.try_emplace(id, groups.size());
    if (is_new) groups.push_back({id, {}});
    groups[found->second].positions.push_back(i);
  }
  return groups;
}

// The outcomes of the groups' reports, one group after the other; `together` groups a commit.
async::Task<v1::RecordTrackingResponse> TrackingRecorder::RecordEach(const auth::Caller& caller,
                                                                     const Reports& reports,
                                                                     Groups groups,
                                                                     size_t together) {
  std::vector<async::Task<v1::RecordTrackingResponse>> tasks;
  for (size_t first = 0; first < groups.size(); first += together) {
    const Groups some = groups.subspan(first, std::min(together, groups.size() - first));
    tasks.push_back(RecordTogether(caller, reports, some));
  }
  const auto parts = co_await async::WhenAll(std::move(tasks));
  v1::RecordTrackingResponse response;
  for (const auto& part : parts) response.MergeFrom(part);
  co_return response;
}

async::Task<v1::RecordTrackingResponse> TrackingRecorder::RecordTogether(
    const auth::Caller& caller, const Reports& reports, Groups groups) {
  using Drafts = std::vector<store::Draft<dossier::v1::Consignment>>;
  std::vector<std::string> ids;
  for (const Group& group : groups) ids.push_back(group.consignment_id);
  std::function<absl::StatusOr<v1::RecordTrackingResponse>(Drafts&)> decide =
      [&](Drafts& drafts) -> absl::StatusOr<v1::RecordTrackingResponse> {
    v1::RecordTrackingResponse response;
    for (size_t i = 0; i < groups.size(); ++i) {
      Decide(caller, reports, groups[i], drafts[i], response);
    }
    return response;
  };
  store::Command command;  // the reports' event_ids make it repeatable
  auto outcomes = co_await consignments_.ExecuteMany<v1::RecordTrackingResponse>(
      std::move(command), std::move(ids), decide);
  if (outcomes.ok()) co_return *std::move(outcomes);
  const bool retry_apart = groups.size() > 1 && !absl::IsUnavailable(outcomes.status());
  if (retry_apart) co_return co_await RecordEach(caller, reports, groups, /*together=*/1);
  Log(kWarning, "tracking events could not be recorded",
      {{"consignment", groups.front().consignment_id},
       {"error", std::string(outcomes.status().message())}});
  v1::RecordTrackingResponse response;
  for (const Group& group : groups) {
    Add(group.positions.size(), v1::TRACKING_OUTCOME_UNAVAILABLE, response);
  }
  co_return response;
}

void TrackingRecorder::Decide(const auth::Caller& caller, const Reports& reports,
                              const Group& group, store::Draft<dossier::v1::Consignment>& draft,
                              v1::RecordTrackingResponse& response) const {
  if (!draft.exists()) {
    return Add(group.positions.size(), v1::TRACKING_OUTCOME_UNKNOWN_CONSIGNMENT, response);
  }
  if (!draft.state.parcel_of().empty()) {
    return Add(group.positions.size(), kOfAnotherParcel, response);
  }
  const bool covered =
      caller.CoversEverything() ||
      auth::RequireCoversAny(caller, UnitsOf(draft.state, catalogue_), catalogue_).ok();
  if (!covered) {
    return Add(group.positions.size(), v1::TRACKING_OUTCOME_NOT_COVERED, response);
  }
  for (int position : group.positions) {
    const Recorded recorded =
        postal::Record(reports[position], caller.name, draft.state, draft.events);
    response.add_outcomes(OutcomeOf(recorded));
  }
  MindTimes(catalogue_.calendar(), draft.state, draft.events);
  TellOutcome(draft.state, draft.events);
}

}  // namespace motcua::postal
