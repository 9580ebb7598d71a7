#include "services/postal/domain/invitations.h"

#include "common/base/clock.h"
#include "common/base/proto_time.h"

namespace motcua::postal {

bool AreApart(absl::CivilDay earlier, absl::CivilDay later, int working_days,
              const calendar::Calendar& calendar) {
  for (absl::CivilDay day = earlier + 1; day <= later && working_days > 0; ++day) {
    if (calendar.IsWorkingDay(day)) --working_days;
  }
  return working_days <= 0;
}

Invitations InvitationsOf(const dossier::v1::Consignment& consignment, std::string_view parcel_id,
                          const calendar::Calendar& calendar) {
  Invitations invitations;
  std::optional<absl::CivilDay> first;
  for (const auto& event : consignment.events()) {
    const bool its = consignment.parcels_size() <= 1 || event.consignment_id() == parcel_id;
    if (!its || event.kind() != dossier::v1::TRACKING_KIND_ATTEMPT_FAILED) continue;
    ++invitations.attempts;
    const absl::Time time = FromProto(event.event_time());
    const absl::CivilDay day = absl::ToCivilDay(time, LocalZone());
    if (!first.has_value()) {
      first = day;
    } else if (!invitations.return_time.has_value() &&
               AreApart(*first, day, kDaysBetweenInvitations, calendar)) {
      invitations.return_time = time;
    }
  }
  return invitations;
}

}  // namespace motcua::postal
