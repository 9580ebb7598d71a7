// An archive in memory, for tests of those who let go of what is over.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <string>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/keeping/keeper.h"

namespace motcua::keeping {

class FakeKeeper : public Keeper {
 public:
  async::Task<absl::StatusOr<reporting::v1::KeepAggregatesResponse>> Keep(
      reporting::v1::KeepAggregatesRequest request) override {
    if (!status.ok()) co_return status;
    largest = std::max(largest, request.ByteSizeLong());
    if (request.ByteSizeLong() > kMostBytes || request.aggregates_size() > kMostAggregates) {
      co_return InvalidArgument(kBatchTooLarge, "reporting takes no more");
    }
    for (const auto& one : request.aggregates()) {
      kind_of[one.id()] = request.kind();
      if (one.version() >= kept[one.id()].version()) kept[one.id()] = one;
    }
    if (meanwhile) meanwhile();
    if (!after_keeping.ok()) co_return after_keeping;
    co_return reporting::v1::KeepAggregatesResponse();
  }
  async::Task<absl::StatusOr<reporting::v1::FindKeptAggregatesResponse>> Find(
      reporting::v1::FindKeptAggregatesRequest request) override {
    if (!status.ok()) co_return status;
    const std::string& code = request.dossier_code();
    reporting::v1::FindKeptAggregatesResponse response;
    for (const auto& [id, one] : kept) {
      const bool named = std::ranges::find(request.ids(), id) != request.ids().end();
      const bool of_dossier = !code.empty() && code == one.dossier_code();
      const bool asked = kind_of[id] == request.kind() && (named || of_dossier);
      if (asked) *response.add_aggregates() = one;
    }
    co_return response;
  }

  // As reporting bounds a call.
  static constexpr size_t kMostBytes = 1 << 20;
  static constexpr int kMostAggregates = 500;

  absl::Status status;
  size_t largest = 0;  // request, in bytes
  absl::Status after_keeping;
  std::function<void()> meanwhile;  // between keeping and letting go
  std::map<std::string, reporting::v1::KeptAggregate> kept;
  std::map<std::string, std::string> kind_of;
};

}  // namespace motcua::keeping
