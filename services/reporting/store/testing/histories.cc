#include "services/reporting/store/testing/histories.h"

#include <algorithm>
#include <random>

#include "common/base/strings.h"

namespace motcua::reporting {
namespace {

using event::v1::Event;

constexpr int64_t kMicros = 1000000;
constexpr auto kResultToHome = dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME;
constexpr int64_t kHour = 3600;
constexpr int64_t kDay = 24 * kHour;
constexpr int64_t kBegin = 1672592400;  // 2023-01-02 00:00 at UTC+7

// Writes the history of one dossier, with its own clock in seconds.
class Teller {
 public:
  Teller(std::mt19937& random, std::string code, std::vector<Event>& events)
      : random_(random), code_(std::move(code)), events_(events) {}

  void Tell() {
    now_ = kBegin + Between(0, 40 * kDay);
    unit_ = Cat("866.", Between(1, 5));
    Submit();
    if (channel_ == type::v1::CHANNEL_POSTAL) Collect();
    if (Chance(10)) Add().mutable_completion_requested()->set_reason("Thiếu bản chính");
    Wait(0, 2 * kDay);
    if (Chance(4)) return Add().mutable_refused()->set_reason("Không thuộc thẩm quyền"), void();
    if (Chance(3)) return Add().mutable_withdrawn(), void();
    if (Chance(3)) return;
    Accept();
    Work();
    if (Chance(15)) Apologise();
    if (Chance(12) && !Supplement()) return;
    if (Chance(15)) Apologise();
    if (Chance(4)) return WithdrawAfterAcceptance();
    Wait(0, 12 * kDay);
    if (Chance(10)) return;
    Add().mutable_result_ready();
    Return();
  }

 private:
  int64_t Between(int64_t low, int64_t high) {
    return std::uniform_int_distribution<int64_t>(low, high)(random_);
  }
  bool Chance(int percent) { return Between(1, 100) <= percent; }
  void Wait(int64_t low, int64_t high) { now_ += Between(low, high); }

  Event& Add() {
    Event& event = events_.emplace_back();
    event.set_dossier_code(code_);
    event.mutable_occur_time()->set_seconds(now_);
    event.set_unit_code(unit_);
    event.set_actor("test");
    return event;
  }

  template <class Message>
  void Describe(Message& message) {
    message.set_procedure_code("1.000656");
    message.set_field(field_);
    message.set_receiving_unit(unit_);
    message.set_channel(channel_);
    message.set_return_method(type::v1::RETURN_METHOD_COUNTER);
  }

  void Submit() {
    field_ = Chance(50) ? "Hộ tịch" : "Đất đai";
    channel_ = static_cast<type::v1::Channel>(Between(1, 3));
    Describe(*Add().mutable_submitted());
  }

  // 17:00 of the local day `days` from now.
  int64_t DueIn(int64_t days) {
    return (now_ + 7 * kHour) / kDay * kDay + days * kDay + 10 * kHour;
  }

  void Accept() {
    auto& accepted = *Add().mutable_accepted();
    Describe(accepted);
    limited_ = !Chance(10);
    if (limited_) accepted.mutable_due_time()->set_seconds(DueIn(Between(0, 10)));
  }

  // The post takes the papers from the citizen's home to the counter.
  void Collect() {
    auto& created = *Add().mutable_consignment_created();
    created.set_kind(dossier::v1::CONSIGNMENT_KIND_HOME_TO_COUNTER);
    created.set_consignment_id("E1" + code_);
    created.set_post_office(Cat("8701", Between(10, 12)));
    Wait(0, kDay);
    if (Chance(90)) Add().mutable_papers_collected()->set_consignment_id("E1" + code_);
  }

  void Work() {
    if (Chance(10)) Wait(0, 2 * kDay);
    auto& routed = *Add().mutable_routed();
    routed.add_units(unit_);
    if (Chance(60)) routed.add_units(Cat("87.", Between(1, 3)));
    for (int64_t step = Between(1, 3); step > 0; --step) {
      Add().mutable_queued()->set_queue_unit(unit_);
      Wait(0, kDay);
      Add().mutable_claimed();
      Wait(0, kHour);
      Add().mutable_step_completed()->set_step_name(Cat("Bước ", step));
    }
  }

  void Apologise() {
    if (!limited_) return;
    auto& repromised = *Add().mutable_repromised();
    repromised.set_reason("LATE");
    repromised.mutable_new_due_time()->set_seconds(DueIn(Between(1, 10)));
    Wait(0, kDay);
  }

  // False if the citizen never answers.
  bool Supplement() {
    Add().mutable_supplement_requested();
    Add().mutable_clock_stopped()->set_reason("SUPPLEMENT");
    Wait(0, 10 * kDay);
    if (Chance(15)) return false;
    Add().mutable_supplemented()->set_after_acceptance(true);
    Add().mutable_clock_resumed()->set_reason("SUPPLEMENT");
    auto& repromised = *Add().mutable_repromised();
    if (limited_) repromised.mutable_new_due_time()->set_seconds(DueIn(Between(1, 10)));
    return true;
  }

  void WithdrawAfterAcceptance() {
    Add().mutable_withdrawn()->set_after_acceptance(true);
    Add().mutable_closed()->set_reason(event::v1::CLOSE_REASON_WITHDRAWN);
  }

