// The catalogue published for a cell: kept in Redis, taken up by every service of the cell.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/catalogue/catalogue.h"
#include "common/redis/client.h"
#include "motcua/catalogue/v1/catalogue.pb.h"
#include "motcua/ops/v1/ops_service.pb.h"

namespace motcua::runtime {

// Kind and id of the aggregate that holds it (store::Keys::Aggregate). Owner: intake.
inline constexpr char kCatalogueKind[] = "catalogue";
inline constexpr char kPublishedId[] = "published";

// Whether the two have units of the same codes: only then is one taken up for the other without a
// restart, since queues, gauges and checks go by the units a service started with.
bool SameUnits(const catalogue::Catalogue& a, const catalogue::Catalogue& b);

// Keeps a service's catalogue at what was published. On the io thread.
class PublishedCatalogue {
 public:
  // Both must outlive the object. `catalogue` is what the service started with.
  PublishedCatalogue(redis::Client& redis, std::string cell, catalogue::Catalogue& catalogue);

  // Looks whether another was published since the last look and takes it up, whole. One that this
  // program cannot read is left alone: INVALID_ARGUMENT CATALOGUE_INVALID, each time. `starting`:
  // also when units come or go. UNAVAILABLE: Redis is away.
  async::Task<absl::Status> TakeUp(bool starting);

  // Everything but the service's name.
  ops::v1::GetCatalogueStatusResponse Status() const;

 private:
  // The number of the publication; 0: none.
  async::Task<absl::StatusOr<int64_t>> ReadNumber();
  async::Task<absl::Status> Read();

  redis::Client& redis_;
  std::string key_;
  catalogue::Catalogue& catalogue_;
  int64_t seen_ = 0;                          // number of `published_`
  catalogue::v1::PublishedCatalogue published_;  // without its files
  absl::Status fault_;                        // why `published_` is not taken up
  bool restart_needed_ = false;
};

}  // namespace motcua::runtime
