// Any table's rows as text, in an order that is the same in every database: for comparing tables
// whose columns the caller does not know. Throws what SOCI throws.
#pragma once

#include <string>
#include <vector>

#include "services/reporting/store/database.h"

namespace motcua::reporting {

// The table's columns, in the table's order; none for an unknown table.
std::vector<std::string> ColumnsOf(soci::session& sql, Dialect dialect, const std::string& table);

// However large the table, few of its rows are in memory. One scan of a table at a time in a
// session.
class TableScan {
 public:
  // By `key` as bytes of its text, then all of `columns`.
  TableScan(soci::session& sql, Dialect dialect, const std::string& table,
            const std::vector<std::string>& key, const std::vector<std::string>& columns);
  ~TableScan();

  // Moves to the next row; false: there is none.
  bool Next();
  // The row's columns as text.
  const std::vector<std::string>& row() const { return row_; }

 private:
  soci::session& sql_;
  std::string cursor_;  // PostgreSQL hands over a query's rows all at once, a cursor's by page
  std::vector<std::string> row_;
  soci::statement statement_;
};

}  // namespace motcua::reporting
