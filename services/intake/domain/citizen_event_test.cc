#include "services/intake/domain/citizen_event.h"

#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "gmock/gmock.h"
#include "services/intake/domain/test_events.h"

namespace motcua::intake {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using enum dossier::v1::DossierState;

constexpr char kEvent[] = "2.002621";
const absl::CivilDay kDay(2023, 1, 18);
const std::vector<std::string> kCodes = {"A", "B", "C"};

absl::Time At(int day, int hour) {
  return absl::FromCivil(absl::CivilHour(2023, 1, day, hour), LocalZone());
}

EventPlan MakePlan(const std::map<std::string, std::string>& cases = {}) {
  auto plan = PlanEvent(TestEvents(), kEvent, kDay, cases, "cases");
  EXPECT_THAT(plan, IsOk());
  return plan.ok() ? *std::move(plan) : EventPlan();
}

type::v1::Paper PaperOf(const std::string& name) {
  type::v1::Paper paper;
  paper.set_name(name);
  paper.set_kind(type::v1::PAPER_KIND_ORIGINAL);
  paper.set_count(2);
  return paper;
}

// The group, filed, with the papers that the checklist asks for.
class GroupTest : public testing::Test {
 protected:
  void FileAll(bool accept) {
    const EventPlan plan = MakePlan();
    Papers papers;
    for (const char* name : {"Tờ khai", "Giấy chứng sinh", "Tờ khai CT01"}) {
      *papers.Add() = PaperOf(name);
    }
    std::vector<Papers> shares = ShareOutPapers(plan, papers);
    *shares[2].Add() = PaperOf("Tờ khai");
    for (int i = 0; i < 3; ++i) {
      Dossier& dossier = dossiers[i];
      dossier.set_procedure_code(plan.members[i].procedure->code());
      dossier.set_case_key(plan.members[i].case_key);
      dossier.set_receiving_unit("29869");
      dossier.set_channel(type::v1::CHANNEL_COUNTER);
      *dossier.mutable_papers() = shares[i];
      EXPECT_THAT(
          FileMember(plan, i, kCodes, accept, TestEvents().calendar(), ChangeOf(i, At(18, 9))),
          IsOk());
    }
    events.clear();
  }

  Change ChangeOf(int i, absl::Time now) { return {dossiers[i], events, "clerk", now}; }
  bool End(const std::string& other, bool has_result, int i, absl::Time now) {
    const auto* procedure = TestEvents().FindProcedure(dossiers[i].procedure_code());
    return OnPrerequisiteEnded(other, has_result, procedure, TestEvents().calendar(),
                               ChangeOf(i, now));
  }

