// Learns from the archive how long steps take, and keeps what it expects of the open dossiers.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/async/task.h"
#include "common/base/clock.h"
#include "common/catalogue/catalogue.h"
#include "common/metrics/registry.h"
#include "services/reporting/domain/calibration.h"
#include "services/reporting/domain/prediction.h"
#include "services/reporting/store/archive.h"

namespace motcua::reporting {

// What is expected at an instant; immutable.
struct Forecast {
  struct Risk {
    CaseStory story;
    Expectation expectation;
  };
  absl::Time as_of;
  std::vector<Risk> risks;  // of dossiers with a promise; most probable first, then by promise
  int64_t learned_steps = 0;
  Calibration calibration;
};

class Forecaster {
 public:
  // Dossiers learned from: those resolved last.
  static constexpr int kLearnedFrom = 10000;

  // All must outlive the object.
  Forecaster(Archive& archive, const catalogue::Catalogue& catalogue, const Clock& clock,
             metrics::Registry& metrics);

  // One turn: reads, learns, reckons and shows, away from the io thread.
  async::Task<absl::Status> RunOnce();

  // The last forecast; nullptr before the first.
  std::shared_ptr<const Forecast> last() const { return last_; }

 private:
  void Show(const Forecast& forecast);

  Archive& archive_;
  const catalogue::Catalogue& catalogue_;
  const Clock& clock_;
  std::map<std::string, metrics::Gauge*> expected_late_;  // by one-stop unit
  metrics::Gauge& brier_;
  metrics::Gauge& error_;
  metrics::Gauge& learned_;
  std::shared_ptr<const Forecast> last_;
};

// Levels and stages by the catalogue.
RouteFacts FactsOf(const catalogue::Catalogue& catalogue);

// The story of a history.
CaseStory StoryOf(const WholeHistory& history);

}  // namespace motcua::reporting
