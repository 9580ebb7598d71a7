#include "common/store/moved.h"

#include "common/base/errors.h"
#include "common/base/reasons.h"

namespace motcua::store {
namespace {

// A field number of protobuf is at least 1, so no tag is 0.
constexpr char kMark = '\0';
constexpr absl::Duration kRetryAfter = absl::Milliseconds(100);

}  // namespace

bool IsMoved(std::string_view stored) { return !stored.empty() && stored.front() == kMark; }

std::string EncodeMoved(const dossier::v1::MovedAggregate& moved) {
  std::string stored(1, kMark);
  moved.AppendToString(&stored);
  return stored;
}

absl::StatusOr<dossier::v1::MovedAggregate> DecodeMoved(std::string_view stored) {
  dossier::v1::MovedAggregate moved;
  const std::string bytes(stored.substr(stored.empty() ? 0 : 1));
  if (IsMoved(stored) && moved.ParseFromString(bytes)) return moved;
  return Internal(kStateCorrupt, "what is stored cannot be read");
}

absl::Status MovedError(std::string_view stored) {
  const auto moved = DecodeMoved(stored);
  if (!moved.ok()) return moved.status();
  if (!moved->state().empty()) {
    return Unavailable(kMovingToCell, "it is on its way to another cell")
        .With("cell", moved->to_cell())
        .RetryAfter(kRetryAfter);
  }
  return FailedPrecondition(kMovedToCell, "it went to another cell")
      .With("cell", moved->to_cell())
      .With("address", moved->address());
}

bool SaysMoved(const absl::Status& status) {
  const std::string reason = ReasonOf(status);
  return reason == kMovedToCell || reason == kMovingToCell;
}

}  // namespace motcua::store
