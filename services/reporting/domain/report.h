// Form II.06a/VPCP/KSTT (TT 02/2017/TT-VPCP, TT 01/2020/TT-VPCP): what was received, resolved and
// is pending, by day of promise.
#pragma once

#include <cstdint>

#include "absl/time/time.h"
#include "services/reporting/domain/dossier_row.h"

namespace motcua::reporting {

// A period of the report; the end is exclusive, and pending dossiers are judged at it.
struct Period {
  int64_t begin = 0;  // microseconds since the epoch
  int64_t end = 0;
};

// The columns that are counted; the others are sums of them, so the form's identities
// 7 = 8 + 9 + 10 and 11 = 12 + 13 hold by construction and 3 = 7 + 11 is a check.
struct Columns {
  int64_t online = 0;           // (4)
  int64_t direct_and_post = 0;  // (5)
  int64_t carried_over = 0;     // (6)
  int64_t early = 0;            // (8)
  int64_t on_time = 0;          // (9)
  int64_t late = 0;             // (10)
  int64_t pending_in_time = 0;  // (12)
  int64_t pending_overdue = 0;  // (13)
  int64_t refused = 0;          // filed in the period and refused; outside the form
  int64_t in_post = 0;          // resolved in the period, the result with the post at its end

  int64_t received() const { return online + direct_and_post + carried_over; }  // (3)
  int64_t resolved() const { return early + on_time + late; }                   // (7)
  int64_t pending() const { return pending_in_time + pending_overdue; }         // (11)
  // (3) = (7) + (11): what came in was resolved or is still there.
  bool balanced() const { return received() == resolved() + pending(); }
  // (early + on time) of resolved; 100 where nothing was resolved.
  double on_time_percent() const;

  bool operator==(const Columns&) const = default;
  Columns& operator+=(const Columns& other);
};

// What became of dossiers: how far guidance failed.
struct HandBacks {
  int64_t filed = 0;
  int64_t completion_requested = 0;  // handed back before acceptance at least once
  int64_t supplement_requested = 0;  // asked for a supplement after acceptance
  int64_t refused = 0;
  int64_t handed_back = 0;  // any of the three, each dossier once

  // handed_back of filed; 0 where nothing was filed.
  double share_percent() const;

  bool operator==(const HandBacks&) const = default;
  HandBacks& operator+=(const HandBacks& other);
};

enum class Punctuality { kEarly, kOnTime, kLate };

// How a resolved dossier kept its promise: by local day, as the form does. Without a limit, or
// withdrawn, it counts as on time.
Punctuality PunctualityOf(const DossierRow& row);

// A day, and how far local days (UTC+7) are ahead, in microseconds.
inline constexpr int64_t kMicrosPerDay = int64_t{86400} * 1000000;
inline constexpr int64_t kLocalOffset = int64_t{7} * 3600 * 1000000;

// Local day of an instant, counted from 1970-01-01 (UTC+7).
int64_t LocalDay(int64_t micros);

// `part` of `whole` in percent; 100 for an empty whole.
double Percent(int64_t part, int64_t whole);

}  // namespace motcua::reporting
