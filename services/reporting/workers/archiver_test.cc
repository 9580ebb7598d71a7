// The archiver between a real Redis and a real database.
#include "services/reporting/workers/archiver.h"

#include "common/base/strings.h"
#include "common/testing/matchers.h"
#include "common/testing/redis_server.h"
#include "common/testing/run.h"
#include "services/reporting/store/testing/histories.h"
#include "services/reporting/store/testing/temp_database.h"
#include "services/reporting/workers/gauges.h"

namespace motcua::reporting {
namespace {

using event::v1::Event;

constexpr char kStream[] = "{test}:events";

// A reporting process: what it holds in memory is gone with it.
struct Process {
  Process(const TempDatabase& temp, const RedisServer& server, int batch)
      : archive(temp.database(), kStream, 2),
        redis(io, {.address = server.address(), .connections = 2}),
        archiver(archive, redis, kStream, metrics,
                 {.batch = batch, .wait = absl::Milliseconds(10)}) {}

  absl::Status Turn() { return RunOn(io, archiver.RunOnce()); }
  int64_t Lag() { return *RunOn(io, StreamLag(redis, kStream)); }
  void Add(const Event& event) {
    redis::Args args = {"XADD", kStream, "*", "e"};
    args.push_back(event.SerializeAsString());
    ASSERT_THAT(RunOn(io, redis.Call(std::move(args))), IsOk());
  }

  asio::io_context io;
  metrics::Registry metrics;
  Archive archive;
  redis::Client redis;
  Archiver archiver;
};

class ArchiverTest : public testing::TestWithParam<std::string> {
 protected:
  std::unique_ptr<Process> Start(int batch = 100) {
    return std::make_unique<Process>(temp_, server_, batch);
  }

  void ExpectArchived(const std::vector<Event>& events) {
    auto reader = *ArchiveReader::Open(temp_.database());
    const auto page = reader->EventsAfter(0, static_cast<int>(events.size()) + 10, "");
    ASSERT_THAT(page, IsOk());
    ASSERT_EQ(page->events.size(), events.size());
    for (size_t i = 0; i < events.size(); ++i) {
      EXPECT_EQ(page->events[i].sequence, static_cast<int64_t>(i) + 1);
      EXPECT_THAT(page->events[i].event, EqualsProto(events[i]));
    }
  }

  RedisServer server_{{.append_only = true}};
  TempDatabase temp_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Databases, ArchiverTest, testing::ValuesIn(TestBackends()),
                         [](const auto& info) { return info.param; });

TEST_P(ArchiverTest, ArchivesAndTrims) {
  const auto events = RandomHistories(40, 21);
  auto process = Start();
  for (const Event& event : events) process->Add(event);
  EXPECT_EQ(process->Lag(), static_cast<int64_t>(events.size()));
  ASSERT_THAT(process->Turn(), IsOk());
  EXPECT_EQ(process->Lag(), 0);
  ExpectArchived(events);
  ASSERT_THAT(process->Turn(), IsOk());
  ExpectArchived(events);
  EXPECT_THAT(process->metrics.Text(),
              testing::HasSubstr(Cat("archive_events_total ", events.size())));
}

// A process that dies after its transaction and before its trim leaves entries in the stream.
TEST_P(ArchiverTest, WhatIsStillInTheStreamIsNotArchivedTwice) {
  const auto events = RandomHistories(20, 22);
  auto process = Start();
  for (const Event& event : events) process->Add(event);
  ASSERT_THAT(process->Turn(), IsOk());
  const std::string position = process->archive.last_state().position;
  redis::Args args = {"XADD", kStream};
  args.push_back(NextStreamId(position));
  args.insert(args.end(), {"e", events.front().SerializeAsString()});
  ASSERT_THAT(RunOn(process->io, process->redis.Call(args)), IsOk());
  // Archived without a trim, then dead.
  const StreamEntry entry{args[2], args[4]};
  ASSERT_THAT(RunOn(process->io, process->archive.Append({entry})), IsOk());
  process = Start();
  EXPECT_EQ(process->Lag(), 1);
  ASSERT_THAT(process->Turn(), IsOk());
  EXPECT_EQ(process->Lag(), 0);
  auto all = events;
  all.push_back(events.front());
  ExpectArchived(all);
}

TEST_P(ArchiverTest, ARestartedProcessGoesOn) {
  const auto events = RandomHistories(60, 23);
  size_t added = 0;
  while (added < events.size()) {
    auto process = Start(/*batch=*/7);
    for (int i = 0; i < 100 && added < events.size(); ++i) process->Add(events[added++]);
    ASSERT_THAT(process->Turn(), IsOk());
  }
  auto process = Start();
  ASSERT_THAT(process->Turn(), IsOk());
  ExpectArchived(events);
  EXPECT_EQ(process->Lag(), 0);
}

TEST_P(ArchiverTest, GoesOnAfterRedisWasKilled) {
  const auto events = RandomHistories(20, 24);
  auto process = Start();
  for (size_t i = 0; i < events.size() / 2; ++i) process->Add(events[i]);
  ASSERT_THAT(process->Turn(), IsOk());
  server_.Kill9();
  EXPECT_FALSE(process->Turn().ok());
  server_.Start();
  process = Start();
  for (size_t i = events.size() / 2; i < events.size(); ++i) process->Add(events[i]);
  ASSERT_THAT(process->Turn(), IsOk());
  ExpectArchived(events);
}

TEST(NextStreamIdTest, CountsTheNumber) {
  EXPECT_EQ(NextStreamId("5-7"), "5-8");
  EXPECT_EQ(NextStreamId("0-0"), "0-1");
}

}  // namespace
}  // namespace motcua::reporting
