#include "services/reporting/domain/dossier_row.h"

#include "common/testing/matchers.h"
#include "services/reporting/domain/report.h"

namespace motcua::reporting {
namespace {

using event::v1::Event;

constexpr int64_t kSecond = 1000000;
constexpr int64_t kDay = 86400 * kSecond;

// An event of dossier "D" at second `at`, filled in from text format.
Event MakeEvent(int64_t at, const std::string& what) {
  Event event;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(what, &event)) << what;
  event.set_dossier_code("D");
  event.mutable_occur_time()->set_seconds(at);
  return event;
}

DossierRow FoldAll(const std::vector<Event>& events) {
  DossierRow row;
  for (const Event& event : events) Fold(event, row);
  return row;
}

const char kSubmitted[] =
    R"(submitted { procedure_code: "P" field: "Đất đai" receiving_unit: "866"
                   channel: CHANNEL_ONLINE return_method: RETURN_METHOD_POST })";
const char kAccepted[] =
    R"(accepted { procedure_code: "P" field: "Đất đai" receiving_unit: "866"
                  channel: CHANNEL_ONLINE due_time { seconds: 172800 } })";

TEST(DossierRowTest, FollowsADossierToItsEnd) {
  const DossierRow row = FoldAll({
      MakeEvent(10, kSubmitted),
      MakeEvent(20, kAccepted),
      MakeEvent(25, "routed { units: '866' }"),
      MakeEvent(30, "result_ready {}"),
      MakeEvent(40, "consignment_created { kind: CONSIGNMENT_KIND_RESULT_TO_HOME }"),
      MakeEvent(50, "delivered {}"),
      MakeEvent(60, "closed { reason: CLOSE_REASON_DELIVERED }"),
  });
  EXPECT_EQ(row.code, "D");
  EXPECT_EQ(row.field, "Đất đai");
  EXPECT_EQ(row.submit_time, 10 * kSecond);
  EXPECT_EQ(row.accept_time, 20 * kSecond);
  EXPECT_EQ(row.first_due_time, 2 * kDay);
  EXPECT_EQ(row.resolve_time, 30 * kSecond);
  EXPECT_EQ(row.resolution, kResolvedByResult);
  EXPECT_EQ(row.post_time, 40 * kSecond);
  EXPECT_EQ(row.post_end_time, 50 * kSecond);
  EXPECT_EQ(row.close_time, 60 * kSecond);
  EXPECT_EQ(row.ending, kDelivered);
  EXPECT_FALSE(row.duplicated());
}

TEST(DossierRowTest, ANewPromiseKeepsTheOldOne) {
  const DossierRow row = FoldAll({
      MakeEvent(10, kSubmitted),
      MakeEvent(20, kAccepted),
      MakeEvent(30, "clock_stopped { reason: 'SUPPLEMENT' }"),
      MakeEvent(40, "clock_resumed { reason: 'SUPPLEMENT' }"),
      MakeEvent(40, "repromised { new_due_time { seconds: 259200 } }"),
  });
  EXPECT_EQ(row.first_due_time, 2 * kDay);
  EXPECT_EQ(row.old_due_time, 2 * kDay);
  EXPECT_EQ(row.due_time, 3 * kDay);
  EXPECT_EQ(row.due_since_time, 40 * kSecond);
  EXPECT_EQ(row.stop_time, 30 * kSecond);
  EXPECT_EQ(row.resume_time, 40 * kSecond);
}

TEST(DossierRowTest, KnowsWhichPromiseStoodWhen) {
  const DossierRow row = FoldAll({
      MakeEvent(10, kSubmitted),
      MakeEvent(20, kAccepted),
      MakeEvent(30, "repromised { new_due_time { seconds: 259200 } reason: 'LATE' }"),
      MakeEvent(40, "repromised { new_due_time { seconds: 345600 } reason: 'SUPPLEMENT' }"),
  });
  EXPECT_EQ(row.first_due_time, 2 * kDay);
  EXPECT_EQ(row.old_due_time, 3 * kDay);
  EXPECT_EQ(row.old_since_time, 30 * kSecond);
  EXPECT_EQ(row.due_time, 4 * kDay);
  EXPECT_EQ(row.due_since_time, 40 * kSecond);
}

