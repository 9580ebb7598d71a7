// Following all that happens through WatchEvents.
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "tests/system/journeys_fixture.h"

namespace motcua {
namespace {

using ::testing::ElementsAre;

class WatchTest : public JourneysTest {
 protected:
  struct Watched {
    std::vector<int64_t> sequences;
    std::string token;
  };

  // Reads on from `watched` until it has `most` events or has caught up.
  void Watch(Watched& watched, size_t most, const std::string& caller = "operator") {
    reporting::v1::WatchEventsRequest request;
    request.set_resume_token(watched.token);
    request.set_until_caught_up(true);
    const absl::Status status =
        stack_.ChannelOf(caller, "reporting")
            .StreamSync<reporting::v1::WatchEventsResponse>(
                MethodOf(request.GetDescriptor()), request, absl::Seconds(20),
                [&](const reporting::v1::WatchEventsResponse& response) {
                  watched.token = response.resume_token();
                  if (response.has_event()) {
                    watched.sequences.push_back(response.event().sequence());
                  }
                  return watched.sequences.size() < most;
                });
    EXPECT_THAT(status, IsOk());
  }
};

TEST_F(WatchTest, ResumesWithoutLossOrRepetition) {
  province_.File(province_.Draft("1.001193", kCommune));
  province_.File(province_.Draft("2.000815", "866"));
  EXPECT_TRUE(stack_.Settle());
  Watched watched;
  Watch(watched, 3);
  EXPECT_THAT(watched.sequences, ElementsAre(1, 2, 3));
  province_.Work(kCommune);
  stack_.Kill9("reporting");
  province_.Work(kCommune);
  stack_.Start("reporting");
  EXPECT_TRUE(stack_.Settle());
  Watch(watched, 1000);
  const auto status = Must(province_.client().Call<reporting::v1::GetArchiveStatusResponse>(
      reporting::v1::GetArchiveStatusRequest()));
  ASSERT_EQ(std::ssize(watched.sequences), status.last_sequence());
  for (size_t i = 0; i < watched.sequences.size(); ++i) {
    EXPECT_EQ(watched.sequences[i], static_cast<int64_t>(i) + 1);
  }
}

TEST_F(WatchTest, ShowsWhatHappensWhileItHappens) {
  std::atomic<bool> seen = false;
  std::thread citizens([&] {  // some file before the watch has begun
    Province province(stack_, "portal");
    const auto draft = province.Draft("1.001193", kCommune);
    while (!seen) province.File(draft, /*accept=*/false);
  });
  reporting::v1::WatchEventsRequest request;
  request.set_only_new(true);
  const absl::Status status = stack_.ChannelOf("operator", "reporting")
                                  .StreamSync<reporting::v1::WatchEventsResponse>(
                                      MethodOf(request.GetDescriptor()), request, absl::Seconds(20),
                                      [&](const reporting::v1::WatchEventsResponse& response) {
                                        seen = seen || response.event().event().has_submitted();
                                        return !seen;
                                      });
  EXPECT_THAT(status, IsOk());
  EXPECT_TRUE(seen.exchange(true));
  citizens.join();
}

TEST_F(WatchTest, ShowsOnlyTheCallersUnits) {
  province_.File(province_.Draft("1.001193", kCommune));  // in 866
  province_.File(province_.Draft("2.000815", "873"));
  EXPECT_TRUE(stack_.Settle());
  Watched all, own;
  Watch(all, 1000);
  Watch(own, 1000, "officers-873");
  EXPECT_GT(own.sequences.size(), 0u);
  EXPECT_LT(own.sequences.size(), all.sequences.size());
  EXPECT_EQ(Province(stack_, "officers-873").Report("").received(), 1);
  EXPECT_EQ(Province(stack_, "officers-87").Report("").received(), 2);
}

}  // namespace
}  // namespace motcua
