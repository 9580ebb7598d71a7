// absl times and durations ↔ their protobuf forms.
#pragma once

#include "absl/time/time.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/timestamp.pb.h"

namespace motcua {

// The instant, clamped to what a Timestamp may hold (years 1 to 9999). InfiniteFuture and
// InfinitePast become the ends of that range, and FromProto makes them infinite again.
google::protobuf::Timestamp ToProto(absl::Time time);
absl::Time FromProto(const google::protobuf::Timestamp& proto);

// The duration, clamped to what a Duration may hold (±10,000 years); infinity as above.
google::protobuf::Duration ToProto(absl::Duration duration);
absl::Duration FromProto(const google::protobuf::Duration& proto);

}  // namespace motcua
