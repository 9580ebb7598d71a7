// Until when the personal data of an ended dossier must be kept.
#pragma once

#include "absl/time/time.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "motcua/catalogue/v1/catalogue.pb.h"
#include "services/reporting/domain/dossier_row.h"

namespace motcua::reporting {

using RetentionRules = google::protobuf::RepeatedPtrField<catalogue::v1::RetentionRule>;

// Where no rule fits: what is usual at the unit before dossiers go to the state archive, and what
// TT 17/2017/TT-BTTTT Đ.14 asks of the post's electronic records.
inline constexpr int kYearsWithoutRule = 5;

// The longest time of the rules that fit the dossier.
int YearsToRetain(const DossierRow& row, const RetentionRules& rules);

// The shortest time any dossier may have.
int ShortestRetention(const RetentionRules& rules);

// The same day so many years later, Vietnam's time (29 February: 1 March).
absl::Time YearsLater(absl::Time from, int years);

}  // namespace motcua::reporting
