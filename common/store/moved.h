// What stands under the key of an aggregate that went to another cell (motcua.dossier.v1.
// MovedAggregate), in place of its own message.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "motcua/dossier/v1/cell_move.pb.h"

namespace motcua::store {

// Whether the stored bytes are such a mark. No message of protobuf begins as it does.
bool IsMoved(std::string_view stored);

std::string EncodeMoved(const dossier::v1::MovedAggregate& moved);
absl::StatusOr<dossier::v1::MovedAggregate> DecodeMoved(std::string_view stored);

// What whoever asks for the aggregate is told: MOVING_TO_CELL, or MOVED_TO_CELL with the cell and
// the address.
absl::Status MovedError(std::string_view stored);

// Whether an error is one of those two.
bool SaysMoved(const absl::Status& status);

}  // namespace motcua::store
