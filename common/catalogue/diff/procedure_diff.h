// Differences of single items, in words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "google/protobuf/message.h"
#include "motcua/catalogue/v1/catalogue.pb.h"

namespace motcua::catalogue {

// "limit: 10 working days → 7 working days", "paper \"Đơn\" removed": limit, fee, papers, cases and
// route in words, other fields by name and value.
std::vector<std::string> DiffProcedures(const v1::Procedure& before, const v1::Procedure& after);

// "valid_to: - → 2025-06-30" for each field that differs, but those named.
std::vector<std::string> DiffFields(const google::protobuf::Message& before,
                                    const google::protobuf::Message& after,
                                    const std::vector<std::string_view>& but = {});

}  // namespace motcua::catalogue
