// Bounds of single fields, as the contract states them.
#pragma once

#include <string_view>

#include "absl/time/civil_time.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "motcua/type/v1/type.pb.h"
#include "services/intake/domain/problem.h"

namespace motcua::intake {

inline constexpr size_t kMostPapers = 50;        // in one hand-in
inline constexpr size_t kMostItems = 50;         // asked for at once
inline constexpr size_t kLongestReason = 1000;   // characters
inline constexpr size_t kLongestItem = 300;      // characters
inline constexpr size_t kLongestRequestId = 64;  // characters

// Characters (code points) of valid UTF-8.
size_t Characters(std::string_view text);

// `text` must have 1 to `most` characters (CheckRequired) or 0 to `most` (CheckLength).
void CheckRequired(std::string_view field, std::string_view text, size_t most, Problems& problems);
void CheckLength(std::string_view field, std::string_view text, size_t most, Problems& problems);

// 1 to kMostItems texts of 1 to kLongestItem characters each.
void CheckItems(const google::protobuf::RepeatedPtrField<std::string>& items, Problems& problems);

// At most kMostPapers; each with a name, a kind and a count in bounds. Fields "papers[0].name", ….
void CheckPaperFields(const google::protobuf::RepeatedPtrField<type::v1::Paper>& papers,
                      Problems& problems);

// A name; numbers, phone and e-mail well-formed where given. Refused is what is surely wrong on
// `today` (local): text of before Unicode as a name, an identity number of no province or of
// someone born later, a mobile number of the prefixes that ended in 2018. Fields "applicant.name",
// ….
void CheckApplicant(const type::v1::Applicant& applicant, absl::CivilDay today, Problems& problems);

}  // namespace motcua::intake
