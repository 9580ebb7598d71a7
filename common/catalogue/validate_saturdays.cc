#include <set>

#include "common/base/strings.h"
#include "common/catalogue/unit_index.h"
#include "common/catalogue/validate.h"

namespace motcua::catalogue {
namespace {

void CheckHours(const v1::SaturdayCounter& row, const Place& place, Mistakes* mistakes) {
  if (row.sessions().empty()) mistakes->Add(place, "sessions are missing");
  int last = 0;
  for (int i = 0; i < row.sessions_size(); ++i) {
    const auto session = ToSession(row.sessions(i));
    if (!session.has_value()) {
      mistakes->Add(place, "sessions", i, "hours need begin and end as HH:MM, end after begin");
    } else if (session->begin < last) {
      mistakes->Add(place, "sessions", i, "hours overlap or are out of order");
    } else {
      last = session->end;
    }
  }
}

}  // namespace

void CheckSaturdays(const Source& source, const UnitIndex& index, Mistakes* mistakes) {
  std::set<std::string_view> fields;
  for (const v1::Procedure& procedure : source.all.procedures()) fields.insert(procedure.field());
  for (int i = 0; i < source.all.saturday_counters_size(); ++i) {
    const v1::SaturdayCounter& row = source.all.saturday_counters(i);
    const Place& place = source.saturday_counters[i];
    for (int k = 0; k < row.unit_codes_size(); ++k) {
      if (index.Find(row.unit_codes(k)) != nullptr) continue;
      mistakes->Add(place, "unit_codes", k, Cat("no unit ", row.unit_codes(k)));
    }
    for (int k = 0; k < row.fields_size(); ++k) {
      if (fields.contains(row.fields(k))) continue;
      mistakes->Add(place, "fields", k, Cat("no procedure has the field ", row.fields(k)));
    }
    CheckHours(row, place, mistakes);
    CheckDays(row, place, mistakes);
  }
}

}  // namespace motcua::catalogue
