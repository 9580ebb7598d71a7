// Where intake learns when the postman comes: rounds and their places are postal's.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "motcua/intake/v1/intake_service.pb.h"

namespace motcua::runtime {
class Channel;
}

namespace motcua::intake {

class VisitSource {
 public:
  virtual ~VisitSource() = default;
  // The next round with a place free near a home of the commune. OUT_OF_RANGE ROUNDS_FULL: none is
  // known; UNAVAILABLE or DEADLINE_EXCEEDED while postal does not answer.
  virtual async::Task<absl::StatusOr<v1::PostmanVisit>> Next(std::string home_commune) = 0;
};

// Asks postal, with intake's own identity.
class PostalVisits : public VisitSource {
 public:
  explicit PostalVisits(std::shared_ptr<runtime::Channel> postal) : postal_(std::move(postal)) {}
  async::Task<absl::StatusOr<v1::PostmanVisit>> Next(std::string home_commune) override;

 private:
  std::shared_ptr<runtime::Channel> postal_;
};

}  // namespace motcua::intake
