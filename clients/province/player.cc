#include "clients/province/player.h"

#include <algorithm>
#include <asio/executor_work_guard.hpp>
#include <chrono>
#include <map>
#include <string>
#include <thread>
#include <utility>

#include "clients/province/postmen.h"
#include "clients/province/stillness.h"
#include "common/base/clock.h"
#include "common/base/log.h"
#include "common/base/proto_time.h"

namespace motcua::province {
namespace {

// Calls under way at a time.
constexpr size_t kSideBySide = 64;
// Dossiers filed in one call.
constexpr size_t kFiledTogether = 50;
// Scans reported in one call.
constexpr size_t kReportedTogether = 1000;
// Parcels in one bag.
constexpr size_t kInABag = 500;

constexpr absl::Duration kSecond = absl::Seconds(1);

// The nearest multiple.
absl::Time Round(absl::Time time, absl::Duration quantum) {
  const absl::Time shifted = time + quantum / 2;
  return shifted - (shifted - absl::UnixEpoch()) % quantum;
}

// Takes deeds off the queue until it is empty.
async::Task<bool> DoOneByOne(std::deque<async::Task<bool>>& deeds) {
  while (!deeds.empty()) {
    async::Task<bool> deed = std::move(deeds.front());
    deeds.pop_front();
    co_await std::move(deed);
  }
  co_return true;
}

async::Task<void> DoAll(std::deque<async::Task<bool>> deeds) {
  std::vector<async::Task<bool>> workers;
  const size_t count = std::min(deeds.size(), kSideBySide);
  for (size_t i = 0; i < count; ++i) workers.push_back(DoOneByOne(deeds));
  co_await async::WhenAll(std::move(workers));
}

async::Task<void> RehouseInto(Wire& wire, std::string id, absl::StatusOr<Rehousing>& figures) {
  figures = co_await Rehouse(wire, std::move(id));
}

async::Task<void> BecomeStill(Wire& wire, bool& still) { still = co_await WaitForStillness(wire); }

}  // namespace

Player::Player(Parts parts)
    : parts_(parts),
      reactions_(static_cast<uint64_t>(parts.plan.parameters().seed), parts.catalogue, agenda_),
      calls_(parts.wire),
      counter_(calls_, parts.catalogue, parts.ledger, reactions_),
      officers_(calls_, parts.catalogue, agenda_, reactions_),
      cashiers_(static_cast<uint64_t>(parts.plan.parameters().seed), parts.catalogue.calendar(),
                agenda_),
      feed_(parts.wire) {
  for (const auto& plan : parts.catalogue.succession().plans()) {
    const bool ahead = plan.effective_time() > parts.clock.Get();
    if (parts.reorganise && ahead) plans_.push_back(&plan);
  }
  std::ranges::sort(plans_, {}, &catalogue::ReorganisationPlan::effective_time);
}

bool Player::ReorganiseBefore(absl::Time next) {
  while (!plans_.empty() && plans_.front()->effective_time() <= next) {
    const catalogue::ReorganisationPlan& plan = *plans_.front();
    parts_.clock.Set(std::max(parts_.clock.Get(), plan.effective_time()));
    if (!Settle()) return false;
    absl::StatusOr<Rehousing> figures = Rehousing();
    Run(RehouseInto(parts_.wire, plan.id(), figures));
    if (!figures.ok()) {
      Log(kError, "the reorganisation was not carried out",
          {{"error", std::string(figures.status().message())}});
      return false;
    }
    rehousings_.push_back(*std::move(figures));
    plans_.erase(plans_.begin());
    if (!Settle()) return false;
  }
  return true;
}

void Player::Run(async::Task<void> task) {
  parts_.io.restart();
  auto guard = asio::make_work_guard(parts_.io);
  asio::co_spawn(parts_.io, std::move(task), [&](std::exception_ptr exception) {
    if (exception != nullptr) async::DieOf(exception);
    guard.reset();
  });
  parts_.io.run();
}

void Player::DoSideBySide(Deeds deeds) { Run(DoAll(std::move(deeds))); }

bool Player::Hear() {
  return feed_.CatchUp([this](const event::v1::Event& event) {
    reactions_.OnEvent(event);
    cashiers_.OnEvent(event);
  });
}

bool Player::Settle() {
  bool still = false;
  Run(BecomeStill(parts_.wire, still));
  return still && Hear();
}

bool Player::Recall() { return Settle(); }

absl::Time Player::NextArrival() {
  const Plan& plan = parts_.plan;
  while (next_arrival_ < plan.size() && parts_.ledger.IsAcknowledged(next_arrival_)) {
    ++next_arrival_;
  }
  return next_arrival_ < plan.size() ? plan.TimeOf(next_arrival_) : absl::InfiniteFuture();
}

absl::Time Player::NextTick() {
  const absl::Time next = std::min(agenda_.NextDue(), NextArrival());
  if (next == absl::InfiniteFuture()) return next;
  return std::max(Round(next, parts_.quantum), parts_.clock.Get());
}

std::vector<int> Player::ArrivalsUntil(absl::Time until) {
  std::vector<int> arrivals;
  for (; NextArrival() <= until; ++next_arrival_) arrivals.push_back(next_arrival_);
  return arrivals;
}

// Counters file as the post's clerks, everyone else through the portal.
void Player::AddFilings(absl::Time until, Deeds& deeds) {
  std::map<std::string, std::vector<Filing>> batches;
  auto file = [&](const std::string& identity, std::vector<Filing>& batch) {
    deeds.push_back(counter_.File(identity, std::exchange(batch, {})));
  };
  for (int arrival : ArrivalsUntil(until)) {
    Filing filing{arrival, parts_.plan.RequestOf(arrival)};
    const bool at_counter = filing.request.draft().channel() == type::v1::CHANNEL_COUNTER;
    const std::string identity = at_counter ? kPostClerk : kPortal;
    std::vector<Filing>& batch = batches[identity];
    batch.push_back(std::move(filing));
    if (batch.size() == kFiledTogether) file(identity, batch);
  }
  for (auto& [identity, batch] : batches) {
    if (!batch.empty()) file(identity, batch);
  }
}

async::Task<bool> Player::DeedOf(Errand errand) {
  switch (errand.key.kind) {
    case ErrandKind::kCheck:
      return counter_.Check(std::move(errand));
    case ErrandKind::kSupplement:
      return counter_.Supplement(std::move(errand));
    case ErrandKind::kWithdraw:
      return counter_.Withdraw(std::move(errand));
    case ErrandKind::kVisit:
      return officers_.Visit(std::move(errand));
    case ErrandKind::kFinish:
      return officers_.Finish(std::move(errand));
    case ErrandKind::kRequeue:
      return officers_.Requeue(std::move(errand));
    case ErrandKind::kPickUp:
      return counter_.PickUp(std::move(errand));
    case ErrandKind::kOpenBag: {
      std::vector<Mishap> mishaps = reactions_.MishapsIn(errand.key.subject);
      return OpenBag(calls_, std::move(errand), std::move(mishaps));
    }
    case ErrandKind::kSettle:
      return cashiers_.Settle(calls_, std::move(errand));
    case ErrandKind::kConfirm: {
      std::string cashier = officers_.OfficerOf(errand.unit);
      return cashiers_.Confirm(calls_, std::move(cashier), std::move(errand));
    }
    case ErrandKind::kScan:
    case ErrandKind::kBagLeg:
      break;
  }
  std::vector<dossier::v1::TrackingEvent> scans(1, std::move(errand.scan));
  return Report(calls_, std::move(scans));
}

// Scans are gathered: each post office reports in one call; and what goes the same way is in one
// bag.
void Player::AddErrands(absl::Time until, Deeds& deeds) {
  const absl::Time now = parts_.clock.Get();
  std::map<std::string, std::vector<dossier::v1::TrackingEvent>> reports;
  auto report = [&](std::vector<dossier::v1::TrackingEvent>& scans) {
    deeds.push_back(Report(calls_, std::exchange(scans, {})));
  };
  std::map<std::pair<std::string, std::string>, std::vector<Errand>> bags;
  for (Errand& errand : agenda_.TakeDue(until)) {
    if (errand.key.kind == ErrandKind::kBagLeg) {
      std::vector<Errand>& legs = bags[{errand.key.detail, errand.to_office}];
      legs.push_back(std::move(errand));
      if (legs.size() == kInABag) deeds.push_back(SendBag(calls_, std::exchange(legs, {})));
      continue;
    }
    if (errand.key.kind != ErrandKind::kScan) {
      deeds.push_back(DeedOf(std::move(errand)));
      continue;
    }
    if (FromProto(errand.scan.event_time()) > now) *errand.scan.mutable_event_time() = ToProto(now);
    auto& scans = reports[errand.scan.post_office()];
    if (errand.twice) scans.push_back(errand.scan);
    scans.push_back(std::move(errand.scan));
    if (scans.size() + 1 >= kReportedTogether) report(scans);
  }
  for (auto& [office, scans] : reports) {
    if (!scans.empty()) report(scans);
  }
  for (auto& [way, legs] : bags) {
    if (!legs.empty()) deeds.push_back(SendBag(calls_, std::move(legs)));
  }
}

bool Player::Act() {
  const absl::Time now = parts_.clock.Get();
  calls_.SetNow(now);
  const absl::Time until = now + parts_.quantum / 2 - absl::Microseconds(1);
  Deeds deeds;
  AddFilings(until, deeds);
  AddErrands(until, deeds);
  if (deeds.empty()) return false;
  DoSideBySide(std::move(deeds));
  return true;
}

bool Player::PlayUntil(absl::Time end) {
  while (true) {
    parts_.progress.Show(parts_.clock.Get(), tally());
    if (!ReorganiseBefore(std::min(NextTick(), end))) return false;
    const absl::Time next = NextTick();
    if (next > end) break;
    if (next > parts_.clock.Get()) parts_.clock.Set(next);
    Act();
    if (!Settle()) return false;
  }
  if (parts_.clock.Get() < end) parts_.clock.Set(end);
  return Settle();
}

void Player::KeepTime() {
  while (!parts_.wire.stopping()) {
    std::this_thread::sleep_for(absl::ToChronoMilliseconds(kSecond));
    parts_.clock.Set(parts_.clock.Get() + kSecond);
    Act();
    Hear();
  }
}

}  // namespace motcua::province
