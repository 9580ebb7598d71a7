#include "clients/province/outcome.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "clients/cli/output/table.h"
#include "common/base/strings.h"

namespace motcua::province {
namespace {

using cli::Align;
using reporting::v1::GetOnTimeReportResponse;
using reporting::v1::OnTimeRow;

constexpr size_t kBusiest = 10;

std::string Percent(double percent) { return absl::StrFormat("%.2f", percent); }

void AddRow(std::string name, const OnTimeRow& row, cli::Table& table) {
  table.Add({std::move(name), Cat(row.received()), Cat(row.early()), Cat(row.on_time()),
             Cat(row.late()), Cat(row.in_post()), Cat(row.pending()), Cat(row.pending_overdue()),
             Cat(row.refused()), Percent(row.on_time_percent())});
}

cli::Table NewTable(std::string first_title) {
  return cli::Table({{std::move(first_title)},
                     {"Received", Align::kRight},
                     {"Early", Align::kRight},
                     {"On time", Align::kRight},
                     {"Late", Align::kRight},
                     {"In post", Align::kRight},
                     {"Open", Align::kRight},
                     {"Overdue", Align::kRight},
                     {"Refused", Align::kRight},
                     {"On time %", Align::kRight}});
}

std::string NameOf(const OnTimeRow& row) { return row.name().empty() ? row.key() : row.name(); }

std::string LevelTable(const GetOnTimeReportResponse& report) {
  cli::Table table = NewTable("Level");
  for (const OnTimeRow& row : report.rows()) AddRow(NameOf(row), row, table);
  AddRow("All", report.total(), table);
  return table.Render(0);
}

std::string FieldTable(const GetOnTimeReportResponse& report) {
  std::vector<OnTimeRow> rows(report.rows().begin(), report.rows().end());
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.received() > b.received(); });
  rows.resize(std::min(rows.size(), kBusiest));
  cli::Table table = NewTable("Busiest fields");
  for (const OnTimeRow& row : rows) AddRow(NameOf(row), row, table);
  return table.Render(0);
}

// The first few, for a person to look at.
std::string Some(const google::protobuf::RepeatedPtrField<std::string>& texts) {
  std::string list;
  for (int i = 0; i < std::min(texts.size(), 5); ++i) Append(&list, i == 0 ? ": " : ", ", texts[i]);
  return list;
}

Invariant Acknowledged(const Findings& f) {
  return {"every arrival was acknowledged", f.acknowledged == f.planned,
          Cat(f.acknowledged, " of ", f.planned)};
}

Invariant NoneLost(const Findings& f) {
  const bool all_found = f.audit.ended() + f.audit.open() == f.acknowledged;
  return {"every acknowledged dossier is in the archive", f.audit.missing().empty() && all_found,
          Cat(f.audit.missing_size(), " missing", Some(f.audit.missing()))};
}

Invariant NoneDoubled(const Findings& f) {
  const bool once = f.audit.duplicated().empty() && f.archive.duplicated() == 0;
  return {"… exactly once", once,
          Cat(std::max<int64_t>(f.archive.duplicated(), f.audit.duplicated_size()), " doubled",
              Some(f.audit.duplicated()))};
}

Invariant NoneUnknown(const Findings& f) {
  return {"the archive holds none that nobody acknowledged", f.archive.dossiers() == f.acknowledged,
          Cat(f.archive.dossiers(), " in the archive")};
}

Invariant OnePlace(const Findings& f) {
  return {"each open step is in exactly one place", f.places.violations() == 0,
          Cat(f.places.open_steps(), " open steps, ", f.places.violations(), " violations",
              Some(f.places.examples()))};
}

Invariant HoldersKnown(const Findings& f) {
  const auto& c = f.custody;
  return {"every original's holder is known", c.unknown() == 0,
          Cat(c.parcels(), " parcels: ", c.held(), " held, ", c.on_the_way(), " on the way, ",
              c.missing(), " missing", Some(c.unknown_ids()))};
}

Invariant LogsWhole(const Findings& f) {
  return {"every log of hand-overs adds up, and what is missing is claimed",
          f.custody.broken_logs() == 0 && f.custody.unclaimed() == 0,
          Cat(f.custody.broken_logs(), " broken, ", f.custody.unclaimed(), " without a claim")};
}

Invariant SameJourneys(const Findings& f) {
  const int64_t by_events = f.tally.accepted - f.tally.journeys_ended;
  return {"journeys open in Redis are those open by the archive",
          f.places.open_journeys() == by_events, Cat(f.places.open_journeys(), " and ", by_events)};
}

