#include "services/reporting/bench/event_source.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "common/base/strings.h"

namespace motcua::reporting {
namespace {

using event::v1::Event;

constexpr int64_t kHour = 3600;
constexpr int64_t kDay = 24 * kHour;
constexpr int64_t kYear = 365 * kDay;

// One step of SplitMix64.
uint64_t Draw(uint64_t& state) {
  uint64_t z = state += 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

int64_t Between(uint64_t& state, int64_t low, int64_t high) {
  return low + static_cast<int64_t>(Draw(state) % static_cast<uint64_t>(high - low + 1));
}

// The first unit of the route beside the counter.
std::string SolverOf(const catalogue::Catalogue& catalogue, const catalogue::v1::Unit& counter,
                     const catalogue::v1::Procedure& procedure) {
  for (const auto& step : procedure.route()) {
    const auto unit = catalogue.ResolveUnit(step.unit_selector(), counter.code());
    if (unit.ok() && *unit != counter.code()) return *unit;
  }
  return counter.code();
}

int64_t LimitOf(const catalogue::v1::Procedure& procedure) {
  const bool days = procedure.limit().kind() == type::v1::LIMIT_KIND_WORKING_DAYS ||
                    procedure.limit().kind() == type::v1::LIMIT_KIND_CALENDAR_DAYS;
  return (days ? std::clamp(procedure.limit().amount(), 1, 30) : 1) * kDay;
}

}  // namespace

EventSource::EventSource(const catalogue::Catalogue& catalogue, int64_t dossiers, uint64_t seed,
                         int64_t begin_seconds)
    : dossiers_(dossiers), seed_(seed), begin_(begin_seconds) {
  for (const auto& unit : catalogue.units()) {
    if (!unit.one_stop()) continue;
    for (const auto& procedure : catalogue.procedures()) {
      if (!catalogue.Receives(unit, procedure)) continue;
      offers_.push_back({&unit, &procedure, SolverOf(catalogue, unit, procedure)});
    }
  }
}

void EventSource::File(int64_t number) {
  Dossier dossier{.random = seed_ * 1000003 + static_cast<uint64_t>(number)};
  dossier.offer = &offers_[Draw(dossier.random) % offers_.size()];
  dossier.channel = static_cast<int>(Between(dossier.random, 1, 10)) <= 7 ? 2 : 1;
  dossier.code = absl::StrFormat("%s-%08d", dossier.offer->counter->agency_code(), number);
  open_.emplace(number, std::move(dossier));
  turns_.push({begin_ + number * kYear / dossiers_, number});
}

std::vector<StreamEntry> EventSource::Next(size_t most) {
  std::vector<StreamEntry> entries;
  while (entries.size() < most) {
    // Whoever is filed before the next event of the others comes first.
    while (filed_ < dossiers_ &&
           (turns_.empty() || begin_ + filed_ * kYear / dossiers_ <= turns_.top().first)) {
      File(filed_++);
    }
    if (turns_.empty()) break;
    const auto [now, number] = turns_.top();
    turns_.pop();
    Dossier& dossier = open_.at(number);
    entries.push_back({Cat("1-", ++entries_), Tell(dossier, now).SerializeAsString()});
    if (++dossier.stage == kEventsADossier) {
      open_.erase(number);
    } else {
      turns_.push({now + Pause(dossier), number});
    }
  }
  return entries;
}

int64_t EventSource::Pause(Dossier& dossier) {
  uint64_t& random = dossier.random;
  switch (dossier.stage) {
    case 1:
      return Between(random, kHour / 4, 6 * kHour);
    case 4:
      return Between(random, kHour, 20 * kHour);
    case 5:
      // Two in a hundred wait far beyond their limit.
      return Between(random, kHour, LimitOf(*dossier.offer->procedure) / 2) +
             (Between(random, 1, 100) <= 2 ? 40 * kDay : 0);
    case 8:
      return Between(random, kDay, 3 * kDay);
    default:
      return 1;
  }
}

Event EventSource::Tell(Dossier& dossier, int64_t now) {
  const Offer& offer = *dossier.offer;
  const auto describe = [&](auto& message) {
    message.set_procedure_code(offer.procedure->code());
    message.set_field(offer.procedure->field());
    message.set_receiving_unit(offer.counter->code());
    message.set_channel(static_cast<type::v1::Channel>(dossier.channel));
    message.set_return_method(type::v1::RETURN_METHOD_POST);
  };
  Event event;
  event.set_dossier_code(dossier.code);
  event.mutable_occur_time()->set_seconds(now);
  event.set_actor("bench");
  const bool at_solver = dossier.stage >= 3 && dossier.stage <= 5;
  event.set_unit_code(at_solver ? offer.solver : offer.counter->code());
  switch (dossier.stage) {
    case 0:
      describe(*event.mutable_submitted());
      break;
    case 1:
      dossier.due = now + LimitOf(*offer.procedure);
      describe(*event.mutable_accepted());
      event.mutable_accepted()->mutable_due_time()->set_seconds(dossier.due);
      break;
    case 2:
      event.mutable_routed()->add_units(offer.counter->code());
      event.mutable_routed()->add_units(offer.solver);
      break;
    case 3:
      event.mutable_queued()->set_step_name(offer.procedure->route(0).name());
      event.mutable_queued()->set_queue_unit(offer.solver);
      break;
    case 4:
      event.mutable_claimed()->mutable_expire_time()->set_seconds(now + kHour);
      break;
    case 5:
      event.mutable_step_completed()->set_step_name(offer.procedure->route(0).name());
      break;
    case 6:
      event.mutable_result_ready()->set_receiving_unit(offer.counter->code());
      break;
    case 7:
      event.mutable_consignment_created()->set_consignment_id(dossier.code);
      event.mutable_consignment_created()->set_kind(dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME);
      event.mutable_consignment_created()->set_post_office(offer.counter->post_office_code());
      break;
    case 8:
      event.mutable_delivered()->set_consignment_id(dossier.code);
      break;
    default:
      event.mutable_closed()->set_reason(event::v1::CLOSE_REASON_DELIVERED);
  }
  return event;
}

}  // namespace motcua::reporting
