#include "services/routing/store/claims.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "services/routing/domain/work.h"
#include "services/routing/store/lists.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

// How often the queue is looked at when others were quicker each time.
constexpr int kMaxLooks = 6;
// The most of a queue one look reads beyond what is wished for.
constexpr int64_t kMaxBusyRead = 1000;

void AddStep(const Journey& journey, const Step& step, v1::ClaimStepsResponse& response) {
  v1::ClaimedStep* claimed = response.add_steps();
  claimed->set_dossier_code(journey.dossier_code());
  *claimed->mutable_step() = step;
  claimed->set_lease_token(step.lease().token());
  claimed->mutable_step()->mutable_lease()->clear_token();
  claimed->set_procedure_code(journey.procedure_code());
  if (journey.has_due_time()) *claimed->mutable_due_time() = journey.due_time();
}

std::vector<std::string> DossiersOf(const std::vector<StepRef>& steps) {
  std::vector<std::string> codes;
  for (const StepRef& step : steps) {
    if (std::ranges::find(codes, step.dossier_code) == codes.end()) {
      codes.push_back(step.dossier_code);
    }
  }
  return codes;
}

bool IsStillHeld(const v1::ClaimedStep& claimed, const Journey* journey, absl::Time now) {
  if (journey == nullptr || claimed.step().index() >= journey->steps_size()) return false;
  const Step& step = journey->steps(claimed.step().index());
  return step.state() == STEP_STATE_LEASED && step.lease().token() == claimed.lease_token() &&
         FromProto(step.lease().expire_time()) > now;
}

}  // namespace

// A claim's part in Busy, from its look at the queue to its end.
class Claims::Reservation {
 public:
  Reservation(BusyByUnit& busy, const Wish& wish)
      : busy_(busy), unit_(wish.unit), looking_(wish.max_steps) {
    Busy& of_unit = busy_[unit_];
    others_ = static_cast<int64_t>(of_unit.members.size()) + of_unit.wished;
    of_unit.wished += looking_;
  }
  Reservation(const Reservation&) = delete;
  ~Reservation() {
    StopLooking();
    Busy& of_unit = busy_[unit_];
    for (const StepRef& step : steps_) of_unit.members.erase(step.Member());
    if (of_unit.members.empty() && of_unit.wished == 0) busy_.erase(unit_);
  }

  // How many steps others were about to take when this claim came.
  int64_t others() const { return others_; }
  void Add(const std::string& member) {
    auto step = StepRef::Parse(member);
    if (step.has_value() && busy_[unit_].members.insert(member).second) steps_.push_back(*step);
  }
  void StopLooking() { busy_[unit_].wished -= std::exchange(looking_, 0); }
  const std::vector<StepRef>& steps() const { return steps_; }

 private:
  BusyByUnit& busy_;
  std::string unit_;
  int64_t looking_;
  int64_t others_ = 0;
  std::vector<StepRef> steps_;
};

async::Task<absl::StatusOr<Claims::Response>> Claims::Claim(store::Command command, Wish wish) {
  for (int look = 0; look < kMaxLooks; ++look) {
    Reservation picked(busy_, wish);
    const bool from_front = look > 0 || picked.others() == 0;
    auto seen = co_await Pick(wish, from_front, picked);
    if (!seen.ok()) co_return seen.status();
    if (*seen == 0 && from_front) break;
    if (picked.steps().empty()) continue;
    auto taken = co_await Take(command, wish, picked.steps());
    if (!taken.ok() || taken->steps_size() > 0) co_return taken;
  }
  co_return co_await EarlierAnswer(std::move(command));
}

// What others of this process are about to take are mostly the queue's first: the first look skips
// as many, later ones read the queue from its front.
async::Task<absl::StatusOr<int64_t>> Claims::Pick(const Wish& wish, bool from_front,
                                                  Reservation& picked) {
  const int64_t others = std::min(picked.others(), kMaxBusyRead);
  const int64_t first = from_front ? 0 : others;
  const int64_t count = wish.max_steps + (from_front ? others : 0);
  std::string queue = journeys_.keys().Queue(wish.unit);
  auto entries = co_await ReadRange(journeys_.redis(), std::move(queue), first, count);
  if (!entries.ok()) co_return entries.status();
  for (const Entry& entry : *entries) {
    if (static_cast<int>(picked.steps().size()) < wish.max_steps) picked.Add(entry.member);
  }
  picked.StopLooking();
  co_return static_cast<int64_t>(entries->size());
}

async::Task<absl::StatusOr<Claims::Response>> Claims::Take(store::Command command, const Wish& wish,
                                                           const std::vector<StepRef>& picked) {
  std::vector<std::string> codes = DossiersOf(picked);
  std::string own_token;  // of the first step taken; a repetition's answer has another
  std::function<absl::StatusOr<Response>(std::vector<Journeys::Draft>&)> decide =
      [this, &wish, &picked, &own_token,
       codes](std::vector<Journeys::Draft>& drafts) -> absl::StatusOr<Response> {
    Response response;
    for (const StepRef& ref : picked) {
      const size_t at = std::ranges::find(codes, ref.dossier_code) - codes.begin();
      TakeStep(wish, ref, drafts[at], response);
    }
    own_token = response.steps().empty() ? "" : response.steps(0).lease_token();
    return response;
  };
  auto taken = co_await journeys_.aggregates().ExecuteMany<Response>(
      std::move(command), std::move(codes), std::move(decide));
  if (!taken.ok() || taken->steps().empty() || taken->steps(0).lease_token() == own_token) {
    co_return taken;
  }
  co_return co_await StillHeld(*std::move(taken));
}

// Leaves the draft as it is when the step is no longer to be had.
void Claims::TakeStep(const Wish& wish, const StepRef& ref, Journeys::Draft& draft,
                      Response& response) {
  if (!draft.exists() || ref.step_index < 0 || ref.step_index >= draft.state.steps_size()) return;
  const Step& step = draft.state.steps(ref.step_index);
  if (step.unit_code() != wish.unit) return;
  Turn turn(draft.state, journeys_.clock().Now(), wish.actor);
  if (!routing::Claim(turn, ref.step_index, ids_.NewId(), wish.lease).ok()) return;
  for (Event& event : turn.TakeEvents()) draft.events.push_back(std::move(event));
  AddStep(draft.state, step, response);
}

async::Task<absl::StatusOr<Claims::Response>> Claims::EarlierAnswer(store::Command command) {
  Response earlier;
  auto answer = co_await journeys_.committer().Answer(std::move(command.request_key),
                                                      std::move(command.fingerprint));
  if (absl::IsNotFound(answer.status())) co_return earlier;
  if (!answer.ok()) co_return answer.status();
  if (!earlier.ParseFromString(*answer)) {
    co_return Internal(kStateCorrupt, "a kept answer cannot be read");
  }
  co_return co_await StillHeld(std::move(earlier));
}

async::Task<absl::StatusOr<Claims::Response>> Claims::StillHeld(Response earlier) {
  std::vector<std::string> codes;
  for (const v1::ClaimedStep& step : earlier.steps()) codes.push_back(step.dossier_code());
  auto journeys = co_await journeys_.aggregates().LoadMany(std::move(codes));
  if (!journeys.ok()) co_return journeys.status();
  Response held;
  for (int i = 0; i < earlier.steps_size(); ++i) {
    const Journey* journey = (*journeys)[i].state.get();
    if (IsStillHeld(earlier.steps(i), journey, journeys_.clock().Now())) {
      *held.add_steps() = std::move(*earlier.mutable_steps(i));
    }
  }
  co_return held;
}

}  // namespace motcua::routing
