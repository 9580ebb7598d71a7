// What the archive knows of one dossier: the fold of its events. Reports are counted over these
// rows; since a row holds instants and not just a state, a period that ended long ago is counted as
// it stood then.
#pragma once

#include <cstdint>
#include <string>

#include "motcua/event/v1/event.pb.h"
#include "services/reporting/domain/cell.h"
#include "services/reporting/domain/report_days.h"

namespace motcua::reporting {

// Instants are kept in microseconds since the epoch; this one says that something has not happened
// (or that there is no limit). It lies after every instant a Timestamp may hold.
inline constexpr int64_t kNever = 253402300800000000;

// How a dossier was resolved (column 7 of the form).
enum Resolution : int { kUnresolved = 0, kResolvedByResult = 1, kResolvedByWithdrawal = 2 };

// How a dossier ended.
enum Ending : int {
  kOpen = 0,
  kHandedOver = 1,
  kDelivered = 2,
  kWithdrawn = 3,
  kRefused = 4,
  kMovedAway = 5,  // to another cell, in whose archive it counts; here only in the register book
};

struct DossierRow {
  std::string code;
  std::string procedure_code;
  std::string field;
  std::string receiving_unit;
  int channel = 0;        // type.v1.Channel
  int return_method = 0;  // type.v1.ReturnMethod
  int64_t submit_time = kNever;
  int64_t accept_time = kNever;
  int64_t first_due_time = kNever;  // the promise on the receipt
  int64_t due_time = kNever;        // the promise in force since due_since_time
  int64_t due_since_time = kNever;
  int64_t old_due_time = kNever;    // the promise in force before that, since old_since_time;
  int64_t old_since_time = kNever;  // before, the one on the receipt was
  int64_t stop_time = kNever;       // last stop of the legal clock; the law allows one
  int64_t resume_time = kNever;     // end of that stop
  int64_t resolve_time = kNever;    // result ready, or taken back after acceptance
  int resolution = kUnresolved;
  int64_t post_time = kNever;      // the result was given to the post
  int64_t post_end_time = kNever;  // the post delivered, returned or lost it
  int64_t close_time = kNever;     // refused, withdrawn or handed over
  int ending = kOpen;
  int submitted = 0;  // how often the archive saw it filed, accepted, ended: more than once is
  int accepted = 0;   // a doubled effect
  int ended = 0;
  std::string filed_by;              // who filed it; empty: archived before this was kept
  int completions = 0;               // times it was handed back before acceptance
  int supplements = 0;               // times a supplement was asked for after acceptance
  int64_t completion_time = kNever;  // first of these
  int64_t supplement_time = kNever;  // likewise
  std::string post_office;           // that collected the papers; empty: none did
  std::string solving_unit;  // first unit of the route beside the counter; empty: not routed yet
  int64_t route_time = kNever;
  // Local days at whose begin it was overdue: since when it is, and the spans before (day_spans.h).
  int64_t overdue_from = kNoDay;
  std::string overdue_spans;
  // The same of its result being with the post.
  int64_t post_from = kNoDay;
  std::string post_spans;
  std::string steps;    // under way (step_times.h)
  std::string parcels;  // under way (parcels.h)

  bool operator==(const DossierRow&) const = default;

  bool exists() const { return submitted > 0; }
  bool duplicated() const { return submitted > 1 || accepted > 1 || ended > 1; }
};

// Takes one event into the row; events come in the archive's order. Kinds that change nothing here,
// and kinds unknown, leave the row as it is. What steps and consignments came to is told once, when
// it happens, and not kept in the row: `sink` is told what it adds to the summaries.
void Fold(const event::v1::Event& event, DossierRow& row, CellSink sink);
void Fold(const event::v1::Event& event, DossierRow& row);

// What one dossier adds to the running totals of its receiving unit.
struct Totals {
  int64_t dossiers = 0;    // filed
  int64_t ended = 0;       // closed, withdrawn or refused
  int64_t resolved = 0;    // with a result, or withdrawn after acceptance
  int64_t kept = 0;        // resolved on or before the promised day
  int64_t duplicated = 0;  // filed, accepted or ended more than once

  bool operator==(const Totals&) const = default;
  Totals& operator+=(const Totals& other);
  Totals& operator-=(const Totals& other);
  // 100 where nothing was resolved.
  double on_time_percent() const;
};

Totals TotalsOf(const DossierRow& row);

}  // namespace motcua::reporting
