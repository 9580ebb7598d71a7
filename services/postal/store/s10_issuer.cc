#include "services/postal/store/s10_issuer.h"

#include <algorithm>

#include "common/base/status_macros.h"
#include "services/postal/domain/s10.h"

namespace motcua::postal {

async::Task<absl::StatusOr<std::string>> S10Issuer::Next() {
  while (next_ == end_) {
    if (refilling_) {
      co_await refilled_.Wait();
      continue;  // others may have emptied the block again, or the refill failed
    }
    MOTCUA_CO_RETURN_IF_ERROR(co_await Refill());
  }
  co_return MakeS10(next_++);
}

async::Task<absl::Status> S10Issuer::Refill() {
  refilling_ = true;
  auto first = co_await committer_.ReserveSerials("s10", block_);
  refilling_ = false;
  refilled_.Notify();
  if (!first.ok()) co_return first.status();
  next_ = *first;
  end_ = *first + block_;
  block_ = std::min(2 * block_, kLargestBlock);
  co_return absl::OkStatus();
}

}  // namespace motcua::postal
