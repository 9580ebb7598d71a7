// Signatures of HTTP calls, ours and carriers': HMAC-SHA256 over time and body, so that a call can
// neither be changed nor kept and sent later.
//
//   Motcua-Signature: t=1700000000,v1=<64 hexadecimal digits of HMAC-SHA256(secret, t + "." + body)>
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace motcua {

inline constexpr char kSignatureHeader[] = "Motcua-Signature";
// How far a call's time may be from the receiver's.
inline constexpr absl::Duration kSignatureTolerance = absl::Minutes(5);

// The header's value. `secret` is used as text, not decoded.
std::string Sign(const std::string& secret, absl::Time time, std::string_view body);

// UNAUTHENTICATED SIGNATURE_INVALID: the header is missing or malformed, the time is further off than
// the tolerance, or the signature is not of that secret and body.
absl::Status CheckSignature(const std::string& secret, std::string_view header,
                            std::string_view body, absl::Time now);

}  // namespace motcua
