// What is left after an archiver, or the database under it, is killed in the middle.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>

#include "common/base/reasons.h"
#include "common/testing/matchers.h"
#include "services/reporting/store/archive_reader.h"
#include "services/reporting/store/archive_writer.h"
#include "services/reporting/store/testing/histories.h"
#include "services/reporting/store/testing/projections.h"
#include "services/reporting/store/testing/temp_database.h"

namespace motcua::reporting {
namespace {

using event::v1::Event;

constexpr char kStream[] = "{test}:events";

// Goes on from where the archive stands, in batches of 50, until all entries are in.
absl::Status ArchiveRest(const Database& database, const std::vector<StreamEntry>& entries) {
  ArchiveWriter writer(database, kStream);
  while (true) {
    const auto state = writer.State();
    if (!state.ok()) return state.status();
    const auto begin = entries.begin() + state->last_sequence;
    if (begin == entries.end()) return absl::OkStatus();
    const auto size = std::min<ptrdiff_t>(50, entries.end() - begin);
    absl::Status status = writer.Append({begin, begin + size});
    if (!status.ok()) return status;
  }
}

pid_t StartArchiver(const Database& database, const std::vector<StreamEntry>& entries) {
  const pid_t child = fork();
  if (child == 0) _exit(ArchiveRest(database, entries).ok() ? 0 : 1);
  return child;
}

class CrashTest : public testing::TestWithParam<std::string> {
 protected:
  // Every event once, in order, and the projections their fold.
  void ExpectComplete(const std::vector<Event>& events) {
    auto reader = *ArchiveReader::Open(temp_.database());
    const auto page = reader->EventsAfter(0, static_cast<int>(events.size()) + 1, "");
    ASSERT_THAT(page, IsOk());
    ASSERT_EQ(page->events.size(), events.size());
    std::map<std::string, DossierRow> folded;
    for (size_t i = 0; i < events.size(); ++i) {
      ASSERT_EQ(page->events[i].sequence, static_cast<int64_t>(i) + 1);
      ASSERT_EQ(page->events[i].event.SerializeAsString(), events[i].SerializeAsString());
      Fold(events[i], folded[events[i].dossier_code()]);
    }
    std::vector<std::string> codes;
    for (const auto& [code, row] : folded) codes.push_back(code);
    const auto rows = reader->FindDossiers(codes);
    ASSERT_EQ(rows->size(), codes.size());
    for (const DossierRow& row : *rows) {
      EXPECT_EQ(row, folded[row.code]);
      EXPECT_FALSE(row.duplicated());
    }
    EXPECT_TRUE(DifferencesOf(temp_.database()).empty());
  }

  TempDatabase temp_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Databases, CrashTest, testing::ValuesIn(TestBackends()),
                         [](const auto& info) { return info.param; });

TEST_P(CrashTest, NothingIsLostOrDoubledWhenTheArchiverIsKilled) {
  const auto events = RandomHistories(2000, 11);
  const auto entries = EntriesOf(events);
  ASSERT_THAT(ArchiveRest(temp_.database(), {entries.begin(), entries.begin() + 1}), IsOk());
  std::mt19937 random(11);
  int killed = 0;
  for (bool done = false; !done;) {
    const pid_t child = StartArchiver(temp_.database(), entries);
    usleep(5000 + random() % 60000);
    kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    killed += WIFSIGNALED(status) ? 1 : 0;
    done = (WIFEXITED(status) && WEXITSTATUS(status) == 0) || killed == 12;
  }
  EXPECT_GT(killed, 0);
  ASSERT_THAT(ArchiveRest(temp_.database(), entries), IsOk());
  ExpectComplete(events);
}

TEST_P(CrashTest, TheWriterGoesOnAfterTheDatabaseCrashed) {
  const auto events = RandomHistories(40, 12);
  const auto entries = EntriesOf(events);
  ArchiveWriter writer(temp_.database(), kStream);
  ASSERT_THAT(writer.Append({entries.begin(), entries.begin() + 20}), IsOk());
  temp_.Crash();
  const absl::Status status = writer.Append({entries.begin() + 20, entries.begin() + 30});
  if (!status.ok()) {
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnavailable, kArchiveUnavailable));
  }
  const auto state = writer.State();
  ASSERT_THAT(state, IsOk());
  EXPECT_EQ(state->last_sequence, status.ok() ? 30 : 20);
  ASSERT_THAT(writer.Append({entries.begin() + state->last_sequence, entries.end()}), IsOk());
  ExpectComplete(events);
}

}  // namespace
}  // namespace motcua::reporting
