#include "services/postal/tracking_recorder.h"

#include <string>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "common/base/log.h"
#include "services/postal/domain/consignment.h"

namespace motcua::postal {
namespace {

v1::TrackingOutcome OutcomeOf(Recorded recorded) {
  switch (recorded) {
    case Recorded::kNew:
      return v1::TRACKING_OUTCOME_RECORDED;
    case Recorded::kDuplicate:
      return v1::TRACKING_OUTCOME_DUPLICATE;
    case Recorded::kTooMany:
      return v1::TRACKING_OUTCOME_INVALID;
  }
  return v1::TRACKING_OUTCOME_UNSPECIFIED;
}

v1::RecordTrackingResponse Each(size_t count, v1::TrackingOutcome outcome) {
  v1::RecordTrackingResponse response;
  for (size_t i = 0; i < count; ++i) response.add_outcomes(outcome);
  return response;
}

}  // namespace

async::Task<v1::RecordTrackingResponse> TrackingRecorder::Record(
    const auth::Caller& caller, const v1::RecordTrackingRequest& request) {
  const std::vector<Group> groups = GroupsOf(request);
  std::vector<async::Task<v1::RecordTrackingResponse>> tasks;
  for (const Group& group : groups) tasks.push_back(RecordGroup(caller, request, group));
  const auto parts = co_await async::WhenAll(std::move(tasks));

  v1::RecordTrackingResponse response =
      Each(request.events_size(), v1::TRACKING_OUTCOME_INVALID);  // unless a group says otherwise
  for (size_t g = 0; g < groups.size(); ++g) {
    for (size_t i = 0; i < groups[g].size(); ++i) {
      response.set_outcomes(groups[g][i], parts[g].outcomes(static_cast<int>(i)));
    }
  }
  for (int outcome : response.outcomes()) {
    metrics_.AccountReport(static_cast<v1::TrackingOutcome>(outcome));
  }
  co_return response;
}

// Leaves out what is wrong in itself.
std::vector<TrackingRecorder::Group> TrackingRecorder::GroupsOf(
    const v1::RecordTrackingRequest& request) const {
  std::vector<Group> groups;
  absl::flat_hash_map<std::string, size_t> group_of;
  const absl::Time now = clock_.Now();
  for (int i = 0; i < request.events_size(); ++i) {
    const dossier::v1::TrackingEvent& report = request.events(i);
    if (!Check(report, now).ok()) continue;
    const auto [found, is_new] = group_of.try_emplace(report.consignment_id(), groups.size());
    if (is_new) groups.emplace_back();
    groups[found->second].push_back(i);
  }
  return groups;
}

async::Task<v1::RecordTrackingResponse> TrackingRecorder::RecordGroup(
    const auth::Caller& caller, const v1::RecordTrackingRequest& request, const Group& group) {
  const std::string id = request.events(group.front()).consignment_id();
  std::function<absl::StatusOr<v1::RecordTrackingResponse>(store::Draft<dossier::v1::Consignment>&)>
      decide = [&](auto& draft) -> absl::StatusOr<v1::RecordTrackingResponse> {
    return Decide(caller, request, group, draft);
  };
  store::Command command;  // the reports' event_ids make it repeatable
  auto outcomes =
      co_await consignments_.Execute<v1::RecordTrackingResponse>(std::move(command), id, decide);
  if (outcomes.ok()) co_return *std::move(outcomes);
  Log(kWarning, "tracking events could not be recorded",
      {{"consignment", id}, {"error", std::string(outcomes.status().message())}});
  co_return Each(group.size(), v1::TRACKING_OUTCOME_UNAVAILABLE);
}

v1::RecordTrackingResponse TrackingRecorder::Decide(
    const auth::Caller& caller, const v1::RecordTrackingRequest& request, const Group& group,
    store::Draft<dossier::v1::Consignment>& draft) const {
  if (!draft.exists()) return Each(group.size(), v1::TRACKING_OUTCOME_UNKNOWN_CONSIGNMENT);
  const std::vector<std::string> units = UnitsOf(draft.state, catalogue_);
  if (!auth::RequireCoversAny(caller, units, catalogue_).ok()) {
    return Each(group.size(), v1::TRACKING_OUTCOME_NOT_COVERED);
  }
  v1::RecordTrackingResponse response;
  for (int i : group) {
    const Recorded recorded =
        postal::Record(request.events(i), caller.name, draft.state, draft.events);
    response.add_outcomes(OutcomeOf(recorded));
  }
  TellOutcome(draft.state, draft.events);
  return response;
}

}  // namespace motcua::postal
