// Random but lawful histories of dossiers, and the statutory form counted from them in the plainest
// way: by replaying each dossier's events up to an instant.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "motcua/event/v1/event.pb.h"
#include "services/reporting/domain/report.h"
#include "services/reporting/store/archive_writer.h"

namespace motcua::reporting {

// Events of `dossiers` dossiers over two months from `HistoryBegin()`, in order of time. The same
// seed gives the same events.
std::vector<event::v1::Event> RandomHistories(int dossiers, int seed);

// The same events in an order in which some dossiers' become known up to twenty days late. A
// dossier's own keep their order.
std::vector<event::v1::Event> KnownLate(std::vector<event::v1::Event> events, int seed);

// A dossier's events, in order.
using EventHistory = std::vector<const event::v1::Event*>;
std::map<std::string, EventHistory> ByDossier(const std::vector<event::v1::Event>& events);

// What is known of a dossier at an instant; -1 for what did not happen. Microseconds.
struct Standing {
  int64_t submitted = -1;
  int64_t accepted = -1;
  int64_t routed = -1;
  int64_t resolved = -1;
  int64_t promise = -1;
  int64_t refused = -1;
  bool withdrawn = false;
  bool stopped = false;
  bool in_post = false;  // the result
  bool online = false;
};
// By the events that happened before the instant.
Standing StandingAt(const EventHistory& history, int64_t instant);

// 2023-01-02 00:00 local.
int64_t HistoryBegin();

// Stream entries of the events from `first` on, with ids "1-<index + 1>".
std::vector<StreamEntry> EntriesOf(const std::vector<event::v1::Event>& events, size_t first = 0);

// By receiving unit and field: what the form must say of the period.
using ModelGroups = std::map<std::pair<std::string, std::string>, Columns>;
ModelGroups CountPlainly(const std::vector<event::v1::Event>& events, const Period& period);

}  // namespace motcua::reporting
