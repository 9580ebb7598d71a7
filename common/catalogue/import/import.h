// Procedures from a table as other systems export it: one row a procedure. Real tables are dirty, so
// each row stands alone: it is taken whole or rejected with the reason.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "motcua/catalogue/v1/catalogue.pb.h"

namespace motcua::catalogue {

// What happened to a row.
struct RowRemark {
  int row = 0;   // of the data, from 1
  int line = 0;  // of the file, from 1
  std::string code;
  bool rejected = false;
  std::string reason;   // a word, e.g. "FEE_SUSPICIOUS"
  std::string message;  // for people
};

struct Import {
  int rows = 0;
  std::vector<v1::Procedure> procedures;
  // Every reason why rows were rejected, and what was changed or assumed in those taken; in order of
  // rows.
  std::vector<RowRemark> remarks;

  int rejected() const { return rows - static_cast<int>(procedures.size()); }
};

// Reads the columns code, name, field, levels, agency, time_value, time_unit, fee_vnd, components,
// legal_documents (others are left alone), in any order; docs/catalogue.md says what they may hold.
// Errors: INVALID_ARGUMENT (kCatalogueInvalid): no header, or a column is missing or there twice.
absl::StatusOr<Import> ImportProcedures(std::string_view csv);

// The procedures as a file of the catalogue; `origin` says in its head where they are from.
std::string ToTextproto(const Import& import, std::string_view origin);

// The remarks as CSV: row,line,code,outcome,reason,message.
std::string ToReport(const Import& import);

}  // namespace motcua::catalogue
