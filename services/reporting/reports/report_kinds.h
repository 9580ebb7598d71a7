// Which reports there are, with their columns and what each says: the one description that answers,
// exports, the command line and the tests go by.
#pragma once

#include <vector>

#include "motcua/reporting/v1/report_service.pb.h"

namespace motcua::reporting {

// nullptr for none.
const v1::ReportDescription* FindReport(v1::ReportKind kind);

// All of them, by number.
const std::vector<v1::ReportDescription>& AllReports();

}  // namespace motcua::reporting