  Dossier dossiers[3];
  std::vector<event::v1::Event> events;
};

TEST(PlanEventTest, HoldsTheProceduresOfTheDay) {
  const EventPlan plan = MakePlan();
  ASSERT_THAT(plan.members, SizeIs(3));
  EXPECT_EQ(plan.members[1].case_key, "newborn");
  EXPECT_EQ(MakePlan({{"1.004222", ""}}).members[1].case_key, "");
}

TEST(PlanEventTest, RefusesWhatIsNotThere) {
  EXPECT_THAT(PlanEvent(TestEvents(), "9.9", kDay, {}, "cases"),
              StatusIs(absl::StatusCode::kNotFound, kEventNotFound));
  EXPECT_THAT(PlanEvent(TestEvents(), kEvent, kDay, {{"1.1", "none"}}, "cases"),
              StatusIs(absl::StatusCode::kInvalidArgument, kCaseUnknown));
  EXPECT_THAT(PlanEvent(TestEvents(), kEvent, kDay, {{"1.000894", ""}}, "cases"),
              StatusIs(absl::StatusCode::kInvalidArgument, kFieldInvalid));
}

TEST(ChecklistTest, AsksForSharedPapersOnceAndForResultsNever) {
  std::vector<std::string> rows;
  for (const EventPaper& row : Checklist(MakePlan())) {
    rows.push_back(Cat(row.name, " ", static_cast<int>(row.kind), " ×", row.count,
                       row.required ? "" : "?", " of ", row.procedure_codes.size()));
  }
  // The birth note: the stronger form, the greater count, needed because one of them needs it.
  EXPECT_THAT(rows, ElementsAre("Tờ khai 1 ×1 of 1", "Giấy chứng sinh 2 ×2 of 2", "Ảnh 1 ×1? of 1",
                                "Tờ khai CT01 1 ×1 of 1", "Tờ khai 1 ×1 of 1"));
}

TEST(ShareOutPapersTest, SharesWhatIsSharedAndGivesTheRestToTheFirst) {
  Papers papers;
  for (const char* name : {"Giấy chứng sinh", "Tờ khai", "Khác", "Tờ khai CT01"}) {
    *papers.Add() = PaperOf(name);
  }
  const auto shares = ShareOutPapers(MakePlan(), papers);
  ASSERT_THAT(shares, SizeIs(3));
  EXPECT_THAT(shares[0], SizeIs(3));
  EXPECT_THAT(shares[1], SizeIs(2));
  EXPECT_EQ(shares[1].Get(1).name(), "Tờ khai CT01");
  EXPECT_THAT(shares[2], IsEmpty());
}

// NĐ 61/2018 Đ.19(6): each procedure has its own time, in the order the one-stop fixes.
TEST_F(GroupTest, EachHasItsOwnClockAndTheOthersWait) {
  FileAll(/*accept=*/true);
  EXPECT_EQ(dossiers[0].state(), DOSSIER_STATE_ACCEPTED);
  EXPECT_EQ(dossiers[1].state(), DOSSIER_STATE_SUBMITTED);
  EXPECT_FALSE(dossiers[1].has_due_time());
  EXPECT_THAT(dossiers[1].waits_for(), ElementsAre("A"));
  EXPECT_THAT(dossiers[2].waits_for(), ElementsAre("A", "B"));
  for (const Dossier& dossier : dossiers) {
    EXPECT_EQ(dossier.event_group(), "A");
    EXPECT_THAT(dossier.group_dossiers(), ElementsAre("A", "B", "C"));
  }
  EXPECT_THAT(Accept(*TestEvents().FindProcedure("1.004222"), TestEvents().calendar(),
                     ChangeOf(1, At(18, 10))),
              StatusIs(absl::StatusCode::kFailedPrecondition, kResultAwaited));
}

TEST_F(GroupTest, AResultStartsTheNextClockThen) {
  FileAll(/*accept=*/true);
  ASSERT_TRUE(End("A", true, 1, At(19, 9)));
  EXPECT_EQ(dossiers[1].state(), DOSSIER_STATE_ACCEPTED);
  EXPECT_EQ(dossiers[1].papers().rbegin()->name(), "Giấy khai sinh");
  EXPECT_EQ(dossiers[1].accept_time().seconds(), absl::ToUnixSeconds(At(19, 9)));
  ASSERT_THAT(events, SizeIs(2));
  EXPECT_THAT(events[0].prerequisite_ended().papers(), ElementsAre("Giấy khai sinh"));
  EXPECT_TRUE(events[1].has_accepted());
  EXPECT_FALSE(End("A", true, 1, At(19, 10)));  // told twice: one effect

  ASSERT_TRUE(End("A", true, 2, At(19, 9)));
  EXPECT_EQ(dossiers[2].state(), DOSSIER_STATE_SUBMITTED);
  ASSERT_TRUE(End("B", true, 2, At(20, 9)));
  EXPECT_EQ(dossiers[2].state(), DOSSIER_STATE_ACCEPTED);
}

TEST_F(GroupTest, WithoutTheResultItIsRefused) {
  FileAll(/*accept=*/true);
  ASSERT_TRUE(End("A", false, 1, At(19, 9)));
  EXPECT_EQ(dossiers[1].state(), DOSSIER_STATE_REFUSED);
  ASSERT_THAT(events, SizeIs(2));
  EXPECT_EQ(events[1].refused().event_group(), "A");
}

TEST_F(GroupTest, AnOfficerAcceptsWhatWasNotToBeAcceptedByItself) {
  FileAll(/*accept=*/false);
  ASSERT_TRUE(End("A", true, 1, At(19, 9)));
  EXPECT_EQ(dossiers[1].state(), DOSSIER_STATE_SUBMITTED);
  EXPECT_THAT(Accept(*TestEvents().FindProcedure("1.004222"), TestEvents().calendar(),
                     ChangeOf(1, At(20, 9))),
              IsOk());
}

}  // namespace
}  // namespace motcua::intake
