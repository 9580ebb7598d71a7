#include "services/reporting/store/register_sql.h"

#include "common/base/strings.h"

namespace motcua::reporting {
namespace {

std::string OfYear(const Period& year) {
  return Cat(" FROM dossier WHERE receiving_unit = :unit AND accept_time >= ", year.begin,
             " AND accept_time < ", year.end);
}

// Two dossiers may be accepted at one instant, and a clock may be set back: the place of the
// acceptance in the archive alone never changes and is never shared. One that came from another cell
// is numbered there by its acceptance, and here by its coming.
constexpr char kAcceptance[] =
    "(SELECT MIN(e.sequence) FROM event e WHERE e.dossier_code = dossier.code"
    " AND e.kind IN ('accepted', 'cell_entered'))";

}  // namespace

std::string RegisterSql(const RegisterQuery& query) {
  const std::string columns = ColumnList<DossierRow>();
  const std::string numbered = Cat("SELECT ROW_NUMBER() OVER (ORDER BY ", kAcceptance,
                                   ") AS number, ", columns, OfYear(query.year));
  return Cat("SELECT number, ", columns, " FROM (", numbered, ") AS register WHERE number > ",
             query.after, query.dossier_code.empty() ? "" : " AND code = :code",
             " ORDER BY number LIMIT ", query.limit);
}

std::string RegisterTotalSql(const Period& year) { return "SELECT COUNT(*)" + OfYear(year); }

}  // namespace motcua::reporting
