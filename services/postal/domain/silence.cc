#include "services/postal/domain/silence.h"

#include <algorithm>
#include <string>

#include "common/base/proto_time.h"
#include "services/postal/domain/tracking.h"

namespace motcua::postal {
namespace {

using dossier::v1::Consignment;
using event::v1::Event;

// What the system does by itself.
constexpr char kSystem[] = "motcua";

Event SilentEvent(const Consignment& consignment, absl::Time last_heard, absl::Time now) {
  Event event;
  event.set_dossier_code(consignment.dossier_code());
  event.set_actor(kSystem);
  event.set_unit_code(consignment.from_unit().empty() ? consignment.to_unit()
                                                      : consignment.from_unit());
  *event.mutable_occur_time() = ToProto(now);
  event::v1::ParcelSilent& silent = *event.mutable_parcel_silent();
  silent.set_consignment_id(consignment.id());
  silent.set_state(consignment.state());
  silent.set_post_office(consignment.post_office());
  silent.set_last_office(LastOffice(consignment));
  *silent.mutable_last_time() = ToProto(last_heard);
  return event;
}

}  // namespace

std::string LastOffice(const Consignment& consignment) {
  const TrackingHistory& history = consignment.events();
  return history.empty() ? std::string() : history[history.size() - 1].post_office();
}

absl::Time LastHeard(const Consignment& consignment, absl::Time now) {
  absl::Time last = FromProto(consignment.create_time());
  const TrackingHistory& history = consignment.events();
  if (!history.empty()) last = std::max(last, FromProto(history[history.size() - 1].event_time()));
  return std::min(last, now);
}

void WatchAfter(const dossier::v1::TrackingEvent& report, Consignment& consignment) {
  if (IsFinal(consignment.state())) {
    consignment.clear_silence_check_time();
    consignment.set_silent(false);
  } else if (consignment.silent() || !consignment.has_silence_check_time()) {
    consignment.set_silent(false);
    *consignment.mutable_silence_check_time() = report.event_time();
  }
}

bool CheckSilence(Consignment& consignment, const calendar::Calendar& calendar,
                  calendar::TimeLimit limit, absl::Time now, std::vector<Event>& events) {
  if (IsFinal(consignment.state()) || !consignment.has_silence_check_time()) return false;
  if (now < FromProto(consignment.silence_check_time())) return false;
  const absl::Time last_heard = LastHeard(consignment, now);
  const absl::Time silent_from = calendar.Due(last_heard, limit);
  if (now < silent_from) {
    *consignment.mutable_silence_check_time() = ToProto(silent_from);
    return false;
  }
  consignment.clear_silence_check_time();
  consignment.set_silent(true);
  events.push_back(SilentEvent(consignment, last_heard, now));
  return true;
}

}  // namespace motcua::postal
