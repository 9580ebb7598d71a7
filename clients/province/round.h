// The postmen's rounds: when a consignment is scanned where, from the taking over to its end.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/catalogue/catalogue.h"
#include "motcua/dossier/v1/consignment.pb.h"

namespace motcua::province {

// What becomes of a parcel in a bag.
enum class Fate {
  kWhole,
  kMissing,  // it is not in it: mislaid, to turn up later, or lost
  kDamaged,
};

// A scan, and when the carrier's machine reports it: mostly at once, sometimes late and so after
// later scans.
struct Scan {
  absl::Time report_time;
  dossier::v1::TrackingEvent event;
  // Reported twice.
  bool twice = false;
  // With a departure: the post office whose bag it goes in; the bag is scanned, not the parcel.
  std::string bag_to;
  // With bag_to: what the bag is found to be when it is opened.
  Fate fate = Fate::kWhole;
};

// What is carried; empty units are left empty for the citizen's home, which lies in `home_commune`.
struct Parcel {
  std::string consignment_id;
  std::string dossier_code;
  dossier::v1::ConsignmentKind kind = dossier::v1::CONSIGNMENT_KIND_UNSPECIFIED;
  std::string from_unit;
  std::string to_unit;
  std::string home_commune;
  int step_index = -1;
  absl::Time create_time;
};

// Delivered on the next working day within a district, on the second within the province
// (TT 17/2017 Đ.7). Originals travel between post offices in bags. A few results come back, a few
// originals are missing from their bag and turn up two days later, very few things are lost. Pure:
// the same parcel and seed give the same scans, with ids made of the consignment's id and their
// place in the round.
std::vector<Scan> RoundOf(const Parcel& parcel, uint64_t seed,
                          const catalogue::Catalogue& catalogue);

}  // namespace motcua::province
