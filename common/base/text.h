// Vietnamese text: one normal form on the wire and at rest, and a folded form to search by.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "google/protobuf/message.h"

namespace motcua {

// Only bytes below 0x80: needs no further check of form.
bool IsAscii(std::string_view text);

// Valid UTF-8 in Unicode normal form C ("Đồng Tháp" in precomposed letters).
bool IsNfc(std::string_view text);

// The text in normal form C; invalid UTF-8 comes back unchanged.
std::string ToNfc(std::string_view text);

// Lower case, without diacritics, đ as d: "Hồ sơ ĐẤT" → "ho so dat". Two texts a Vietnamese reader
// would look up by the same letters fold alike. Invalid UTF-8 comes back unchanged.
std::string Fold(std::string_view text);

// Checks every string field of the message, nested ones too: valid UTF-8, normal form C, no
// control characters but line feed and tab. INVALID_ARGUMENT kTextInvalid or kTextNotNfc naming
// the first bad field (its path, never its content).
absl::Status CheckText(const google::protobuf::Message& message);

}  // namespace motcua
