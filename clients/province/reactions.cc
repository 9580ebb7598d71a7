#include "clients/province/reactions.h"

#include <utility>

#include "clients/province/round.h"
#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/strings.h"

namespace motcua::province {
namespace {

using event::v1::Event;

ErrandKey KeyOf(ErrandKind kind, const std::string& code) { return {code, kind, ""}; }
ErrandKey KeyOf(ErrandKind kind, const std::string& code, int step) {
  return {code, kind, Cat(step)};
}

template <class Message>
absl::Time DueOf(const Message& event) {
  return event.has_due_time() ? FromProto(event.due_time()) : absl::InfiniteFuture();
}

bool IsLater(absl::Time time, absl::Time due) {
  return due != absl::InfiniteFuture() &&
         absl::ToCivilDay(time, LocalZone()) > absl::ToCivilDay(due, LocalZone());
}

// A consignment's leg that begins at a post office.
std::string LegOf(const std::string& consignment_id, const std::string& office) {
  return Cat(consignment_id, "/", office);
}

std::vector<std::string> TextsOf(const google::protobuf::RepeatedPtrField<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

}  // namespace

StepAtUnit ViewOf(const std::string& dossier_code, int index, const OpenStep& step) {
  return {dossier_code, index, step.turn, step.queued, step.due};
}

const OpenDossier* Reactions::Find(const std::string& dossier_code) const {
  const auto found = open_.find(dossier_code);
  return found == open_.end() ? nullptr : &found->second;
}

const OpenStep* Reactions::FindStep(const std::string& dossier_code, int step) const {
  const OpenDossier* dossier = Find(dossier_code);
  if (dossier == nullptr) return nullptr;
  const auto found = dossier->steps.find(step);
  return found == dossier->steps.end() ? nullptr : &found->second;
}

void Reactions::OnEvent(const Event& event) {
  const std::string& code = event.dossier_code();
  const absl::Time time = FromProto(event.occur_time());
  if (event.has_submitted()) {
    return On({code, event.unit_code(), time, &open_[code]}, event.submitted());
  }
  const auto found = open_.find(code);
  OpenDossier* dossier = found == open_.end() ? nullptr : &found->second;
  const Heard heard{code, event.unit_code(), time, dossier};
  OnPostal(heard, event);
  if (heard.dossier == nullptr) return;
  OnIntake(heard, event);
  OnRouting(heard, event);
}

void Reactions::OnIntake(const Heard& heard, const Event& event) {
  switch (event.what_case()) {
    case Event::kAccepted:
      return On(heard, event.accepted());
    case Event::kRefused:
      return End(heard);
    case Event::kCompletionRequested:
      return On(heard, event.completion_requested());
    case Event::kSupplemented:
      return On(heard, event.supplemented());
    case Event::kWithdrawn:
      return On(heard, event.withdrawn());
    default:
      return;
  }
}

void Reactions::OnRouting(const Heard& heard, const Event& event) {
  switch (event.what_case()) {
    case Event::kQueued:
      return On(heard, event.queued());
    case Event::kClaimed:
      return On(heard, event.claimed());
    case Event::kReleased:
      return BackInQueue(heard, event.released().step_index());
    case Event::kLeaseExpired:
      return BackInQueue(heard, event.lease_expired().step_index());
    case Event::kStuck:
      return On(heard, event.stuck());
    case Event::kStepCompleted:
      return On(heard, event.step_completed());
    case Event::kSupplementRequested:
      return On(heard, event.supplement_requested());
    case Event::kResultReady:
      return On(heard, event.result_ready());
    case Event::kUnitReassigned:
      return On(heard, event.unit_reassigned());
    case Event::kClosed:
      ++tally_.journeys_ended;
      return End(heard);
    default:
      return;
  }
}

// The post goes on with what it carries, also when the dossier has ended meanwhile.
void Reactions::OnPostal(const Heard& heard, const Event& event) {
  switch (event.what_case()) {
    case Event::kConsignmentCreated:
      return On(heard, event.consignment_created());
    case Event::kTrackingRecorded:
      return On(heard, event.tracking_recorded());
    case Event::kBagMoved:
      return On(heard, event.bag_moved());
    case Event::kPapersCollected:
      if (heard.dossier != nullptr) SetCheck(heard);
      return;
    case Event::kReturned:
      return CameToNothing(heard, event.returned().kind());
    case Event::kLost:
      return CameToNothing(heard, event.lost().kind());
    default:
      return;
  }
}

void Reactions::On(const Heard& heard, const event::v1::Submitted& event) {
  ++tally_.filed;
  heard.dossier->procedure_code = event.procedure_code();
  heard.dossier->commune_code = event.commune_code();
  if (event.channel() != type::v1::CHANNEL_POSTAL) SetCheck(heard);
}

void Reactions::On(const Heard& heard, const event::v1::Accepted& event) {
  ++tally_.accepted;
  heard.dossier->accepted = true;
  agenda_.Cancel(KeyOf(ErrandKind::kCheck, heard.code));
  const auto withdraw = habits_.WithdrawTime(heard.code, heard.time, DueOf(event));
  if (!withdraw.has_value()) return;
  agenda_.Set(*withdraw, {.key = KeyOf(ErrandKind::kWithdraw, heard.code)});
}

void Reactions::On(const Heard& heard, const event::v1::CompletionRequested& event) {
  agenda_.Cancel(KeyOf(ErrandKind::kCheck, heard.code));
  SetSupplement(heard, TextsOf(event.items()), /*after_acceptance=*/false);
}

void Reactions::On(const Heard& heard, const event::v1::Supplemented& event) {
  agenda_.Cancel(KeyOf(ErrandKind::kSupplement, heard.code));
  if (!event.after_acceptance()) SetCheck(heard);
}

void Reactions::On(const Heard& heard, const event::v1::Withdrawn& event) {
  if (!event.after_acceptance()) return End(heard);
  agenda_.CancelAll(heard.code);  // routing's Closed follows
}

void Reactions::On(const Heard& heard, const event::v1::Queued& event) {
  OpenStep& step = heard.dossier->steps[event.step_index()];
  step.unit = event.queue_unit();
  step.queued = heard.time;
  step.due = DueOf(event);
  step.in_queue = true;
  agenda_.Cancel(KeyOf(ErrandKind::kRequeue, heard.code, event.step_index()));
  SetVisit(heard, event.step_index(), step);
}

// Officers look for the step where it is now; whoever has it in hand goes on with it.
void Reactions::On(const Heard& heard, const event::v1::UnitReassigned& event) {
  for (const auto& move : event.moves()) {
    std::string_view what = move.what();
    int index = 0;
    if (!ConsumePrefix(&what, "step/") || !ParseInt(what, &index)) continue;
    const auto step = heard.dossier->steps.find(index);
    if (step == heard.dossier->steps.end()) continue;
    step->second.unit = move.new_code();
    if (step->second.in_queue) SetVisit(heard, index, step->second);
  }
}

void Reactions::On(const Heard& heard, const event::v1::Claimed& event) {
  heard.dossier->steps[event.step_index()].in_queue = false;
  agenda_.Cancel(KeyOf(ErrandKind::kVisit, heard.code, event.step_index()));
}

void Reactions::BackInQueue(const Heard& heard, int index) {
  OpenStep& step = heard.dossier->steps[index];
  step.queued = heard.time;
  step.in_queue = true;
  ++step.turn;
  StopWork(heard.code, index);
  SetVisit(heard, index, step);
}

void Reactions::On(const Heard& heard, const event::v1::Stuck& event) {
  const int index = event.step_index();
  heard.dossier->steps[index].in_queue = false;
  StopWork(heard.code, index);
  const absl::Time when = habits_.RequeueTime(heard.code, index, heard.time);
  Errand errand{
      .key = KeyOf(ErrandKind::kRequeue, heard.code, index), .step = index, .unit = heard.unit};
  agenda_.Set(when, std::move(errand));
}

void Reactions::On(const Heard& heard, const event::v1::StepCompleted& event) {
  heard.dossier->steps.erase(event.step_index());
  StopWork(heard.code, event.step_index());
}

void Reactions::On(const Heard& heard, const event::v1::SupplementRequested& event) {
  heard.dossier->supplement_asked = true;
  for (auto& [index, step] : heard.dossier->steps) {
    step.in_queue = false;
    StopWork(heard.code, index);
  }
  SetSupplement(heard, TextsOf(event.items()), /*after_acceptance=*/true);
}

void Reactions::On(const Heard& heard, const event::v1::ResultReady& event) {
  agenda_.CancelAll(heard.code);
  if (IsLater(heard.time, DueOf(event))) ++tally_.late;
  if (event.return_method() == type::v1::RETURN_METHOD_POST) return;
  agenda_.Set(habits_.PickUpTime(heard.code, heard.time),
              {.key = KeyOf(ErrandKind::kPickUp, heard.code)});
}

void Reactions::On(const Heard& heard, const event::v1::ConsignmentCreated& event) {
  Parcel parcel{.consignment_id = event.consignment_id(),
                .dossier_code = heard.code,
                .kind = event.kind(),
                .from_unit = event.from_unit(),
                .to_unit = event.to_unit(),
                .step_index = event.step_index(),
                .create_time = heard.time};
  if (heard.dossier != nullptr) parcel.home_commune = heard.dossier->commune_code;
  for (Scan& scan : RoundOf(parcel, seed_, catalogue_)) {
    if (!scan.bag_to.empty()) {
      const std::string& office = scan.event.post_office();
      if (scan.fate != Fate::kWhole) fates_[LegOf(parcel.consignment_id, office)] = scan.fate;
      agenda_.Set(scan.report_time, {.key = {parcel.consignment_id, ErrandKind::kBagLeg, office},
                                     .to_office = scan.bag_to});
      continue;
    }
    ErrandKey key{parcel.consignment_id, ErrandKind::kScan, scan.event.event_id()};
    Errand errand{.key = std::move(key), .scan = std::move(scan.event), .twice = scan.twice};
    agenda_.Set(scan.report_time, std::move(errand));
  }
}

void Reactions::On(const Heard&, const event::v1::TrackingRecorded& event) {
  const std::string& id = event.consignment_id();
  agenda_.Cancel({id, ErrandKind::kScan, event.event_id()});
  if (event.hand_over().bag_id().empty()) return;
  if (event.kind() != dossier::v1::TRACKING_KIND_DEPARTED) return;
  agenda_.Cancel({id, ErrandKind::kBagLeg, event.post_office()});
  const auto fate = fates_.find(LegOf(id, event.post_office()));
  if (fate == fates_.end()) return;
  mishaps_[event.hand_over().bag_id()].push_back({id, fate->second});
  fates_.erase(fate);
}

void Reactions::On(const Heard& heard, const event::v1::BagMoved& event) {
  ErrandKey key{event.bag_id(), ErrandKind::kOpenBag, ""};
  if (event.state() == dossier::v1::BAG_STATE_DISPATCHED) {
    agenda_.Set(habits_.BagTime(heard.time), {.key = std::move(key)});
  } else if (event.state() == dossier::v1::BAG_STATE_RECONCILED) {
    agenda_.Cancel(key);
    mishaps_.erase(event.bag_id());
  }
}

std::vector<Mishap> Reactions::MishapsIn(const std::string& bag_id) const {
  const auto found = mishaps_.find(bag_id);
  return found == mishaps_.end() ? std::vector<Mishap>() : found->second;
}

// What the post returned or lost: the result is fetched at the counter, a filing whose papers are
// gone is given up. Originals between units are routing's to tell (Stuck).
void Reactions::CameToNothing(const Heard& heard, dossier::v1::ConsignmentKind kind) {
  if (heard.dossier == nullptr) return;
  if (kind == dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME) {
    agenda_.Set(habits_.PickUpTime(heard.code, heard.time),
                {.key = KeyOf(ErrandKind::kPickUp, heard.code)});
  } else if (kind == dossier::v1::CONSIGNMENT_KIND_HOME_TO_COUNTER) {
    agenda_.Set(habits_.GiveUpTime(heard.code, heard.time),
                {.key = KeyOf(ErrandKind::kWithdraw, heard.code)});
  }
}

void Reactions::StopWork(const std::string& code, int step) {
  agenda_.Cancel(KeyOf(ErrandKind::kVisit, code, step));
  agenda_.Cancel(KeyOf(ErrandKind::kFinish, code, step));
}

void Reactions::End(const Heard& heard) {
  ++tally_.ended;
  agenda_.CancelAll(heard.code);
  open_.erase(heard.code);
}

void Reactions::SetCheck(const Heard& heard) {
  const int turn = heard.dossier->checks++;
  agenda_.Set(habits_.CheckTime(heard.code, turn, heard.time),
              {.key = KeyOf(ErrandKind::kCheck, heard.code), .turn = turn});
}

void Reactions::SetVisit(const Heard& heard, int index, const OpenStep& step) {
  Errand errand{.key = KeyOf(ErrandKind::kVisit, heard.code, index),
                .step = index,
                .unit = step.unit,
                .turn = step.turn};
  agenda_.Set(habits_.VisitTime(ViewOf(heard.code, index, step)), std::move(errand));
}

void Reactions::SetSupplement(const Heard& heard, std::vector<std::string> items,
                              bool after_acceptance) {
  agenda_.Set(habits_.SupplementTime(heard.code, after_acceptance, heard.time),
              {.key = KeyOf(ErrandKind::kSupplement, heard.code), .items = std::move(items)});
}

}  // namespace motcua::province
