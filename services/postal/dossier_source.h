// Where postal learns a dossier's address from: events carry no personal data.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "motcua/dossier/v1/dossier.pb.h"

namespace motcua::runtime {
class Channel;
}

namespace motcua::postal {

class DossierSource {
 public:
  virtual ~DossierSource() = default;
  // The dossier as it is now. NOT_FOUND DOSSIER_NOT_FOUND; UNAVAILABLE or DEADLINE_EXCEEDED while
  // intake does not answer.
  virtual async::Task<absl::StatusOr<dossier::v1::Dossier>> Get(std::string dossier_code) = 0;
};

// Asks intake, with postal's own identity.
class IntakeDossiers : public DossierSource {
 public:
  explicit IntakeDossiers(std::shared_ptr<runtime::Channel> intake) : intake_(std::move(intake)) {}
  async::Task<absl::StatusOr<dossier::v1::Dossier>> Get(std::string dossier_code) override;

 private:
  std::shared_ptr<runtime::Channel> intake_;
};

}  // namespace motcua::postal
