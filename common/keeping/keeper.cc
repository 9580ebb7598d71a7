#include "common/keeping/keeper.h"

#include "common/runtime/channel.h"

namespace motcua::keeping {
namespace {

// What is kept is written once every so often: it may wait for the archive.
constexpr absl::Duration kKeepTimeout = absl::Seconds(10);
// A reader waits for what is found.
constexpr absl::Duration kFindTimeout = absl::Seconds(2);

}  // namespace

async::Task<absl::StatusOr<reporting::v1::KeepAggregatesResponse>> ReportingKeeper::Keep(
    reporting::v1::KeepAggregatesRequest request) {
  std::string method = "/motcua.reporting.v1.KeepingService/KeepAggregates";
  co_return co_await reporting_->Call<reporting::v1::KeepAggregatesResponse>(std::move(method),
                                                                            request, kKeepTimeout);
}

async::Task<absl::StatusOr<reporting::v1::FindKeptAggregatesResponse>> ReportingKeeper::Find(
    reporting::v1::FindKeptAggregatesRequest request) {
  std::string method = "/motcua.reporting.v1.KeepingService/FindKeptAggregates";
  co_return co_await reporting_->Call<reporting::v1::FindKeptAggregatesResponse>(
      std::move(method), request, kFindTimeout);
}

}  // namespace motcua::keeping