TEST(DossierRowTest, AWithdrawalAfterAcceptanceEndsOnce) {
  const DossierRow row = FoldAll({
      MakeEvent(10, kSubmitted),
      MakeEvent(20, kAccepted),
      MakeEvent(30, "withdrawn { after_acceptance: true }"),
      MakeEvent(31, "closed { reason: CLOSE_REASON_WITHDRAWN }"),
  });
  EXPECT_EQ(row.resolution, kResolvedByWithdrawal);
  EXPECT_EQ(row.resolve_time, 30 * kSecond);
  EXPECT_EQ(row.ending, kWithdrawn);
  EXPECT_EQ(row.ended, 1);
}

TEST(DossierRowTest, WhatHappenedTwiceIsSeen) {
  EXPECT_TRUE(FoldAll({MakeEvent(1, kSubmitted), MakeEvent(2, kSubmitted)}).duplicated());
  EXPECT_TRUE(FoldAll({MakeEvent(1, kAccepted), MakeEvent(2, kAccepted)}).duplicated());
  EXPECT_TRUE(FoldAll({MakeEvent(1, "refused {}"), MakeEvent(2, "closed {}")}).duplicated());
}

TEST(DossierRowTest, AResultIsNeverBeforeItsAcceptance) {
  const DossierRow row = FoldAll(
      {MakeEvent(10, kSubmitted), MakeEvent(20, kAccepted), MakeEvent(19, "result_ready {}")});
  EXPECT_EQ(row.resolve_time, 20 * kSecond);
}

TEST(DossierRowTest, WhatWasLostLeftThePostThen) {
  const DossierRow row = FoldAll({
      MakeEvent(40, "consignment_created { kind: CONSIGNMENT_KIND_RESULT_TO_HOME }"),
      MakeEvent(45, "returned { kind: CONSIGNMENT_KIND_UNIT_TO_UNIT }"),
      MakeEvent(50, "lost { kind: CONSIGNMENT_KIND_RESULT_TO_HOME }"),
      MakeEvent(60, "delivered {}"),
  });
  EXPECT_EQ(row.post_end_time, 50 * kSecond);
}

TEST(DossierRowTest, UnknownKindsChangeNothing) {
  DossierRow row = FoldAll({MakeEvent(10, kSubmitted)});
  const DossierRow before = row;
  Fold(MakeEvent(11, "paid { amount_vnd: 1 }"), row);
  Fold(MakeEvent(12, ""), row);
  EXPECT_EQ(row, before);
}

TEST(TotalsTest, CountWhatWasFiledEndedAndKept) {
  DossierRow row = FoldAll({MakeEvent(10, kSubmitted), MakeEvent(20, kAccepted)});
  EXPECT_EQ(TotalsOf(row), (Totals{.dossiers = 1}));
  Fold(MakeEvent(30, "result_ready {}"), row);
  Fold(MakeEvent(31, "closed {}"), row);
  EXPECT_EQ(TotalsOf(row), (Totals{.dossiers = 1, .ended = 1, .resolved = 1, .kept = 1}));
  EXPECT_EQ(Totals{}.on_time_percent(), 100.0);
  EXPECT_EQ((Totals{.resolved = 4, .kept = 3}).on_time_percent(), 75.0);
}

