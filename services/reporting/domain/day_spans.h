// Spans of days on which something held, as a short text of a dossier's row: "19360:19363;" is from
// the first day up to the second, which is excluded. Most dossiers have none.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/base/strings.h"

namespace motcua::reporting {

inline void AddSpan(int64_t from, int64_t to, std::string* spans) {
  if (from < to) Append(spans, from, ":", to, ";");
}

// Calls visit(from, to) for each span.
template <class Visit>
void ForEachSpan(std::string_view spans, Visit visit) {
  for (std::string_view span : Split(spans, ';')) {
    const auto days = Split(span, ':');
    int64_t from = 0;
    int64_t to = 0;
    if (days.size() == 2 && ParseInt(days[0], &from) && ParseInt(days[1], &to)) visit(from, to);
  }
}

}  // namespace motcua::reporting
