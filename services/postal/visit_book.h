// Books places of postmen's rounds.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/base/clock.h"
#include "common/catalogue/catalogue.h"
#include "common/store/commit.h"
#include "services/postal/domain/visits.h"

namespace motcua::postal {

// What is taken is read from Redis now and then and kept up by what this process books. That is a
// hint: two processes that choose the same place are told apart by the commit, where a place is an
// exclusive one (store::Place), and the one that comes second decides again and gets the next.
class VisitBook {
 public:
  VisitBook(store::Committer& committer, const catalogue::Catalogue& catalogue, const Clock& clock)
      : committer_(committer), catalogue_(catalogue), clock_(clock) {}

  // Reads what is taken at the office, unless it was read within the last minute.
  async::Task<absl::Status> Prepare(std::string post_office);

  // Takes the next free place, not before this; nullopt when there is none. To be called after
  // Prepare.
  std::optional<dossier::v1::Visit> Take(const std::string& post_office, absl::Time not_before);
  // Gives a place back that was taken in vain.
  void GiveBack(const dossier::v1::Visit& visit);

  // What is taken at the office, freshly read.
  async::Task<absl::StatusOr<TakenPlaces>> TakenAt(std::string post_office);

 private:
  struct Known {
    TakenPlaces taken;
    absl::Time read_time = absl::InfinitePast();
  };

  store::Committer& committer_;
  const catalogue::Catalogue& catalogue_;
  const Clock& clock_;
  absl::flat_hash_map<std::string, Known> known_;
};

}  // namespace motcua::postal
