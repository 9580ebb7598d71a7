// Pieces of Vietnamese sentences.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "google/protobuf/repeated_ptr_field.h"
#include "google/protobuf/timestamp.pb.h"

namespace motcua::reporting {

// "17:00 ngày 05/03/2023", local time.
std::string InstantText(const google::protobuf::Timestamp& time);

// "1.250.000".
std::string MoneyText(int64_t amount);

// "; lý do: …" without a full stop at its end, or nothing.
std::string Because(std::string_view reason);

// ": a; b; c", or nothing.
std::string ListText(const google::protobuf::RepeatedPtrField<std::string>& items);

}  // namespace motcua::reporting
