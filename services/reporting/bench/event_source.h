// Events of a province's year, made up by a seed: dossiers of the catalogue's procedures at the
// counters that take them in, ten events each, in order of time. The same seed gives the same
// events.
#pragma once

#include <cstdint>
#include <queue>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "common/catalogue/catalogue.h"
#include "motcua/event/v1/event.pb.h"
#include "services/reporting/store/archive_writer.h"

namespace motcua::reporting {

inline constexpr int kEventsADossier = 10;

class EventSource {
 public:
  // `dossiers` are filed evenly over the year from `begin_seconds`. The catalogue must outlive it.
  EventSource(const catalogue::Catalogue& catalogue, int64_t dossiers, uint64_t seed,
              int64_t begin_seconds);

  // Up to `most` entries of the stream; none at the end.
  std::vector<StreamEntry> Next(size_t most);

 private:
  // What a counter takes in.
  struct Offer {
    const catalogue::v1::Unit* counter;
    const catalogue::v1::Procedure* procedure;
    std::string solver;
  };
  struct Dossier {
    std::string code;
    const Offer* offer = nullptr;
    int channel = 0;
    int stage = 0;
    int64_t due = 0;  // seconds
    uint64_t random = 0;
  };
  // When a dossier's next event happens; ties by number.
  using Turn = std::pair<int64_t, int64_t>;

  void File(int64_t number);
  event::v1::Event Tell(Dossier& dossier, int64_t now);
  // Seconds until the dossier's next event.
  int64_t Pause(Dossier& dossier);

  std::vector<Offer> offers_;
  int64_t dossiers_;
  uint64_t seed_;
  int64_t begin_;
  int64_t filed_ = 0;
  int64_t entries_ = 0;
  absl::flat_hash_map<int64_t, Dossier> open_;
  std::priority_queue<Turn, std::vector<Turn>, std::greater<>> turns_;
};

}  // namespace motcua::reporting
