// Any table's rows as text, in an order that is the same in every database: for comparing tables
// whose columns the caller does not know. Throws what SOCI throws.
#pragma once

#include <string>
#include <vector>

#include "services/reporting/store/database.h"

namespace motcua::reporting {

// The table's columns, in the table's order; none for an unknown table.
std::vector<std::string> ColumnsOf(soci::session& sql, Dialect dialect, const std::string& table);

class TableScan {
 public:
  // By `key` as bytes of its text, then all of `columns`.
  TableScan(soci::session& sql, Dialect dialect, const std::string& table,
            const std::vector<std::string>& key, const std::vector<std::string>& columns);

  // Moves to the next row; false: there is none.
  bool Next() { return statement_.fetch(); }
  // The row's columns as text.
  const std::vector<std::string>& row() const { return row_; }

 private:
  std::vector<std::string> row_;
  soci::statement statement_;
};

}  // namespace motcua::reporting
