// Every machine-readable reason an error of this system may carry (google.rpc.ErrorInfo.reason),
// so that callers can branch on a word and never on a message.
#pragma once

#include <string_view>

namespace motcua {

// --- any service -------------------------------------------------------------------------------
// A required field is empty; the field is named in BadRequest.
inline constexpr std::string_view kFieldRequired = "FIELD_REQUIRED";
// A field holds a value outside what it may hold.
inline constexpr std::string_view kFieldInvalid = "FIELD_INVALID";
// The request's bytes are not a message of the method's type.
inline constexpr std::string_view kMalformedRequest = "MALFORMED_REQUEST";
// The request is larger than the server's limit.
inline constexpr std::string_view kRequestTooLarge = "REQUEST_TOO_LARGE";
// A text field is not in Unicode normal form C.
inline constexpr std::string_view kTextNotNfc = "TEXT_NOT_NFC";
// A text field holds invalid UTF-8 or a control character.
inline constexpr std::string_view kTextInvalid = "TEXT_INVALID";
// The caller did not show who it is.
inline constexpr std::string_view kCallerUnknown = "CALLER_UNKNOWN";
// No role of the caller allows the method.
inline constexpr std::string_view kMethodNotAllowed = "METHOD_NOT_ALLOWED";
// The unit lies outside the subtrees the caller covers.
inline constexpr std::string_view kUnitOutOfScope = "UNIT_OUT_OF_SCOPE";
// The server has as many calls in hand as it may; retry after RetryInfo.
inline constexpr std::string_view kOverloaded = "OVERLOADED";
// The server is going down; retry elsewhere.
inline constexpr std::string_view kShuttingDown = "SHUTTING_DOWN";
// The client's deadline passed before the work began.
inline constexpr std::string_view kDeadlinePassed = "DEADLINE_PASSED";
// The service called does not answer; whether a request already sent took effect is unknown.
inline constexpr std::string_view kPeerUnavailable = "PEER_UNAVAILABLE";
// An error no correct program makes; the server's log tells more.
inline constexpr std::string_view kInternal = "INTERNAL";
// The same request_id came with a different request.
inline constexpr std::string_view kRequestIdReused = "REQUEST_ID_REUSED";
// Others kept changing the same thing; retry.
inline constexpr std::string_view kTooMuchContention = "TOO_MUCH_CONTENTION";
// A setting or a setting's value is wrong.
inline constexpr std::string_view kSettingInvalid = "SETTING_INVALID";

// --- Redis -------------------------------------------------------------------------------------
// Redis could not be reached, or the connection was lost before the answer: whether the command
// took effect is unknown, a retry with the same request_id is safe.
inline constexpr std::string_view kRedisUnavailable = "REDIS_UNAVAILABLE";
// Redis has no memory left for writes.
inline constexpr std::string_view kRedisOutOfMemory = "REDIS_OUT_OF_MEMORY";
// The called function is not loaded (a Redis that lost its data).
inline constexpr std::string_view kRedisFunctionMissing = "REDIS_FUNCTION_MISSING";
// Redis answered with an error that no correct program provokes.
inline constexpr std::string_view kRedisError = "REDIS_ERROR";

}  // namespace motcua
