#include "clients/cli/simulate/simulation.h"

#include <algorithm>
#include <queue>
#include <set>
#include <tuple>
#include <utility>

#include "clients/cli/simulate/desk.h"
#include "clients/cli/simulate/desk_clock.h"
#include "clients/cli/simulate/draws.h"
#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/strings.h"
#include "common/catalogue/case_rules.h"
#include "services/routing/domain/outside.h"
#include "services/routing/domain/route.h"
#include "services/routing/domain/steps.h"
#include "services/routing/domain/work.h"

namespace motcua::cli::simulate {
namespace {

using routing::Journey;
using routing::Turn;
using namespace dossier::v1;  // NOLINT: enumerators

constexpr char kToken[] = "simulated";
constexpr absl::Duration kLease = absl::Hours(24 * 3650);

enum class Kind { kAccept, kFinish, kPapers, kPauseEnds, kLapse, kLook };

// What happens next.
struct Happening {
  absl::Time at;
  int64_t order = 0;  // of those at one instant, the first to be put down comes first
  Kind kind = Kind::kAccept;
  size_t dossier = 0;
  int step = 0;

  bool operator>(const Happening& other) const {
    return std::tie(at, order) > std::tie(other.at, other.order);
  }
};

class Simulation {
 public:
  Simulation(const catalogue::Catalogue& catalogue, const std::vector<Arrival>& arrivals,
             const Roster& roster, const Change& change, uint64_t seed)
      : catalogue_(catalogue),
        calendar_(catalogue.calendar()),
        arrivals_(arrivals),
        change_(change),
        draws_(arrivals, DeskClocks(arrivals, roster, catalogue.calendar()), seed),
        journeys_(arrivals.size()),
        asked_(arrivals.size()),
        results_(arrivals.size()) {
    for (const auto& [unit, crew] : Apply(change, roster)) {
      desks_.try_emplace(unit, crew, calendar_);
    }
  }

  std::vector<Result> Run() {
    for (size_t i = 0; i < arrivals_.size(); ++i) {
      if (!arrivals_[i].withdrawn) Put(arrivals_[i].accept_time, Kind::kAccept, i, 0);
    }
    while (!agenda_.empty()) {
      const Happening next = agenda_.top();
      agenda_.pop();
      Handle(next);
    }
    return std::move(results_);
  }

 private:
  void Put(absl::Time at, Kind kind, size_t dossier, int step) {
    agenda_.push({at, ++order_, kind, dossier, step});
  }

  void Handle(const Happening& next) {
    switch (next.kind) {
      case Kind::kAccept:
        return Accept(next);
      case Kind::kFinish:
        return Finish(next);
      case Kind::kPapers:
        return TakeTurn(next, [&](Turn& turn) {
          const std::string unit = turn.journey().steps(next.step).unit_code();
          routing::PapersArrived(turn, unit, calendar_);
        });
      case Kind::kPauseEnds:
        return TakeTurn(next, [&](Turn& turn) { EndPause(next, turn); });
      case Kind::kLapse:
        return TakeTurn(next, [&](Turn& turn) { routing::LapseAnswers(turn, calendar_); });
      case Kind::kLook:
        return Serve(journeys_[next.dossier]->steps(next.step).unit_code(), next.at);
    }
  }

  calendar::TimeLimit LimitOf(const Journey& journey) const {
    return catalogue::ToTimeLimit(journey.limit());
  }

  // --- the dossier ------------------------------------------------------------------------------

  // Under another version of its procedure the limit is that version's.
  event::v1::Accepted AcceptedAs(const Arrival& arrival) const {
    event::v1::Accepted accepted = arrival.accepted;
    const auto version = change_.versions.find(accepted.procedure_code());
    if (version == change_.versions.end()) return accepted;
    const absl::CivilDay day = absl::ToCivilDay(arrival.accept_time, LocalZone());
    const auto* procedure =
        catalogue_.FindProcedureKept(accepted.procedure_code(), version->second, day);
    if (procedure == nullptr) return accepted;
    accepted.set_procedure_version(version->second);
    *accepted.mutable_limit() =
        catalogue::LimitFor(*procedure, accepted.case_key(), accepted.channel());
    accepted.clear_due_time();
    const absl::Time due =
        calendar_.Due(arrival.accept_time, catalogue::ToTimeLimit(accepted.limit()));
    if (due < absl::InfiniteFuture()) *accepted.mutable_due_time() = ToProto(due);
    return accepted;
  }

  void Accept(const Happening& next) {
    const Arrival& arrival = arrivals_[next.dossier];
    const event::v1::Accepted accepted = AcceptedAs(arrival);
    auto steps = routing::LayRoute(catalogue_, accepted, arrival.accept_time);
    if (!steps.ok()) return;
    for (Step& step : *steps) {
      const auto merge = change_.merges.find(step.unit_code());
      if (merge != change_.merges.end()) step.set_unit_code(merge->second);
    }
    results_[next.dossier].routed = true;
    journeys_[next.dossier] = std::make_unique<Journey>();
    journeys_[next.dossier]->set_dossier_code(arrival.code);
    TakeTurn(next, [&](Turn& turn) {
      routing::Begin(turn, accepted, arrival.accept_time, *std::move(steps), {}, calendar_);
    });
  }

  void EndPause(const Happening& next, Turn& turn) {
    const calendar::TimeLimit limit = LimitOf(turn.journey());
    if (arrivals_[next.dossier].pause->supplement) {
      routing::Resume(turn, limit, calendar_);
    } else {
      (void)routing::AuthorityAnswered(turn, next.step, limit, calendar_);
    }
  }

