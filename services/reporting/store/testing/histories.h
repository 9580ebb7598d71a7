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

// 2023-01-02 00:00 local.
int64_t HistoryBegin();

// Stream entries of the events from `first` on, with ids "1-<index + 1>".
std::vector<StreamEntry> EntriesOf(const std::vector<event::v1::Event>& events, size_t first = 0);

// By receiving unit and field: what the form must say of the period.
using ModelGroups = std::map<std::pair<std::string, std::string>, Columns>;
ModelGroups CountPlainly(const std::vector<event::v1::Event>& events, const Period& period);

}  // namespace motcua::reporting
