// What of a procedure holds in a case and by a channel: steps, limit and fee.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "motcua/catalogue/v1/catalogue.pb.h"

namespace motcua::catalogue {

// Whether what is there in `cases` (empty: always) is there in the case; an empty key means that no
// case holds.
bool AppliesInCase(const google::protobuf::RepeatedPtrField<std::string>& cases,
                   std::string_view case_key);

// The limit of the first rule that fits, else the procedure's own. A channel that is not given is
// the counter.
const type::v1::TimeLimit& LimitFor(const v1::Procedure& procedure, std::string_view case_key,
                                    type::v1::Channel channel);

// Likewise the fee in đồng; nullopt when only the province's own schedule knows it.
std::optional<int64_t> FeeFor(const v1::Procedure& procedure, std::string_view case_key,
                              type::v1::Channel channel);

}  // namespace motcua::catalogue