  // One turn of a journey; what it says is what happens next.
  template <class Action>
  void TakeTurn(const Happening& next, const Action& act) {
    Journey& journey = *journeys_[next.dossier];
    Turn turn(journey, next.at, routing::kSystemActor);
    act(turn);
    std::set<std::string> units;
    for (const event::v1::Event& event : turn.TakeEvents()) Hear(event, next, units);
    for (const std::string& unit : units) Serve(unit, next.at);
  }

  void Hear(const event::v1::Event& event, const Happening& now, std::set<std::string>& units) {
    const Journey& journey = *journeys_[now.dossier];
    if (event.has_queued()) {
      const int index = event.queued().step_index();
      const Step& step = journey.steps(index);
      const std::string& unit = step.unit_code();
      DeskOf(unit).Queue({DueOf(step), now.dossier, index},
                         draws_.FreeMinutes(ViewOf(now.dossier, index, unit)), now.at);
      units.insert(unit);
      if (step.has_answer_due_time()) {
        Put(FromProto(step.answer_due_time()), Kind::kLapse, now.dossier, index);
      }
    }
    if (event.has_papers_awaited()) {
      const int index = event.papers_awaited().step_index();
      Put(now.at + draws_.Papers(now.dossier, index), Kind::kPapers, now.dossier, index);
    }
    if (event.has_result_ready()) {
      Result& result = results_[now.dossier];
      result.resolved = now.at;
      if (journey.has_due_time()) result.due = FromProto(journey.due_time());
    }
  }

  static absl::Time DueOf(const Step& step) {
    return step.has_due_time() ? FromProto(step.due_time()) : absl::InfiniteFuture();
  }

  // --- the unit ---------------------------------------------------------------------------------

  // A unit that nobody knows has one officer.
  Desk& DeskOf(const std::string& unit) {
    return desks_.try_emplace(unit, Crew{}, calendar_).first->second;
  }

  // Whether the step is going to ask for something, as it really did.
  bool Asks(size_t dossier, int step) const {
    const auto& pause = arrivals_[dossier].pause;
    return pause.has_value() && pause->step == step && !asked_[dossier];
  }

  StepAt ViewOf(size_t dossier, int step, const std::string& unit) const {
    return {dossier, step, unit, Asks(dossier, step)};
  }

  void Serve(const std::string& unit, absl::Time now) {
    Desk& desk = DeskOf(unit);
    while (const auto next = desk.Take(now)) {
      Journey& journey = *journeys_[next->dossier];
      // It may have been suspended, or have lapsed, while it waited.
      if (journey.steps(next->step).state() != STEP_STATE_QUEUED) continue;
      Turn turn(journey, now, routing::kSystemActor);
      if (!routing::Claim(turn, next->step, kToken, kLease).ok()) continue;
      desk.Begin(now);
      const StepAt step = ViewOf(next->dossier, next->step, unit);
      const double minutes = draws_.Minutes(step) / desk.crew().speed;
      const auto whole = static_cast<int64_t>(minutes);
      Put(calendar_.AddWorking(now, whole), Kind::kFinish, next->dossier, next->step);
    }
    Look(unit, desk, now);
  }

  // One look a unit is on the agenda, unless an earlier one is wanted.
  void Look(const std::string& unit, Desk& desk, absl::Time now) {
    const auto next = desk.NextLook(now);
    if (!next.has_value()) return;
    absl::Time& planned = looks_.try_emplace(unit, absl::InfinitePast()).first->second;
    if (planned > now && planned <= next->first) return;
    planned = next->first;
    Put(next->first, Kind::kLook, next->second.dossier, next->second.step);
  }

  void Finish(const Happening& next) {
    Journey& journey = *journeys_[next.dossier];
    const std::string unit = journey.steps(next.step).unit_code();
    DeskOf(unit).End(next.at);
    if (journey.steps(next.step).state() == STEP_STATE_LEASED) {
      TakeTurn(next, [&](Turn& turn) { EndOrPause(next, turn); });
    }
    Serve(unit, next.at);
  }

  // Where the step really asked for something, it does so here, once.
  void EndOrPause(const Happening& next, Turn& turn) {
    const auto& pause = arrivals_[next.dossier].pause;
    if (!Asks(next.dossier, next.step)) {
      (void)routing::Complete(turn, next.step, kToken, STEP_RESULT_APPROVED, "", calendar_);
      return;
    }
    const absl::Status asked =
        pause->supplement
            ? routing::HandBack(turn, next.step, kToken, {"bổ sung"}, "bổ sung")
            : routing::AskAuthority(turn, next.step, kToken, "khác", absl::InfiniteFuture());
    asked_[next.dossier] = true;
    if (asked.ok()) Put(next.at + pause->length, Kind::kPauseEnds, next.dossier, next.step);
  }

  const catalogue::Catalogue& catalogue_;
  const calendar::Calendar& calendar_;
  const std::vector<Arrival>& arrivals_;
  const Change& change_;
  Draws draws_;
  std::vector<std::unique_ptr<Journey>> journeys_;
  std::vector<bool> asked_;
  std::vector<Result> results_;
  std::map<std::string, Desk> desks_;
  std::map<std::string, absl::Time> looks_;  // the next on the agenda, by unit
  std::priority_queue<Happening, std::vector<Happening>, std::greater<>> agenda_;
  int64_t order_ = 0;
};

}  // namespace

std::vector<Result> Simulate(const catalogue::Catalogue& catalogue,
                             const std::vector<Arrival>& arrivals, const Roster& roster,
                             const Change& change, uint64_t seed) {
  return Simulation(catalogue, arrivals, roster, change, seed).Run();
}

}  // namespace motcua::cli::simulate
