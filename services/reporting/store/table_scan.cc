#include "services/reporting/store/table_scan.h"

#include "common/base/strings.h"

namespace motcua::reporting {
namespace {

std::string AsText(const std::string& column) { return Cat("CAST(", column, " AS TEXT)"); }

std::string ScanSql(Dialect dialect, const std::string& table, const std::vector<std::string>& key,
                    const std::vector<std::string>& columns) {
  std::string select, order;
  for (const std::string& column : columns) {
    Append(&select, select.empty() ? "" : ", ", AsText(column));
  }
  const char* bytes = dialect == Dialect::kSqlite ? " COLLATE BINARY" : " COLLATE \"C\"";
  for (const std::string& column : key) {
    Append(&order, order.empty() ? "" : ", ", AsText(column), bytes);
  }
  return Cat("SELECT ", select, " FROM ", table, " ORDER BY ", order);
}

}  // namespace

std::vector<std::string> ColumnsOf(soci::session& sql, Dialect dialect, const std::string& table) {
  const std::string query =
      dialect == Dialect::kSqlite
          ? Cat("SELECT name FROM pragma_table_info('", table, "') ORDER BY cid")
          : Cat("SELECT column_name::text FROM information_schema.columns WHERE table_name = '",
                table, "' AND table_schema = current_schema() ORDER BY ordinal_position");
  std::vector<std::string> columns;
  std::string name;
  soci::statement statement = (sql.prepare << query, soci::into(name));
  statement.execute();
  while (statement.fetch()) columns.push_back(name);
  return columns;
}

TableScan::TableScan(soci::session& sql, Dialect dialect, const std::string& table,
                     const std::vector<std::string>& key, const std::vector<std::string>& columns)
    : row_(columns.size()), statement_(sql) {
  for (std::string& value : row_) statement_.exchange(soci::into(value));
  statement_.alloc();
  statement_.prepare(ScanSql(dialect, table, key, columns));
  statement_.define_and_bind();
  statement_.execute(false);
}

}  // namespace motcua::reporting
