#include "tests/bench/deadline.h"

#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

#include "common/base/clock.h"
#include "common/shipped/shipped.h"

namespace motcua::bench {
namespace {

using calendar::Calendar;
using calendar::LimitKind;
using calendar::TimeLimit;

constexpr int kQuestions = 1 << 16;
constexpr int kMinutes = 9 * 365 * 24 * 60;

struct Question {
  absl::Time received;
  TimeLimit limit;
};

// In random order, so that no cache knows the next one.
std::vector<Question> Questions() {
  constexpr TimeLimit kLimits[] = {{LimitKind::kWorkingDays, 5},
                                   {LimitKind::kWorkingDays, 15},
                                   {LimitKind::kCalendarDays, 30},
                                   {LimitKind::kWorkingHours, 4},
                                   {LimitKind::kSameDay, 0}};
  const absl::Time start = absl::FromCivil(absl::CivilDay(2018, 1, 1), LocalZone());
  std::mt19937 random(1);
  std::vector<Question> questions;
  for (int i = 0; i < kQuestions; ++i) {
    const absl::Time received = start + absl::Minutes(random() % kMinutes);
    questions.push_back({received, kLimits[random() % std::size(kLimits)]});
  }
  return questions;
}

}  // namespace

int RunDeadlines(double seconds) {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string(value == nullptr ? "" : value);
  };
  const auto path = shipped::FindCatalogue(variable);
  if (!path.ok()) return fprintf(stderr, "%s\n", path.status().ToString().c_str()), 1;
  const auto calendar = shipped::LoadCalendar(*path);
  if (!calendar.ok()) return fprintf(stderr, "%s\n", calendar.status().ToString().c_str()), 1;
  const std::vector<Question> questions = Questions();
  const absl::Duration time = absl::Seconds(seconds);
  int64_t done = 0, beyond = 0;
  Stopwatch watch;
  for (; watch.Elapsed() < time; done += kQuestions) {
    for (const Question& question : questions) {
      beyond += calendar->Due(question.received, question.limit) == absl::InfiniteFuture();
    }
  }
  printf("rate=%.0f\n", static_cast<double>(done) / absl::ToDoubleSeconds(watch.Elapsed()));
  return beyond == 0 ? 0 : 1;
}

}  // namespace motcua::bench
