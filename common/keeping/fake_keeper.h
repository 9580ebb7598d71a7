// An archive in memory, for tests of those who let go of what is over.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <string>

#include "common/keeping/keeper.h"

namespace motcua::keeping {

class FakeKeeper : public Keeper {
 public:
  async::Task<absl::StatusOr<reporting::v1::KeepAggregatesResponse>> Keep(
      reporting::v1::KeepAggregatesRequest request) override {
    if (!status.ok()) co_return status;
    largest = std::max(largest, request.ByteSizeLong());
    for (const auto& one : request.aggregates()) kept[one.id()] = one;
    if (meanwhile) meanwhile();
    if (!after_keeping.ok()) co_return after_keeping;
    co_return reporting::v1::KeepAggregatesResponse();
  }
  async::Task<absl::StatusOr<reporting::v1::FindKeptAggregatesResponse>> Find(
      reporting::v1::FindKeptAggregatesRequest request) override {
    reporting::v1::FindKeptAggregatesResponse response;
    for (const auto& [id, one] : kept) {
      const bool named = std::ranges::find(request.ids(), id) != request.ids().end();
      if (named || request.dossier_code() == one.dossier_code()) *response.add_aggregates() = one;
    }
    co_return response;
  }

  absl::Status status;
  size_t largest = 0;  // request, in bytes
  absl::Status after_keeping;
  std::function<void()> meanwhile;  // between keeping and letting go
  std::map<std::string, reporting::v1::KeptAggregate> kept;
};

}  // namespace motcua::keeping