// Two provinces become one: what one archive had open counts in the other, once.
TEST(DossierRowTest, ADossierCountsInTheCellThatHasIt) {
  const DossierRow left = FoldAll({
      MakeEvent(10, kSubmitted),
      MakeEvent(20, kAccepted),
      MakeEvent(50, "cell_left { to_cell: 'dongthap' journey: true }"),
      MakeEvent(51, "cell_left { to_cell: 'dongthap' }"),
  });
  EXPECT_EQ(left.ending, kMovedAway);
  EXPECT_EQ(left.accept_time, 20 * kSecond);  // the register book keeps it
  EXPECT_EQ(TotalsOf(left), Totals{});

  const DossierRow entered = FoldAll({
      MakeEvent(50, "cell_entered { from_cell: 'tiengiang' journey {"
                    " first_due_time { seconds: 172800 } due_time { seconds: 259200 } } }"),
      MakeEvent(51, "result_ready {}"),
      MakeEvent(52, "cell_entered { from_cell: 'tiengiang' dossier {"
                    " submitted { receiving_unit: '82.28249' field: 'Đất đai' }"
                    " submit_time { seconds: 10 } accept_time { seconds: 20 }"
                    " accepted { receiving_unit: '82.28249' due_time { seconds: 172800 } } } }"),
      MakeEvent(60, "closed { reason: CLOSE_REASON_HANDED_OVER }"),
  });
  EXPECT_EQ(entered.submit_time, 10 * kSecond);
  EXPECT_EQ(entered.accept_time, 20 * kSecond);
  EXPECT_EQ(entered.first_due_time, 2 * kDay);
  EXPECT_EQ(entered.due_time, 3 * kDay);
  EXPECT_EQ(entered.resolve_time, 51 * kSecond);
  EXPECT_EQ(entered.receiving_unit, "82.28249");
  EXPECT_EQ(entered.ending, kHandedOver);
  EXPECT_FALSE(entered.duplicated());
  EXPECT_EQ(TotalsOf(entered).dossiers, 1);
}

// Days at whose begin it was overdue. While the clock stands still nothing is (NĐ 61/2018 Đ.19(4)).
TEST(DossierRowTest, EverySpanOfBeingOverdueIsKept) {
  const auto on_day = [](int64_t day, const std::string& what) {
    return MakeEvent(day * 86400 + 3600, what);
  };
  DossierRow row = FoldAll({on_day(0, kSubmitted), on_day(0, kAccepted)});  // promised for day 2
  EXPECT_EQ(row.overdue_from, 3);
  Fold(on_day(4, "clock_stopped { reason: 'FEE' }"), row);
  EXPECT_EQ(row.overdue_from, kNoDay);
  EXPECT_EQ(row.overdue_spans, "3:5;");
  Fold(on_day(6, "clock_resumed { reason: 'FEE' }"), row);
  EXPECT_EQ(row.overdue_from, 7);
  Fold(on_day(8, "repromised { new_due_time { seconds: 864000 } }"), row);  // for day 10
  EXPECT_EQ(row.overdue_spans, "3:5;7:9;");
  EXPECT_EQ(row.overdue_from, 11);
  Fold(on_day(9, "result_ready {}"), row);
  EXPECT_EQ(row.overdue_from, kNoDay);
  EXPECT_EQ(row.overdue_spans, "3:5;7:9;");
}

TEST(DossierRowTest, TheSolvingUnitIsTheFirstBesideTheCounter) {
  const DossierRow row =
      FoldAll({MakeEvent(10, kSubmitted), MakeEvent(20, kAccepted),
               MakeEvent(25, "routed { units: '866' units: '87.SXD' units: '866' }")});
  EXPECT_EQ(row.solving_unit, "87.SXD");
  EXPECT_EQ(row.route_time, 25 * kSecond);
}

TEST(DossierRowTest, OncePromisesWereKeptOrBrokenNoNewOneCounts) {
  const DossierRow row = FoldAll({MakeEvent(10, kSubmitted), MakeEvent(20, kAccepted),
                                  MakeEvent(30, "result_ready {}"),
                                  MakeEvent(40, "repromised { new_due_time { seconds: 99999 } }")});
  EXPECT_EQ(row.due_time, 2 * kDay);
}

}  // namespace
}  // namespace motcua::reporting
