// What single columns hold.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "motcua/catalogue/v1/catalogue.pb.h"

namespace motcua::catalogue {

// Why a row is not taken, or what was changed in it.
struct Complaint {
  bool rejects = true;
  std::string reason;
  std::string message;
};
using Complaints = std::vector<Complaint>;

// Each reads one column (or the two of the time limit) into the procedure.
void ReadCode(std::string_view text, v1::Procedure* procedure, Complaints* complaints);
void ReadName(std::string_view text, v1::Procedure* procedure, Complaints* complaints);
void ReadField(std::string_view text, v1::Procedure* procedure, Complaints* complaints);
void ReadLevels(std::string_view text, v1::Procedure* procedure, Complaints* complaints);
void ReadLimit(std::string_view value, std::string_view unit, v1::Procedure* procedure,
               Complaints* complaints);
void ReadFee(std::string_view text, v1::Procedure* procedure, Complaints* complaints);
void ReadPapers(std::string_view text, v1::Procedure* procedure, Complaints* complaints);
void ReadLegalBases(std::string_view text, v1::Procedure* procedure, Complaints* complaints);

}  // namespace motcua::catalogue
