#include "services/reporting/store/lateness_sql.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "common/base/strings.h"
#include "services/reporting/store/database.h"

namespace motcua::reporting {
namespace {

// Late dossiers by the index on their resolution; then the few events of theirs.
std::string LateResultsSql(const Period& period) {
  return Cat("SELECT event.receiving_unit, event.payload FROM dossier"
             " JOIN event ON event.dossier_code = dossier.code AND event.kind = 'result_ready'"
             " WHERE dossier.resolve_time >= ", period.begin,
             " AND dossier.resolve_time < ", period.end,
             " AND dossier.resolve_time > dossier.due_time"
             " ORDER BY event.sequence");
}

}  // namespace

absl::StatusOr<std::vector<LateResult>> ReadLateResults(ArchiveReader& reader,
                                                        const Period& period) {
  return CatchSql([&]() -> absl::StatusOr<std::vector<LateResult>> {
    std::vector<LateResult> results;
    std::string unit, payload;
    soci::statement statement =
        (reader.sql().prepare << LateResultsSql(period), soci::into(unit), soci::into(payload));
    statement.execute(false);
    while (statement.fetch()) {
      std::string bytes;
      event::v1::Event event;
      const bool readable = absl::Base64Unescape(payload, &bytes) && event.ParseFromString(bytes);
      // One that was told again (the promise had been kept the first time) tells no lateness.
      if (!readable || event.result_ready().lateness().empty()) continue;
      results.push_back({unit, std::move(*event.mutable_result_ready())});
    }
    return results;
  });
}

}  // namespace motcua::reporting
