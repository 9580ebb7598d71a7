#include "common/base/proto_time.h"

#include "common/testing/matchers.h"

namespace motcua {
namespace {

TEST(ProtoTime, InstantsRoundTrip) {
  for (absl::Time time :
       {absl::UnixEpoch(), absl::FromUnixMicros(1674000000123456), absl::FromUnixNanos(-1),
        absl::FromUnixSeconds(-5), absl::InfiniteFuture(), absl::InfinitePast()}) {
    const auto proto = ToProto(time);
    EXPECT_GE(proto.nanos(), 0);
    EXPECT_EQ(FromProto(proto), time);
  }
}

TEST(ProtoTime, DurationsRoundTrip) {
  for (absl::Duration duration :
       {absl::ZeroDuration(), absl::Nanoseconds(1500000001), absl::Nanoseconds(-1500000001),
        absl::InfiniteDuration(), -absl::InfiniteDuration()}) {
    EXPECT_EQ(FromProto(ToProto(duration)), duration);
  }
}

TEST(ProtoTime, SignsOfDurationPartsAgree) {
  const auto proto = ToProto(absl::Milliseconds(-1500));
  EXPECT_EQ(proto.seconds(), -1);
  EXPECT_EQ(proto.nanos(), -500000000);
}

}  // namespace
}  // namespace motcua
