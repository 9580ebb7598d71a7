// Reports from the summaries, on SQLite and PostgreSQL, against a replay of the events.
#include <limits>
#include <random>

#include "common/base/strings.h"
#include "common/testing/matchers.h"
#include "services/reporting/domain/as_of.h"
#include "services/reporting/store/archive_reader.h"
#include "services/reporting/store/archive_writer.h"
#include "services/reporting/store/testing/histories.h"
#include "services/reporting/store/testing/plain_form.h"
#include "services/reporting/store/testing/temp_database.h"

namespace motcua::reporting {
namespace {

using event::v1::Event;

constexpr char kStream[] = "{test}:events";
constexpr Family kForms[] = {Family::kField, Family::kProcedure, Family::kChannel, Family::kSolver};

// The same forms by unit, of the whole province, and of two units alone.
std::vector<GroupChoice> FormChoices(const std::vector<Event>& events) {
  const std::set<std::string> two = {events[0].submitted().receiving_unit(), "nowhere"};
  std::vector<GroupChoice> choices = {{Family::kUnit}, {Family::kUnit, two}};
  for (const Family family : kForms) {
    choices.push_back({family});
    choices.push_back({family, two});
    choices.push_back({family, std::set{std::string(kProvince)}});
  }
  return choices;
}

std::map<GroupKey, Columns> CountForm(const std::vector<Event>& events, const GroupChoice& choice,
                                      const DayPeriod& period) {
  const Family own = choice.family == Family::kUnit ? Family::kField : choice.family;
  std::map<GroupKey, Columns> counted;
  for (const auto& [key, columns] : CountForm(events, own, period)) {
    ForEachGroup({own, key.first, key.second}, [&](const Group& group) {
      if (choice.Holds(group)) counted[{group.unit, group.key}] += columns;
    });
  }
  return counted;
}

std::string Name(const GroupChoice& choice) {
  return Cat(static_cast<int>(choice.family), " of ",
             choice.units ? *choice.units->begin() : "each");
}

class SummaryTest : public testing::TestWithParam<std::string> {
 protected:
  void Archive(const std::vector<Event>& events, size_t size) {
    const auto entries = EntriesOf(events);
    for (size_t i = 0; i < entries.size(); i += size) {
      const size_t end = std::min(entries.size(), i + size);
      ASSERT_THAT(writer_.Append({entries.begin() + i, entries.begin() + end}), IsOk());
    }
  }

  ReportReader& reports() {
    if (!reader_) reader_ = *ArchiveReader::Open(temp_.database());
    return reader_->reports();
  }

  // The sums, as the archive knew them at the place.
  GroupSums SumAsOf(const GroupChoice& choice, const DayPeriod& period, int64_t last) {
    const auto answer = reports().Sum(choice, period);
    EXPECT_THAT(answer, IsOk());
    const auto codes =
        reports().ChangedDossiers(last, answer->as_of_sequence, BeginOfDay(period.end));
    EXPECT_THAT(codes, IsOk());
    const auto histories = reports().Histories(*codes, answer->as_of_sequence);
    EXPECT_THAT(histories, IsOk());
    Summing sums(choice, period);
    sums.sums() = answer->groups;
    for (const DossierHistory& history : *histories) Unlearn(history.events, last, sums);
    return sums.sums();
  }