  void Return() {
    const bool by_post = Chance(40);
    if (by_post) {
      auto& created = *Add().mutable_consignment_created();
      created.set_kind(kResultToHome);
      created.set_consignment_id("E2" + code_);
      created.set_post_office("870100");
    }
    Wait(0, 6 * kDay);
    if (Chance(15)) return;
    if (by_post && Chance(10)) {
      auto& returned = *Add().mutable_returned();
      returned.set_kind(kResultToHome);
      returned.set_consignment_id("E2" + code_);
      return;
    }
    if (by_post) Add().mutable_delivered()->set_consignment_id("E2" + code_);
    Add().mutable_closed()->set_reason(by_post ? event::v1::CLOSE_REASON_DELIVERED
                                               : event::v1::CLOSE_REASON_HANDED_OVER);
  }

  std::mt19937& random_;
  std::string code_;
  std::vector<Event>& events_;
  int64_t now_ = 0;
  std::string unit_;
  std::string field_;
  type::v1::Channel channel_ = type::v1::CHANNEL_UNSPECIFIED;
  bool limited_ = true;
};

int64_t MicrosOf(const Event& event) { return event.occur_time().seconds() * kMicros; }

void Take(const Event& event, Standing& now) {
  const int64_t at = MicrosOf(event);
  if (event.has_submitted()) now.submitted = at;
  if (event.has_refused()) now.refused = at;
  if (event.has_routed()) now.routed = at;
  if (event.has_accepted()) {
    now.accepted = at;
    now.online = event.accepted().channel() == type::v1::CHANNEL_ONLINE;
    if (event.accepted().has_due_time()) {
      now.promise = event.accepted().due_time().seconds() * kMicros;
    }
  }
  if (event.has_repromised()) {
    const auto& repromised = event.repromised();
    now.promise =
        repromised.has_new_due_time() ? repromised.new_due_time().seconds() * kMicros : -1;
  }
  if (event.has_clock_stopped()) now.stopped = true;
  if (event.has_clock_resumed()) now.stopped = false;
  const bool taken_back = event.has_withdrawn() && event.withdrawn().after_acceptance();
  if (event.has_result_ready() || taken_back) now.resolved = at;
  if (taken_back) now.withdrawn = true;
  if (event.has_consignment_created() && event.consignment_created().kind() == kResultToHome) {
    now.in_post = true;
  }
  if (event.has_delivered() || event.has_returned() || event.has_lost()) now.in_post = false;
}

}  // namespace

Standing StandingAt(const EventHistory& history, int64_t instant) {
  Standing standing;
  for (const Event* event : history) {
    if (MicrosOf(*event) < instant) Take(*event, standing);
  }
  return standing;
}

namespace {

void CountResolved(const Standing& end, Columns& columns) {
  const int64_t resolved = LocalDay(end.resolved);
  const int64_t promised = LocalDay(end.promise);
  if (end.withdrawn || end.promise < 0 || resolved == promised) {
    ++columns.on_time;
  } else {
    ++(resolved < promised ? columns.early : columns.late);
  }
  if (end.in_post) ++columns.in_post;
}

void CountDossier(const EventHistory& history, const Period& period, Columns& columns) {
  const Standing begin = StandingAt(history, period.begin);
  const Standing end = StandingAt(history, period.end);
  if (end.refused >= 0 && end.submitted >= period.begin) ++columns.refused;
  if (end.accepted < 0 || begin.resolved >= 0) return;
  if (begin.accepted >= 0) {
    ++columns.carried_over;
  } else {
    ++(end.online ? columns.online : columns.direct_and_post);
  }
  if (end.resolved >= 0) return CountResolved(end, columns);
  const bool passed = end.promise >= 0 && LocalDay(end.promise) < LocalDay(period.end);
  ++(passed && !end.stopped ? columns.pending_overdue : columns.pending_in_time);
}

}  // namespace

std::vector<Event> RandomHistories(int dossiers, int seed) {
  std::mt19937 random(seed);
  std::vector<Event> events;
  for (int i = 0; i < dossiers; ++i) Teller(random, Cat("D", seed, "-", i), events).Tell();
  std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
    return a.occur_time().seconds() < b.occur_time().seconds();
  });
  return events;
}

std::vector<Event> KnownLate(std::vector<Event> events, int seed) {
  std::mt19937 random(seed);
  std::map<std::string, int64_t> known;  // when the dossier's last event became known
  std::vector<std::pair<int64_t, Event>> order;
  for (Event& event : events) {
    int64_t& at = known[event.dossier_code()];
    const bool late = random() % 20 == 0;
    at = std::max<int64_t>(at, event.occur_time().seconds() + (late ? random() % (20 * kDay) : 0));
    order.emplace_back(at, std::move(event));
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  events.clear();
  for (auto& [at, event] : order) events.push_back(std::move(event));
  return events;
}

int64_t HistoryBegin() { return kBegin * kMicros; }

std::vector<StreamEntry> EntriesOf(const std::vector<Event>& events, size_t first) {
  std::vector<StreamEntry> entries;
  for (size_t i = first; i < events.size(); ++i) {
    entries.push_back({Cat("1-", i + 1), events[i].SerializeAsString()});
  }
  return entries;
}

std::map<std::string, EventHistory> ByDossier(const std::vector<Event>& events) {
  std::map<std::string, EventHistory> histories;
  for (const Event& event : events) histories[event.dossier_code()].push_back(&event);
  return histories;
}

ModelGroups CountPlainly(const std::vector<Event>& events, const Period& period) {
  ModelGroups groups;
  for (const auto& [code, history] : ByDossier(events)) {
    const auto& submitted = history.front()->submitted();
    Columns columns;
    CountDossier(history, period, columns);
    if (columns == Columns()) continue;
    groups[{submitted.receiving_unit(), submitted.field()}] += columns;
  }
  return groups;
}

}  // namespace motcua::reporting
