// Events as lines.
#pragma once

#include <string>

#include "google/protobuf/repeated_ptr_field.h"
#include "motcua/reporting/v1/reporting_service.pb.h"

namespace motcua::cli {

// "2023-01-18 08:30  text", with the kind's name where the archive has no text for it.
std::string EventText(const motcua::reporting::v1::ArchivedEvent& event);

// A line each.
std::string TimelineText(
    const google::protobuf::RepeatedPtrField<motcua::reporting::v1::ArchivedEvent>& events);

}  // namespace motcua::cli
