// The archive on SQLite and, where it is installed, on PostgreSQL.
#include <numeric>

#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/testing/matchers.h"
#include "services/reporting/store/archive_reader.h"
#include "services/reporting/store/archive_writer.h"
#include "services/reporting/store/testing/histories.h"
#include "services/reporting/store/testing/temp_database.h"

namespace motcua::reporting {
namespace {

using event::v1::Event;

constexpr char kStream[] = "{test}:events";

class ArchiveTest : public testing::TestWithParam<std::string> {
 protected:
  // Archives events in batches of `size`.
  void Archive(const std::vector<Event>& events, size_t size) {
    const auto entries = EntriesOf(events);
    for (size_t i = 0; i < entries.size(); i += size) {
      const size_t end = std::min(entries.size(), i + size);
      ASSERT_THAT(writer_.Append({entries.begin() + i, entries.begin() + end}), IsOk());
    }
  }

  ArchiveReader& reader() {
    if (!reader_) reader_ = *ArchiveReader::Open(temp_.database());
    return *reader_;
  }

  TempDatabase temp_{GetParam()};
  ArchiveWriter writer_{temp_.database(), kStream};
  std::unique_ptr<ArchiveReader> reader_;
};

INSTANTIATE_TEST_SUITE_P(Databases, ArchiveTest, testing::ValuesIn(TestBackends()),
                         [](const auto& info) { return info.param; });

TEST_P(ArchiveTest, BeginsEmpty) {
  const auto state = writer_.State();
  ASSERT_THAT(state, IsOk());
  EXPECT_EQ(state->position, "0-0");
  EXPECT_EQ(state->last_sequence, 0);
  EXPECT_EQ(state->archive_id.size(), 26u);
  EXPECT_TRUE(reader().Timeline("D1")->empty());
  EXPECT_TRUE(reader().EventsAfter(0, 10, "")->at_end);
}

TEST_P(ArchiveTest, KeepsEveryEventInOrder) {
  const auto events = RandomHistories(200, 1);
  Archive(events, 173);
  const auto state = writer_.State();
  EXPECT_EQ(state->last_sequence, static_cast<int64_t>(events.size()));
  EXPECT_EQ(state->position, Cat("1-", events.size()));
  int64_t last = 0;
  while (true) {
    const auto page = reader().EventsAfter(last, 100, "");
    ASSERT_THAT(page, IsOk());
    for (const StoredEvent& stored : page->events) {
      ASSERT_EQ(stored.sequence, ++last);
      ASSERT_THAT(stored.event, EqualsProto(events[last - 1]));
    }
    EXPECT_EQ(page->scanned_to, last);
    if (page->at_end) break;
  }
  EXPECT_EQ(last, static_cast<int64_t>(events.size()));
}

TEST_P(ArchiveTest, ReadsOneDossier) {
  const auto events = RandomHistories(50, 2);
  Archive(events, 64);
  const std::string code = events.front().dossier_code();
  std::vector<std::string> expected;
  for (const Event& event : events) {
    if (event.dossier_code() == code) expected.push_back(event.SerializeAsString());
  }
  const auto timeline = reader().Timeline(code);
  ASSERT_THAT(timeline, IsOk());
  ASSERT_EQ(timeline->size(), expected.size());
  for (size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ((*timeline)[i].event.SerializeAsString(), expected[i]);
    EXPECT_EQ((*timeline)[i].receiving_unit, events.front().unit_code());
  }
  const auto page = reader().EventsAfter(0, 1000, code);
  EXPECT_EQ(page->events.size(), expected.size());
  EXPECT_EQ(page->scanned_to, static_cast<int64_t>(events.size()));
}

// However the events are cut into batches, the projections are the fold of all events.
TEST_P(ArchiveTest, ProjectionsAreTheFoldOfTheEvents) {
  const auto events = RandomHistories(300, 3);
  Archive(events, 97);
  std::map<std::string, DossierRow> folded;
  std::map<std::string, Totals> totals;
  for (const Event& event : events) Fold(event, folded[event.dossier_code()]);
  std::vector<std::string> codes;
  for (const auto& [code, row] : folded) {
    codes.push_back(code);
    totals[row.receiving_unit] += TotalsOf(row);
  }
  const auto rows = reader().FindDossiers(codes);
  ASSERT_THAT(rows, IsOk());
  ASSERT_EQ(rows->size(), codes.size());
  for (const DossierRow& row : *rows) EXPECT_EQ(row, folded[row.code]) << row.code;
  const auto stored = reader().Totals();
  ASSERT_THAT(stored, IsOk());
  EXPECT_EQ(stored->units.size(), totals.size());
  for (const TotalRow& row : stored->units) EXPECT_EQ(row.totals, totals[row.receiving_unit]);
}

// The form, as of any instant, against a replay of the events.
TEST_P(ArchiveTest, TheFormAgreesWithAPlainCount) {
  const auto events = RandomHistories(600, 4);
  Archive(events, 500);
  const int64_t hour = int64_t{3600} * 1000000;
  for (const auto& [begin, length] : std::vector<std::pair<int64_t, int64_t>>{{0, 24 * 31},
                                                                              {24 * 10, 24 * 7},
                                                                              {24 * 20, 24 * 31},
                                                                              {24 * 12 + 9, 55},
                                                                              {0, 24 * 365},
                                                                              {24 * 50, 24},
                                                                              {24 * 30, 24 * 30}}) {
    const Period period{HistoryBegin() + begin * hour, HistoryBegin() + (begin + length) * hour};
    const auto counts = reader().Count(period, GroupColumn::kField);
    ASSERT_THAT(counts, IsOk());
    EXPECT_EQ(counts->as_of_sequence, static_cast<int64_t>(events.size()));
    ModelGroups actual;
    for (const GroupCount& group : counts->groups) {
      EXPECT_TRUE(group.columns.balanced());
      actual[{group.receiving_unit, group.key}] += group.columns;
    }
    EXPECT_EQ(actual, CountPlainly(events, period)) << begin << "+" << length;
  }
}

TEST_P(ArchiveTest, GroupsAddUpToTheSame) {
  const auto events = RandomHistories(200, 5);
  Archive(events, 500);
  const Period period{HistoryBegin(), HistoryBegin() + int64_t{30} * 86400 * 1000000};
  std::vector<Columns> sums;
  for (const GroupColumn group :
       {GroupColumn::kNone, GroupColumn::kField, GroupColumn::kProcedure, GroupColumn::kChannel}) {
    Columns& sum = sums.emplace_back();
    const auto counts = reader().Count(period, group);
    for (const GroupCount& row : counts->groups) sum += row.columns;
    EXPECT_EQ(sum, sums.front());
  }
  EXPECT_GT(sums.front().received(), 0);
}

TEST_P(ArchiveTest, ABatchIsWholeOrNotAtAll) {
  const auto events = RandomHistories(50, 6);
  const auto entries = EntriesOf(events);
  ASSERT_THAT(writer_.Append({entries.begin(), entries.begin() + 40}), IsOk());
  // Another archiver goes on from the same place: only one of them may.
  ArchiveWriter other(temp_.database(), kStream);
  ASSERT_THAT(other.State(), IsOk());
  ASSERT_THAT(writer_.Append({entries.begin() + 40, entries.begin() + 60}), IsOk());
  EXPECT_THAT(other.Append({entries.begin() + 40, entries.begin() + 70}),
              StatusIs(absl::StatusCode::kAborted, kArchiveMovedOn));
  EXPECT_EQ(other.State()->position, "1-60");
  EXPECT_EQ(other.State()->last_sequence, 60);
  EXPECT_EQ(reader().EventsAfter(0, 1000, "")->events.size(), 60u);
  ASSERT_THAT(other.Append({entries.begin() + 60, entries.end()}), IsOk());
  EXPECT_EQ(reader().Totals()->last_sequence, static_cast<int64_t>(entries.size()));
}

TEST_P(ArchiveTest, KeepsWhatItCannotRead) {
  ASSERT_THAT(writer_.Append({{"1-1", std::string("\xff\x00\x01", 3)}, {"1-2", ""}}), IsOk());
  const auto page = reader().EventsAfter(0, 10, "");
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->events.size(), 2u);
  EXPECT_EQ(writer_.State()->last_sequence, 2);
}

TEST_P(ArchiveTest, SeesWhatHappenedTwice) {
  auto events = RandomHistories(5, 7);
  events.push_back(events.front());
  Archive(events, 3);
  const auto rows = reader().FindDossiers({events.front().dossier_code()});
  ASSERT_EQ(rows->size(), 1u);
  EXPECT_TRUE(rows->front().duplicated());
  int64_t duplicated = 0;
  const auto totals = reader().Totals();
  for (const TotalRow& row : totals->units) duplicated += row.totals.duplicated;
  EXPECT_EQ(duplicated, 1);
}

TEST_P(ArchiveTest, BelongsToOneStream) {
  ASSERT_THAT(writer_.State(), IsOk());
  ArchiveWriter other(temp_.database(), "{other}:events");
  EXPECT_THAT(other.State(),
              StatusIs(absl::StatusCode::kFailedPrecondition, kArchiveOfOtherStream));
}

// A reader in the middle of its snapshot neither waits nor makes the writer wait.
TEST_P(ArchiveTest, ReadersAndTheWriterDoNotWait) {
  const auto entries = EntriesOf(RandomHistories(50, 8));
  ASSERT_THAT(writer_.Append({entries.begin(), entries.begin() + 10}), IsOk());
  auto sql = Connect(temp_.database(), Access::kRead);
  ASSERT_THAT(sql, IsOk());
  Snapshot snapshot(**sql, temp_.database().dialect);
  int before = 0, after = 0;
  (*sql)->once << "SELECT COUNT(*) FROM event", soci::into(before);
  ASSERT_THAT(writer_.Append({entries.begin() + 10, entries.begin() + 20}), IsOk());
  (*sql)->once << "SELECT COUNT(*) FROM event", soci::into(after);
  EXPECT_EQ(before, 10);
  EXPECT_EQ(after, 10);
  EXPECT_EQ(reader().EventsAfter(0, 100, "")->events.size(), 20u);
}

TEST(DatabaseTest, RefusesOtherAddresses) {
  for (const char* address : {"", "archive.db", "sqlite://", "mysql://host/db", "sqlite://a\"b"}) {
    EXPECT_THAT(Database::FromAddress(address),
                StatusIs(absl::StatusCode::kInvalidArgument, kSettingInvalid))
        << address;
  }
  EXPECT_THAT(Connect(*Database::FromAddress("sqlite:///nowhere/at/all.db"), Access::kWrite),
              StatusIs(absl::StatusCode::kUnavailable, kArchiveUnavailable));
}

}  // namespace
}  // namespace motcua::reporting