Invariant SameEnds(const Findings& f) {
  return {"dossiers ended by the archive's rows are those ended by its events",
          f.archive.ended() == f.tally.ended, Cat(f.archive.ended(), " and ", f.tally.ended)};
}

Invariant ReportAddsUp(const Findings& f) {
  int wrong = 0;
  for (const auto* report : {&f.by_level, &f.by_field}) {
    if (!AddsUp(report->total())) ++wrong;
    for (const OnTimeRow& row : report->rows()) wrong += AddsUp(row) ? 0 : 1;
  }
  return {"the report adds up (3=4+5+6=7+11, 7=8+9+10, 11=12+13)", wrong == 0,
          Cat(f.by_level.rows_size() + f.by_field.rows_size() + 2, " rows, ", wrong, " wrong")};
}

Invariant NothingLeft(const Findings& f) {
  return {"no event waits or was set aside", f.backlog.waiting == 0 && f.backlog.dead_letters == 0,
          Cat(f.backlog.waiting, " waiting, ", f.backlog.dead_letters, " set aside",
              f.backlog.where.empty() ? "" : " (", f.backlog.where,
              f.backlog.where.empty() ? "" : ")")};
}

Invariant OnlyUnknownAside(const Findings& f) {
  return {"carriers' records set aside are those of unknown codes", f.set_aside_wrongly == 0,
          Cat(f.set_aside, " set aside, ", f.set_aside_wrongly, " for another reason")};
}

Invariant AllRehomed(const Rehousing& one) {
  return {Cat("all open work was re-homed (", one.id, ")"),
          one.moved == one.concerned && one.left == 0,
          Cat(one.moved, " of ", one.concerned, " dossiers, journeys and consignments, ", one.left,
              " left behind")};
}

Invariant TotalsConserved(const Rehousing& one) {
  const bool same = one.steps_before == one.steps_after &&
                    one.journeys_before == one.journeys_after && one.violations == 0;
  return {"… and totals were conserved", same,
          Cat("steps ", one.steps_before, " and ", one.steps_after, ", open journeys ",
              one.journeys_before, " and ", one.journeys_after, ", ", one.violations,
              " violations")};
}

}  // namespace

bool AddsUp(const OnTimeRow& row) {
  return row.received() == row.online() + row.direct_and_post() + row.carried_over() &&
         row.received() == row.resolved() + row.pending() &&
         row.resolved() == row.early() + row.on_time() + row.late() &&
         row.pending() == row.pending_in_time() + row.pending_overdue();
}

std::vector<Invariant> InvariantsOf(const Findings& findings) {
  std::vector<Invariant> invariants = {
      Acknowledged(findings), NoneLost(findings),     NoneDoubled(findings), NoneUnknown(findings),
      OnePlace(findings),     SameJourneys(findings), SameEnds(findings),    ReportAddsUp(findings),
      HoldersKnown(findings), LogsWhole(findings),    NothingLeft(findings),
      OnlyUnknownAside(findings)};
  for (Invariant& one : MoneyInvariants(findings.money)) invariants.push_back(std::move(one));
  for (const Rehousing& one : findings.rehousings) {
    invariants.push_back(AllRehomed(one));
    invariants.push_back(TotalsConserved(one));
  }
  return invariants;
}

bool AllHold(const std::vector<Invariant>& invariants) {
  return std::ranges::all_of(invariants, [](const Invariant& i) { return i.holds; });
}

std::string ResultLine(const Findings& findings) {
  const auto& archive = findings.archive;
  return Cat("RESULT dossiers=", archive.dossiers(), " closed=", archive.ended(),
             " open=", archive.open(), " lost=", findings.audit.missing_size(),
             " duplicated=", archive.duplicated(),
             " on_time_percent=", Percent(archive.on_time_percent()));
}

std::string OutcomePage(const Findings& findings, const std::vector<Invariant>& invariants,
                        const Surprises& surprises) {
  std::string page = Cat("\n", LevelTable(findings.by_level), "\n", FieldTable(findings.by_field),
                         "\n", MoneyTable(findings.money));
  if (!surprises.empty()) page += "\nAnswers that were not expected:\n";
  for (const auto& [what, count] : surprises) Append(&page, "  ", what, ": ", count, "\n");
  page += "\n";
  for (const Invariant& invariant : invariants) {
    Append(&page, invariant.holds ? "ok      " : "FAILED  ", invariant.what, " (", invariant.detail,
           ")\n");
  }
  return page;
}

}  // namespace motcua::province
