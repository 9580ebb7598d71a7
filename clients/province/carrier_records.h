// Scans in a carrier's own words, with what carriers do to them. Pure.
#pragma once

#include <string>
#include <vector>

#include "motcua/dossier/v1/consignment.pb.h"

namespace motcua::province {

// The carrier whose records these are: its table's code.
inline constexpr char kCarrier[] = "vnpost-hcc";
// A code its table does not know.
inline constexpr char kUnknownCode[] = "99";

// Whether the scan is told in the carrier's words: those of a third of the consignments, where the
// carrier has a word for what happened.
bool IsToldByCarrier(const dossier::v1::TrackingEvent& scan);

// Records of the scans in any order: a few twice, a few followed by one of an unknown code. The same
// scans give the same records.
std::vector<std::string> RecordsOf(const std::vector<dossier::v1::TrackingEvent>& scans);

// Whether the record is one of those of an unknown code.
bool HasUnknownCode(const std::string& record);

}  // namespace motcua::province
