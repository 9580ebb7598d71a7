// Invitations in vain, and when what nobody took goes back (TT 17/2017 Đ.5).
#pragma once

#include <optional>
#include <string_view>

#include "absl/time/time.h"
#include "common/calendar/calendar.h"
#include "motcua/dossier/v1/consignment.pb.h"

namespace motcua::postal {

// Working days between one invitation and the next that counts.
inline constexpr int kDaysBetweenInvitations = 2;

struct Invitations {
  int attempts = 0;  // deliveries tried in vain
  // When it was tried in vain for the second time that counts: at least two working days after the
  // first; nullopt before.
  std::optional<absl::Time> return_time;
};

Invitations InvitationsOf(const dossier::v1::Consignment& consignment, std::string_view parcel_id,
                          const calendar::Calendar& calendar);

// Whether `later` is at least so many working days after `earlier`: as many working days begin
// after the one day, up to and including the other.
bool AreApart(absl::CivilDay earlier, absl::CivilDay later, int working_days,
              const calendar::Calendar& calendar);

}  // namespace motcua::postal
