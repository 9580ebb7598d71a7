#include "services/reporting/workers/forecaster.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "common/base/status_macros.h"
#include "common/catalogue/case_rules.h"
#include "services/reporting/domain/learning.h"

namespace motcua::reporting {
namespace {

constexpr int kPage = 1000;

absl::StatusOr<std::vector<CaseStory>> ReadStories(ArchiveReader& reader, HistoryQuery query) {
  std::vector<CaseStory> stories;
  while (true) {
    MOTCUA_ASSIGN_OR_RETURN(const auto page, reader.Histories(query));
    for (const WholeHistory& history : page) stories.push_back(StoryOf(history));
    const bool last = static_cast<int>(page.size()) < query.limit;
    if (last || query.kind == HistoryQuery::kLastResolved) return stories;
    query.after_time = page.back().row.accept_time;
    query.after_code = page.back().row.code;
  }
}

auto OrderOf(const Forecast::Risk& risk, absl::Time at) {
  return std::make_tuple(-risk.expectation.late, risk.story.DueAt(at),
                         std::string_view(risk.story.code));
}

absl::StatusOr<Forecast> MakeForecast(ArchiveReader& reader, const catalogue::Catalogue& catalogue,
                                      const calendar::Calendar& calendar, absl::Time now) {
  MOTCUA_ASSIGN_OR_RETURN(auto stories, ReadStories(reader, {.kind = HistoryQuery::kLastResolved,
                                                             .limit = Forecaster::kLearnedFrom}));
  MOTCUA_ASSIGN_OR_RETURN(auto open,
                          ReadStories(reader, {.kind = HistoryQuery::kOpen, .limit = kPage}));
  const size_t resolved = stories.size();
  std::ranges::move(open, std::back_inserter(stories));
  const RouteFacts facts = FactsOf(catalogue);
  const Durations durations = Learn(stories, facts, calendar, now);
  const Workload workload(stories);
  const Predictor predictor(durations, workload, facts, calendar, now);
  Forecast forecast{
      .as_of = now, .risks = {}, .learned_steps = durations.size(), .calibration = {}};
  forecast.calibration = Calibrate(stories, facts, calendar, now);
  const Recalibration last = LearnRecalibration(stories, facts, calendar, now);
  for (size_t i = resolved; i < stories.size(); ++i) {
    if (stories[i].DueAt(now) == absl::InfiniteFuture()) continue;
    forecast.risks.push_back({stories[i], predictor.Expect(stories[i], now)});
    double& late = forecast.risks.back().expectation.late;
    late = last.Of(late);
  }
  std::ranges::sort(forecast.risks, {},
                    [now](const Forecast::Risk& risk) { return OrderOf(risk, now); });
  return forecast;
}

// As routing lays routes: without the steps of cases that do not hold. Where that does not fit what
// was laid, steps count as one after another and of one length.
std::vector<PlannedStep> PlannedSteps(const CaseStory& story,
                                      const catalogue::Catalogue& catalogue) {
  const absl::CivilDay day = absl::ToCivilDay(story.accepted, LocalZone());
  const auto* procedure =
      catalogue.FindProcedureKept(story.procedure_code, story.procedure_version, day);
  std::vector<PlannedStep> steps;
  if (procedure != nullptr) {
    for (const auto& rule : procedure->route()) {
      if (!catalogue::AppliesInCase(rule.cases(), story.case_key)) continue;
      steps.push_back({rule.stage(), static_cast<double>(rule.share_permille())});
    }
  }
  if (steps.size() == story.planned_units.size()) return steps;
  steps.clear();
  for (size_t i = 0; i < story.planned_units.size(); ++i) {
    steps.push_back({static_cast<int>(i) + 1, 1});
  }
  return steps;
}

}  // namespace

CaseStory StoryOf(const WholeHistory& history) {
  CaseStory story;
  for (const StoredEvent& stored : history.events) Tell(stored.event, story);
  story.code = history.row.code;
  return story;
}

RouteFacts FactsOf(const catalogue::Catalogue& catalogue) {
  RouteFacts facts;
  facts.level_of = [&catalogue](const std::string& code) {
    const auto* unit = catalogue.FindUnit(code);
    return unit == nullptr ? 0 : static_cast<int>(unit->level());
  };
  facts.plan_of = [&catalogue](const CaseStory& story) { return PlannedSteps(story, catalogue); };
  return facts;
}

Forecaster::Forecaster(Archive& archive, const catalogue::Catalogue& catalogue, const Clock& clock,
                       metrics::Registry& metrics)
    : archive_(archive),
      catalogue_(catalogue),
      clock_(clock),
      brier_(
          metrics.AddGauge("prediction_brier_score",
                           "Mean squared error of the probabilities of being late; 0 is perfect")),
      error_(metrics.AddGauge("prediction_calibration_error",
                              "Mean distance of foretold from actual shares of being late")),
      learned_(
          metrics.AddGauge("prediction_learned_steps", "Steps predictions were learned from")) {
  for (const auto& unit : catalogue.units()) {
    if (!unit.one_stop()) continue;
    expected_late_[unit.code()] = &metrics.AddGauge(
        "expected_late_dossiers", "Open dossiers of a one-stop unit that are expected to be late",
        {{"unit", unit.code()}});
  }
}

async::Task<absl::Status> Forecaster::RunOnce() {
  // A copy: the catalogue's own calendar may be changed by the io thread meanwhile.
  const auto calendar = std::make_shared<const calendar::Calendar>(catalogue_.calendar());
  std::function<absl::StatusOr<Forecast>(ArchiveReader&)> make =
      [this, calendar, now = clock_.Now()](ArchiveReader& reader) {
        return MakeForecast(reader, catalogue_, *calendar, now);
      };
  auto made = co_await archive_.Read<Forecast>(std::move(make));
  if (!made.ok()) co_return made.status();
  last_ = std::make_shared<const Forecast>(*std::move(made));
  Show(*last_);
  co_return absl::OkStatus();
}

void Forecaster::Show(const Forecast& forecast) {
  std::map<std::string, double> expected;
  for (const auto& risk : forecast.risks)
    expected[risk.story.receiving_unit] += risk.expectation.late;
  for (const auto& [unit, gauge] : expected_late_) gauge->Set(expected[unit]);
  brier_.Set(forecast.calibration.foretold.brier());
  error_.Set(forecast.calibration.foretold.error());
  learned_.Set(static_cast<double>(forecast.learned_steps));
}

}  // namespace motcua::reporting
