// The post's papers: what the services know for them, and the pages made of it.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "clients/cli/session.h"

namespace motcua::cli {

// Phiếu gửi hồ sơ of a parcel.
absl::StatusOr<std::string> SlipPage(Session& session, const std::string& parcel_id);

// Biên bản giao nhận of a bag.
absl::StatusOr<std::string> RecordPage(Session& session, const std::string& bag_id);

}  // namespace motcua::cli
