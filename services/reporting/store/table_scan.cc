#include "services/reporting/store/table_scan.h"

#include "common/base/strings.h"

namespace motcua::reporting {
namespace {

constexpr int kPage = 1000;

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
    : sql_(sql), row_(columns.size()), statement_(sql) {
  std::string query = ScanSql(dialect, table, key, columns);
  if (dialect == Dialect::kPostgresql) {
    const std::string cursor = "scan_" + table;
    sql_.once << "DECLARE " << cursor << " NO SCROLL CURSOR WITH HOLD FOR " << query;
    cursor_ = cursor;
    query = Cat("FETCH ", kPage, " FROM ", cursor);
  }
  for (std::string& value : row_) statement_.exchange(soci::into(value));
  statement_.alloc();
  statement_.prepare(query);
  statement_.define_and_bind();
  statement_.execute(false);
}

TableScan::~TableScan() {
  if (cursor_.empty()) return;
  try {
    sql_.once << "CLOSE " << cursor_;
  } catch (const std::exception&) {
    // A broken connection has no cursors any more.
  }
}

bool TableScan::Next() {
  if (statement_.fetch()) return true;
  if (cursor_.empty()) return false;
  statement_.execute(false);
  return statement_.fetch();
}

}  // namespace motcua::reporting
