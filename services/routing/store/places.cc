#include "services/routing/store/places.h"

#include "common/base/proto_time.h"
#include "common/base/strings.h"
#include "services/routing/domain/deadlines.h"
#include "services/routing/domain/steps.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

// 3000-01-01: later than any due instant.
constexpr double kWithoutLimit = 32503680000000;

double ScoreOf(const google::protobuf::Timestamp& time) {
  return routing::ScoreOf(FromProto(time));
}

// Journeys that ended before the instant was recorded stay where they are.
std::vector<store::Place> WhereItLeavesFrom(const store::Keys& keys, const Journey& journey) {
  if (!journey.has_close_time()) return {};
  return {{keys.Ended(kJourneyKind), journey.dossier_code(), ScoreOf(journey.close_time())}};
}

class Places {
 public:
  Places(const store::Keys& keys, const Journey& journey) : keys_(keys), journey_(journey) {}

  void Add(std::string key, std::string member, double score) {
    places_.push_back({std::move(key), std::move(member), score});
  }

  void AddStep(const Step& step) {
    const std::string member = StepRef{journey_.dossier_code(), step.index()}.Member();
    switch (step.state()) {
      case STEP_STATE_QUEUED:
        return Add(keys_.Queue(step.unit_code()), member, QueueScore(step));
      case STEP_STATE_LEASED:
        Add(keys_.Leased(step.unit_code()), member, ScoreOf(step.lease().expire_time()));
        return Add(keys_.Leases(), member, ScoreOf(step.lease().expire_time()));
      case STEP_STATE_AWAITING_PAPERS:
        return Add(keys_.Waits(kWaitPapers), member, ScoreOf(step.open_time()));
      case STEP_STATE_SUSPENDED:
        return Add(keys_.Waits(kWaitSupplement), member,
                   ScoreOf(journey_.clock_stops().rbegin()->begin_time()));
      case STEP_STATE_STUCK:
        return Add(keys_.Stuck(), member, ScoreOf(step.stuck_time()));
      default:
        return;
    }
  }

  std::vector<store::Place> Take() { return std::move(places_); }

 private:
  const store::Keys& keys_;
  const Journey& journey_;
  std::vector<store::Place> places_;
};

}  // namespace

std::string StepRef::Member() const { return Cat(dossier_code, "/", step_index); }

std::optional<StepRef> StepRef::Parse(std::string_view member) {
  const size_t slash = member.rfind('/');
  StepRef ref;
  if (slash == std::string_view::npos || !ParseInt(member.substr(slash + 1), &ref.step_index)) {
    return std::nullopt;
  }
  ref.dossier_code = std::string(member.substr(0, slash));
  return ref;
}

double QueueScore(const Step& step) {
  if (step.has_due_time()) return ScoreOf(step.due_time());
  return kWithoutLimit + ScoreOf(step.queue_time());
}

absl::Time TimeOfScore(double score) {
  if (score >= kWithoutLimit) return absl::InfiniteFuture();
  return absl::FromUnixMillis(static_cast<int64_t>(score));
}

double ScoreOf(absl::Time time) { return static_cast<double>(absl::ToUnixMillis(time)); }

std::vector<store::Place> PlacesOf(const store::Keys& keys, const calendar::Calendar& calendar,
                                   const Journey& journey) {
  if (HasEnded(journey)) return WhereItLeavesFrom(keys, journey);
  Places places(keys, journey);
  places.Add(keys.Open(kJourneyKind), journey.dossier_code(), ScoreOf(journey.accept_time()));
  const absl::Time timer = NextTimer(journey, calendar);
  if (timer < absl::InfiniteFuture()) {
    places.Add(keys.Timers(kRoutingService), journey.dossier_code(), ScoreOf(timer));
  }
  if (journey.has_calendar_move()) {
    places.Add(keys.Index(kJourneyKind, kMovedList), journey.dossier_code(),
               ScoreOf(journey.calendar_move().move_time()));
  }
  for (const Step& step : journey.steps()) places.AddStep(step);
  return places.Take();
}

}  // namespace motcua::routing
