#include "common/base/proto_time.h"

namespace motcua {
namespace {

constexpr int64_t kMinSeconds = -62135596800;  // 0001-01-01T00:00:00Z
constexpr int64_t kMaxSeconds = 253402300799;  // 9999-12-31T23:59:59Z
constexpr int64_t kMaxDurationSeconds = 315576000000;
constexpr int kMaxNanos = 999999999;

}  // namespace

google::protobuf::Timestamp ToProto(absl::Time time) {
  google::protobuf::Timestamp proto;
  if (time < absl::FromUnixSeconds(kMinSeconds)) {
    proto.set_seconds(kMinSeconds);
  } else if (time >= absl::FromUnixSeconds(kMaxSeconds + 1)) {
    proto.set_seconds(kMaxSeconds);
    proto.set_nanos(kMaxNanos);
  } else {
    const int64_t seconds = absl::ToUnixSeconds(time);  // rounds down, so nanos are never negative
    proto.set_seconds(seconds);
    proto.set_nanos(
        static_cast<int>((time - absl::FromUnixSeconds(seconds)) / absl::Nanoseconds(1)));
  }
  return proto;
}

absl::Time FromProto(const google::protobuf::Timestamp& proto) {
  if (proto.seconds() >= kMaxSeconds && proto.nanos() == kMaxNanos) return absl::InfiniteFuture();
  if (proto.seconds() <= kMinSeconds && proto.nanos() == 0) return absl::InfinitePast();
  return absl::FromUnixSeconds(proto.seconds()) + absl::Nanoseconds(proto.nanos());
}

google::protobuf::Duration ToProto(absl::Duration duration) {
  google::protobuf::Duration proto;
  absl::Duration rest;
  int64_t seconds = absl::IDivDuration(duration, absl::Seconds(1), &rest);
  if (seconds >= kMaxDurationSeconds || seconds <= -kMaxDurationSeconds) {
    proto.set_seconds(duration > absl::ZeroDuration() ? kMaxDurationSeconds : -kMaxDurationSeconds);
    return proto;
  }
  proto.set_seconds(seconds);
  proto.set_nanos(static_cast<int>(rest / absl::Nanoseconds(1)));
  return proto;
}

absl::Duration FromProto(const google::protobuf::Duration& proto) {
  if (proto.seconds() >= kMaxDurationSeconds) return absl::InfiniteDuration();
  if (proto.seconds() <= -kMaxDurationSeconds) return -absl::InfiniteDuration();
  return absl::Seconds(proto.seconds()) + absl::Nanoseconds(proto.nanos());
}

}  // namespace motcua
