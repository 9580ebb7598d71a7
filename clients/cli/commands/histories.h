// Reading whole dossiers from reporting.
#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "clients/cli/session.h"
#include "motcua/reporting/v1/history_service.pb.h"

namespace motcua::cli {

struct HistoryWish {
  absl::Time from;
  absl::Time to;  // excluded
  std::string unit;
  bool identified = false;
};

// Calls `take` for each dossier accepted in the period, in order. A signal ends it early, without
// error.
absl::Status ReadHistories(
    Session& session, const HistoryWish& wish,
    const std::function<void(const reporting::v1::StreamHistoriesResponse&)>& take);

}  // namespace motcua::cli
