// Reporting's archive, as the services see it that let go of what is over.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "motcua/reporting/v1/keeping_service.pb.h"

namespace motcua::runtime {
class Channel;
}

namespace motcua::keeping {

class Keeper {
 public:
  virtual ~Keeper() = default;
  // As the RPCs of the same names in keeping_service.proto.
  virtual async::Task<absl::StatusOr<reporting::v1::KeepAggregatesResponse>> Keep(
      reporting::v1::KeepAggregatesRequest request) = 0;
  virtual async::Task<absl::StatusOr<reporting::v1::FindKeptAggregatesResponse>> Find(
      reporting::v1::FindKeptAggregatesRequest request) = 0;
};

// Asks reporting, with the service's own identity.
class ReportingKeeper : public Keeper {
 public:
  explicit ReportingKeeper(std::shared_ptr<runtime::Channel> reporting)
      : reporting_(std::move(reporting)) {}
  async::Task<absl::StatusOr<reporting::v1::KeepAggregatesResponse>> Keep(
      reporting::v1::KeepAggregatesRequest request) override;
  async::Task<absl::StatusOr<reporting::v1::FindKeptAggregatesResponse>> Find(
      reporting::v1::FindKeptAggregatesRequest request) override;

 private:
  std::shared_ptr<runtime::Channel> reporting_;
};

}  // namespace motcua::keeping
