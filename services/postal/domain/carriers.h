// Records as carriers send them, read by the tables of deploy/carriers.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "motcua/catalogue/v1/carrier.pb.h"
#include "motcua/dossier/v1/consignment.pb.h"
#include "services/postal/domain/carrier_record.h"

namespace motcua::postal {

// A record that moves nothing until someone looks at it, and why: RECORD (a part is missing or
// cannot be read), ITEM (no S10 identifier), CARRIER (no table of that name fits) or CODE (the table
// has no such code; the record can be read again once it has).
struct Quarantined {
  std::string reason;
  std::string message;
};

using ReadResult = std::variant<dossier::v1::TrackingEvent, Quarantined>;

// The table of that code; nullptr if there is none.
const catalogue::v1::Carrier* FindCarrier(const catalogue::v1::CarrierFile& tables,
                                          std::string_view code);

// A record of that carrier as a tracking event. A time without a zone is Vietnam's. An event id is
// the carrier's own, after its code; a record without one is told apart by code, time and office. Of
// an office's code and name ("890100 - KTC1") the code is taken. The kind is unspecified for codes
// that move nothing.
ReadResult ReadRecordOf(const catalogue::v1::Carrier& carrier, const CarrierRecord& record);

// The same, of whichever carrier: the one that the field "carrier" names, else the first table whose
// own fields of item and code are there, else "motcua".
ReadResult ReadRecord(const catalogue::v1::CarrierFile& tables, const CarrierRecord& record);

}  // namespace motcua::postal
