#include "clients/province/outcome.h"

#include "clients/province/progress.h"
#include "clients/province/test_province.h"
#include "gmock/gmock.h"

namespace motcua::province {
namespace {

using ::testing::HasSubstr;

reporting::v1::OnTimeRow Row() {
  reporting::v1::OnTimeRow row;
  row.set_received(100);
  row.set_online(30);
  row.set_direct_and_post(70);
  row.set_resolved(90);
  row.set_early(80);
  row.set_on_time(9);
  row.set_late(1);
  row.set_pending(10);
  row.set_pending_in_time(8);
  row.set_pending_overdue(2);
  row.set_on_time_percent(98.888);
  return row;
}

Findings Good() {
  Findings findings;
  findings.planned = findings.acknowledged = 100;
  findings.audit.set_ended(90);
  findings.audit.set_open(10);
  findings.archive.set_dossiers(100);
  findings.archive.set_ended(90);
  findings.archive.set_open(10);
  findings.archive.set_on_time_percent(98.888);
  findings.places.set_open_journeys(8);
  findings.tally = {.filed = 100, .accepted = 95, .ended = 90, .journeys_ended = 87};
  *findings.by_level.mutable_total() = Row();
  *findings.by_level.add_rows() = Row();
  *findings.by_field.mutable_total() = Row();
  return findings;
}

bool Holds(const Findings& findings) { return AllHold(InvariantsOf(findings)); }

TEST(OutcomeTest, EachOriginalMustHaveAHolderAndAWholeLog) {
  Findings lost = Good();
  lost.custody.set_unknown(1);
  EXPECT_FALSE(Holds(lost));
  Findings altered = Good();
  altered.custody.set_broken_logs(1);
  EXPECT_FALSE(Holds(altered));
  Findings unclaimed = Good();
  unclaimed.custody.set_unclaimed(1);
  EXPECT_FALSE(Holds(unclaimed));
}

TEST(OutcomeTest, EverythingHoldsWhenAllFiguresAgree) {
  EXPECT_TRUE(Holds(Good()));
  EXPECT_EQ(ResultLine(Good()),
            "RESULT dossiers=100 closed=90 open=10 lost=0 duplicated=0 on_time_percent=98.89");
}

TEST(OutcomeTest, EachFaultIsFound) {
  const struct {
    const char* what;
    void (*spoil)(Findings&);
  } kFaults[] = {
      {"an arrival nobody acknowledged", [](Findings& f) { f.planned = 101; }},
      {"a lost dossier", [](Findings& f) { f.audit.add_missing("x"), f.audit.set_open(9); }},
      {"an audit that does not add up", [](Findings& f) { f.audit.set_open(9); }},
      {"a doubled dossier", [](Findings& f) { f.archive.set_duplicated(1); }},
      {"an unknown dossier", [](Findings& f) { f.archive.set_dossiers(101); }},
      {"a record set aside", [](Findings& f) { f.set_aside_wrongly = 1; }},
      {"a step in two places", [](Findings& f) { f.places.set_violations(1); }},
      {"a journey too many", [](Findings& f) { f.places.set_open_journeys(9); }},
      {"an end without an event", [](Findings& f) { f.tally.ended = 89; }},
      {"a row that does not add up", [](Findings& f) { f.by_level.mutable_rows(0)->set_late(2); }},
      {"an event that waits", [](Findings& f) { f.backlog.waiting = 1; }},
      {"an event set aside", [](Findings& f) { f.backlog.dead_letters = 1; }},
  };
  for (const auto& fault : kFaults) {
    Findings findings = Good();
    fault.spoil(findings);
    EXPECT_FALSE(Holds(findings)) << fault.what;
  }
}

TEST(OutcomeTest, ThePageSaysWhatFailed) {
  Findings findings = Good();
  findings.audit.add_missing("000.02.31.H20-230109-0001");
  const std::string page =
      OutcomePage(findings, InvariantsOf(findings), {{"CompleteStep LEASE_NOT_HELD", 2}});
  EXPECT_THAT(page, HasSubstr("FAILED  every acknowledged dossier is in the archive (1 missing: "
                              "000.02.31.H20-230109-0001)"));
  EXPECT_THAT(page, HasSubstr("ok      each open step is in exactly one place"));
  EXPECT_THAT(page, HasSubstr("CompleteStep LEASE_NOT_HELD: 2"));
}

TEST(ProgressTest, TheLineTellsTheDayAndTheFigures) {
  const Tally tally{.filed = 10, .ended = 6, .late = 1};
  EXPECT_THAT(ProgressLine(0.5, January(9, 8), tally),
              HasSubstr(" 50 %  2023-01-09 08:00  filed 10  closed 6  open 4  late 1"));
}

}  // namespace
}  // namespace motcua::province
