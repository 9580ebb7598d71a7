// A consignment's life: asked for, reported on, told of when it is at its end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/catalogue/catalogue.h"
#include "motcua/dossier/v1/consignment.pb.h"
#include "motcua/event/v1/event.pb.h"

namespace motcua::postal {

// Tracking events a consignment keeps; beyond them only final ones are taken.
inline constexpr int kMaxTrackingEvents = 500;
// A carrier's record as it came.
inline constexpr size_t kMaxRawBytes = 2000;
// Of all such records of a consignment: beyond them reports are taken without the record they came
// in.
inline constexpr size_t kMaxRawOfConsignment = 128 << 10;

// What someone wants carried. Fields as in dossier.v1.Consignment.
struct Wish {
  std::string dossier_code;
  dossier::v1::ConsignmentKind kind = dossier::v1::CONSIGNMENT_KIND_UNSPECIFIED;
  std::string from_unit;
  std::string to_unit;
  std::string address;
  std::string contact_name;
  std::string contact_phone;
  std::string home_commune;
  int step_index = -1;
  // What is in each of its parcels; empty: one parcel, whose content is not told.
  std::vector<std::vector<type::v1::Paper>> parcels;
  int64_t fee_vnd = 0;      // of the dossier, not paid yet; collected on home legs
  std::string agency_unit;  // to which the fee belongs; default: the unit at the way's end
  bool slip_return = false;
};

// Whether the wish can be carried. INVALID_ARGUMENT FIELD_REQUIRED or FIELD_INVALID naming the
// field; NOT_FOUND UNIT_NOT_FOUND.
absl::Status Check(const Wish& wish, const catalogue::Catalogue& catalogue);

// A consignment in CREATED, with the post office in charge and the time it should be there. `wish`
// must have passed Check.
dossier::v1::Consignment NewConsignment(std::string id, const Wish& wish,
                                        const catalogue::Catalogue& catalogue, absl::Time now);

// An event about a consignment that does not yet say what: its dossier, the unit it starts from or
// goes to, who and when.
event::v1::Event EventOf(const dossier::v1::Consignment& consignment, std::string_view actor,
                         const google::protobuf::Timestamp& when);

// The event of its creation.
event::v1::Event CreatedEvent(const dossier::v1::Consignment& consignment, std::string_view actor);

// Whether a report can be taken at all: names and times are there and in bounds.
// INVALID_ARGUMENT FIELD_REQUIRED or FIELD_INVALID naming the field.
absl::Status Check(const dossier::v1::TrackingEvent& report, absl::Time now);

// What became of a report.
enum class Recorded {
  kNew,
  kDuplicate,     // its event_id is known and says the same
  kTooMany,       // the consignment holds as many events as it may
  kContradicted,  // its event_id is known and said something else; one of the two counts
};

// Takes a report that passed Check into the history, and appends its event.
Recorded Record(const dossier::v1::TrackingEvent& report, std::string_view actor,
                dossier::v1::Consignment& consignment, std::vector<event::v1::Event>& events);

// Appends the event that tells the other services of the final state, if it has not been told:
// PapersCollected, TransferArrived or Delivered by kind, Returned, Lost; and of the money that goes
// with it (TellMoney). To be called after Record. A final state that a late report replaced is
// followed by an event of the new one.
void TellOutcome(dossier::v1::Consignment& consignment, std::vector<event::v1::Event>& events);

// When the post had done its part (TT 17/2017 Đ.7): when the addressee was first told to fetch it
// at the post office, else when it was at its end; nullopt before.
std::optional<absl::Time> CarriedAt(const dossier::v1::Consignment& consignment);

// Whether the post is, or was, later than its due time. What the addressee takes to fetch it is no
// lateness of the post.
bool IsCarriedLate(const dossier::v1::Consignment& consignment, absl::Time now);

// Codes of the units that may see and report a consignment: its ends, and its post office's area.
std::vector<std::string> UnitsOf(const dossier::v1::Consignment& consignment,
                                 const catalogue::Catalogue& catalogue);

}  // namespace motcua::postal