  TempDatabase temp_{GetParam()};
  ArchiveWriter writer_{temp_.database(), kStream};
  std::unique_ptr<ArchiveReader> reader_;
};

INSTANTIATE_TEST_SUITE_P(Databases, SummaryTest, testing::ValuesIn(TestBackends()),
                         [](const auto& info) { return info.param; });

std::map<GroupKey, Columns> ColumnsOf(const GroupSums& sums) {
  std::map<GroupKey, Columns> columns;
  for (const auto& [key, group] : sums) {
    if (const Columns row = ColumnsOf(group); row != Columns()) columns[key] = row;
  }
  return columns;
}

int64_t Day(const char* text) { return *ParseDay(text); }

// Periods of every shape around the histories, which begin on 2023-01-02.
std::vector<DayPeriod> Periods(int seed, int count) {
  std::vector<DayPeriod> periods = {
      {Day("2023-01-01"), Day("2023-02-01")}, {Day("2023-02-01"), Day("2023-03-01")},
      {Day("2023-01-01"), Day("2024-01-01")}, {Day("2022-12-15"), Day("2023-03-15")},
      {Day("2023-01-15"), Day("2023-02-15")}, {Day("2023-01-09"), Day("2023-01-16")},
      {Day("2023-02-07"), Day("2023-02-08")}, {Day("2022-01-01"), Day("2022-12-01")},
      {Day("2024-01-01"), Day("2025-01-01")}};
  std::mt19937 random(seed);
  for (int i = 0; i < count; ++i) {
    const int64_t begin = Day("2022-12-20") + random() % 90;
    periods.push_back({begin, begin + 1 + static_cast<int64_t>(random() % 60)});
  }
  return periods;
}

TEST_P(SummaryTest, FormsAgreeWithAReplay) {
  const auto events = RandomHistories(500, 11);
  Archive(events, 277);
  for (const DayPeriod& period : Periods(1, 6)) {
    for (const GroupChoice& choice : FormChoices(events)) {
      const auto answer = reports().Sum(choice, period);
      ASSERT_THAT(answer, IsOk());
      EXPECT_EQ(ColumnsOf(answer->groups), CountForm(events, choice, period))
          << Name(choice) << " " << DayText(period.begin) << " to " << DayText(period.end);
    }
  }
}

// Form II.06a: 3 = 4 + 5 + 6 = 7 + 11, 7 = 8 + 9 + 10, 11 = 12 + 13, in every row.
TEST_P(SummaryTest, IdentitiesHoldInEveryRow) {
  Archive(KnownLate(RandomHistories(400, 12), 1), 301);
  for (const DayPeriod& period : Periods(2, 20)) {
    for (const Family family : kForms) {
      const auto answer = reports().Sum({family}, period);
      ASSERT_THAT(answer, IsOk());
      for (const auto& [key, sums] : answer->groups) {
        const Columns row = ColumnsOf(sums);
        EXPECT_TRUE(row.balanced());
        for (int64_t count :
             {row.online, row.direct_and_post, row.carried_over, row.early, row.on_time, row.late,
              row.pending_in_time, row.pending_overdue, row.refused, row.in_post}) {
          EXPECT_GE(count, 0);
        }
      }
    }
  }
}

// What became known late counts where it belongs, however batches cut the archive.
TEST_P(SummaryTest, LateKnowledgeCountsWhereItBelongs) {
  const auto events = KnownLate(RandomHistories(200, 13), 2);
  Archive(events, 150);
  for (const DayPeriod& period : Periods(3, 8)) {
    for (const Family family : kForms) {
      EXPECT_EQ(ColumnsOf(reports().Sum({family}, period)->groups),
                CountForm(events, family, period));
    }
  }
}

// A publication can be had again, whatever became known since.
TEST_P(SummaryTest, FiguresOfAnyPlaceCanBeHadAgain) {
  const auto events = KnownLate(RandomHistories(250, 14), 3);
  Archive(events, 400);
  std::mt19937 random(4);
  for (const DayPeriod& period : Periods(5, 4)) {
    const int64_t last = random() % (events.size() + 1);
    const std::vector<Event> known(events.begin(), events.begin() + last);
    for (const GroupChoice& choice : FormChoices(events)) {
      EXPECT_EQ(ColumnsOf(SumAsOf(choice, period, last)), CountForm(known, choice, period))
          << Name(choice) << " " << DayText(period.begin) << " at " << last;
    }
  }
}

TEST_P(SummaryTest, WhatHappenedAfterAPeriodDoesNotCount) {
  const auto events = RandomHistories(200, 15);
  Archive(events, 400);
  const DayPeriod period{Day("2023-01-01"), Day("2023-01-20")};
  int64_t place = 0;
  while (events[place].occur_time().seconds() * 1000000 < BeginOfDay(period.end)) ++place;
  const auto last = static_cast<int64_t>(events.size());
  EXPECT_TRUE(reports().ChangedDossiers(place, last, BeginOfDay(period.end))->empty());
  EXPECT_FALSE(reports().ChangedDossiers(place - 1, last, BeginOfDay(period.end))->empty());
  EXPECT_EQ(*reports().SequenceAt(BeginOfDay(period.end) - 1), place);
  EXPECT_EQ(*reports().SequenceAt(0), 0);
  EXPECT_EQ(*reports().SequenceAt(kNever), last);
}

// Steps, consignments and waiting times, too, are the sum over all dossiers.
TEST_P(SummaryTest, FlowsAreTheSumOverAllDossiers) {
  const auto events = KnownLate(RandomHistories(200, 16), 5);
  Archive(events, 333);
  for (const DayPeriod& period : Periods(6, 3)) {
    for (const GroupChoice& choice : std::vector<GroupChoice>{
             {Family::kWait},
             {Family::kPost},
             {Family::kStep},
             {Family::kStep, std::set{std::string(kProvince)}},
             {Family::kStepUnit},
             {Family::kStepUnit, std::set{events[0].submitted().receiving_unit()}}}) {
      Summing expected(choice, period);
      for (const auto& [code, history] : ByDossier(events)) {
        EventsOfDossier numbered;
        for (const Event* event : history) numbered.emplace_back(0, *event);
        AddHistory(numbered, 0, 1, expected);
      }
      std::erase_if(expected.sums(), [](const auto& group) { return group.second.empty(); });
      EXPECT_EQ(reports().Sum(choice, period)->groups, expected.sums()) << Name(choice);
    }
  }
}

// An archive written before summaries were kept gets them when it is opened.
TEST_P(SummaryTest, AnOlderArchiveGetsItsSummaries) {
  const auto events = RandomHistories(150, 18);
  Archive(events, 200);
  auto sql = Connect(temp_.database(), Access::kWrite);
  ASSERT_THAT(sql, IsOk());
  for (const char* table : {"report_cell", "report_group", "report_state", "event_block"}) {
    **sql << "DELETE FROM " << table;
  }
  **sql << "UPDATE dossier SET overdue_spans = '', overdue_from = " << kNoDay;
  ArchiveWriter later(temp_.database(), kStream);
  ASSERT_THAT(later.State(), IsOk());
  const DayPeriod period{Day("2023-01-01"), Day("2023-02-15")};
  for (const Family family : kForms) {
    EXPECT_EQ(ColumnsOf(reports().Sum({family}, period)->groups),
              CountForm(events, family, period));
  }
}

// However batches cut the archive, the figures are the same rows.
TEST_P(SummaryTest, BatchesLeaveNoTrace) {
  const auto events = KnownLate(RandomHistories(150, 19), 6);
  Archive(events, 123);
  TempDatabase other(GetParam());
  ArchiveWriter writer(other.database(), kStream);
  ASSERT_THAT(writer.Append(EntriesOf(events)), IsOk());
  const auto figures = [](const Database& database) {
    auto sql = *Connect(database, Access::kRead);
    std::string all;
    std::string row;
    soci::statement statement =
        (sql->prepare << "SELECT slot || '/' || unit_code || '/' || group_key || '=' || m0 || ','"
                         " || m2 || ',' || m5 || ',' || m6 || ',' || m7 || ',' || m8"
                         " FROM report_figure ORDER BY 1",
         soci::into(row));
    statement.execute(false);
    while (statement.fetch()) Append(&all, row, "\n");
    return all;
  };
  EXPECT_EQ(figures(temp_.database()), figures(other.database()));
}

// An event of a wrong clock does not open a thousand halves.
TEST_P(SummaryTest, AWrongClockDoesNoHarm) {
  auto events = RandomHistories(50, 17);
  events[40].mutable_occur_time()->set_seconds(int64_t{250000000000});
  Archive(events, 100);
  const DayPeriod period{Day("2023-01-01"), Day("2023-03-01")};
  const auto answer = reports().Sum({Family::kField}, period);
  ASSERT_THAT(answer, IsOk());
  for (const auto& [key, sums] : answer->groups) {
    EXPECT_TRUE(ColumnsOf(sums).balanced());
  }
}

}  // namespace
}  // namespace motcua::reporting
