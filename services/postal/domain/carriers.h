// Records as carriers send them, read by the tables of deploy/carriers.
#pragma once

#include <string>
#include <variant>

#include "google/protobuf/struct.pb.h"
#include "motcua/catalogue/v1/carrier.pb.h"
#include "motcua/dossier/v1/consignment.pb.h"

namespace motcua::postal {

// A record that moves nothing until someone looks at it, and why: RECORD (a part is missing or
// cannot be read), ITEM (no S10 identifier), CARRIER (no table of that name fits) or CODE (the table
// has no such code; the record can be read again once it has).
struct Quarantined {
  std::string reason;
  std::string message;
};

// The record as a tracking event. The carrier is the one that the field "carrier" names, else the
// first table whose own fields of item and code are there, else "motcua". A time without a zone is
// Vietnam's. An event id is the carrier's own; a record without one is told apart by code, time and
// office. The kind is unspecified for codes that move nothing.
std::variant<dossier::v1::TrackingEvent, Quarantined> ReadRecord(
    const catalogue::v1::CarrierFile& tables, const google::protobuf::Struct& record);

}  // namespace motcua::postal
