// WatchEvents: what a client sees, from where, and that nothing is missed or repeated on resuming.
#include "common/base/reasons.h"
#include "services/reporting/testing/service_fixture.h"

namespace motcua::reporting {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A client that keeps what it gets.
class Client : public runtime::Sink {
 public:
  absl::Status Answer(const google::protobuf::Message&) override { return absl::OkStatus(); }
  async::Task<bool> Write(const google::protobuf::Message& message) override {
    const auto& response = static_cast<const v1::WatchEventsResponse&>(message);
    token_ = response.resume_token();
    if (response.has_event()) {
      sequences_.push_back(response.event().sequence());
    } else {
      ++signs_of_life_;
    }
    if (sequences_.size() == leave_after_) open_ = false;
    co_return open_;
  }
  bool Open() const override { return open_; }

  void Leave() { open_ = false; }
  void LeaveAfter(size_t events) { leave_after_ = events; }
  const std::vector<int64_t>& sequences() const { return sequences_; }
  const std::string& token() const { return token_; }
  int signs_of_life() const { return signs_of_life_; }

 private:
  bool open_ = true;
  size_t leave_after_ = SIZE_MAX;
  std::vector<int64_t> sequences_;
  std::string token_;
  int signs_of_life_ = 0;
};

class WatchTest : public ServiceFixture {
 protected:
  static v1::WatchEventsRequest UntilCaughtUp() {
    v1::WatchEventsRequest request;
    request.set_until_caught_up(true);
    return request;
  }

  absl::Status Watch(const v1::WatchEventsRequest& request, Client& client,
                     const std::string& unit = "*") {
    const auto call = CallBy(unit);
    runtime::Writer<v1::WatchEventsResponse> writer(client);
    return RunOn(io_, service_.WatchEvents(call, request, writer));
  }

  std::vector<int64_t> SeenBy(const std::string& unit, v1::WatchEventsRequest request) {
    Client client;
    EXPECT_THAT(Watch(request, client, unit), IsOk());
    return client.sequences();
  }

  // Keeps a watch running beside the test.
  async::Task<void> RunBeside(const runtime::CallContext& call,
                              const v1::WatchEventsRequest& request, Client& client) {
    runtime::Writer<v1::WatchEventsResponse> writer(client);
    end_ = co_await service_.WatchEvents(call, request, writer);
  }

  template <class Condition>
  void WaitFor(Condition condition) {
    for (int i = 0; i < 2000 && !condition(); ++i) {
      RunOn(io_, async::Sleep(absl::Milliseconds(2)));
    }
    EXPECT_TRUE(condition());
  }

  std::optional<absl::Status> end_;
};

TEST_F(WatchTest, SendsEverythingInOrder) {
  AddAccepted("A", "29863", 0, 1);
  AddAccepted("B", "29881", 0, 1);
  Client client;
  EXPECT_THAT(Watch(UntilCaughtUp(), client), IsOk());
  EXPECT_THAT(client.sequences(), ElementsAre(1, 2, 3, 4));
  EXPECT_EQ(client.signs_of_life(), 1);
}

TEST_F(WatchTest, ResumesRightAfterEachMessage) {
  for (int i = 0; i < 5; ++i) AddAccepted(Cat("D", i), "29863", 0, 1);
  std::vector<int64_t> seen;
  v1::WatchEventsRequest request = UntilCaughtUp();
  while (seen.size() < 10) {
    Client client;
    client.LeaveAfter(1 + seen.size() % 3);
    Watch(request, client).IgnoreError();
    seen.insert(seen.end(), client.sequences().begin(), client.sequences().end());
    request.set_resume_token(client.token());
  }
  EXPECT_THAT(seen, ElementsAre(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
  EXPECT_THAT(SeenBy("*", request), IsEmpty());
}

TEST_F(WatchTest, ShowsWhatTheCallerCovers) {
  AddAccepted("A", "29863", 0, 1);
  Add("A", "87.SXD", 5, "queued { queue_unit: '87.SXD' }");
  AddAccepted("B", "87.TTHCC", 0, 1);
  // The counter sees its dossier wherever it is; the department sees what it has in hand.
  EXPECT_THAT(SeenBy("29863", UntilCaughtUp()), ElementsAre(1, 2, 3));
  EXPECT_THAT(SeenBy("87.SXD", UntilCaughtUp()), ElementsAre(3));
  EXPECT_THAT(SeenBy("29881", UntilCaughtUp()), IsEmpty());
  EXPECT_THAT(SeenBy("87", UntilCaughtUp()), ElementsAre(1, 2, 3, 4, 5));
}

TEST_F(WatchTest, NarrowsToAUnitOrADossier) {
  AddAccepted("A", "29863", 0, 1);
  AddAccepted("B", "87.TTHCC", 0, 1);
  AddClosed("A", "29863", 1);
  auto request = UntilCaughtUp();
  request.set_unit_code("87.TTHCC");
  EXPECT_THAT(SeenBy("*", request), ElementsAre(3, 4));
  request.set_unit_code("");
  request.set_dossier_code("A");
  EXPECT_THAT(SeenBy("*", request), ElementsAre(1, 2, 5, 6));
  request.set_unit_code("87");
  Client client;
  EXPECT_THAT(Watch(request, client, "866"),
              StatusIs(absl::StatusCode::kPermissionDenied, kUnitOutOfScope));
}

// A token moves on over events that the watch does not show.
TEST_F(WatchTest, TheLastTokenCoversWhatWasNotShown) {
  for (int i = 0; i < 4; ++i) AddAccepted(Cat("D", i), "29863", 0, 1);
  Client client;
  EXPECT_THAT(Watch(UntilCaughtUp(), client, "29881"), IsOk());
  auto request = UntilCaughtUp();
  request.set_resume_token(client.token());
  EXPECT_THAT(SeenBy("*", request), IsEmpty());
}

TEST_F(WatchTest, RefusesOtherTokens) {
  auto request = UntilCaughtUp();
  request.set_resume_token("not a token");
  Client client;
  EXPECT_THAT(Watch(request, client),
              StatusIs(absl::StatusCode::kInvalidArgument, kResumeTokenInvalid));
}

TEST_F(WatchTest, GoesOnWithWhatHappens) {
  AddAccepted("A", "29863", 0, 1);
  v1::WatchEventsRequest request;
  request.set_only_new(true);
  const auto call = CallBy("*");
  Client client;
  async::Detach(io_, RunBeside(call, request, client));
  WaitFor([&] { return client.signs_of_life() >= 2; });
  EXPECT_THAT(client.sequences(), IsEmpty());
  AddAccepted("B", "29863", 0, 1);
  WaitFor([&] { return client.sequences().size() == 2; });
  EXPECT_THAT(client.sequences(), ElementsAre(3, 4));
  client.Leave();
  WaitFor([&] { return end_.has_value(); });
  EXPECT_THAT(*end_, StatusIs(absl::StatusCode::kUnavailable, kShuttingDown));
}

}  // namespace
}  // namespace motcua::reporting
