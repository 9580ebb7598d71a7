#include "clients/province/agenda.h"

#include "gmock/gmock.h"

namespace motcua::province {
namespace {

using ::testing::ElementsAre;

const absl::Time kNine = absl::FromUnixSeconds(1672797600);

Errand Make(const std::string& subject, ErrandKind kind, const std::string& detail = "") {
  return {.key = {subject, kind, detail}};
}

std::vector<std::string> SubjectsOf(const std::vector<Errand>& errands) {
  std::vector<std::string> subjects;
  for (const Errand& errand : errands) subjects.push_back(errand.key.subject);
  return subjects;
}

TEST(AgendaTest, TakesWhatIsDueByTimeThenByOrderOfSetting) {
  Agenda agenda;
  agenda.Set(kNine + absl::Minutes(2), Make("later", ErrandKind::kCheck));
  agenda.Set(kNine, Make("second", ErrandKind::kCheck));
  agenda.Set(kNine, Make("a third", ErrandKind::kCheck));
  agenda.Set(kNine - absl::Minutes(1), Make("first", ErrandKind::kCheck));
  EXPECT_EQ(agenda.NextDue(), kNine - absl::Minutes(1));
  EXPECT_THAT(SubjectsOf(agenda.TakeDue(kNine)), ElementsAre("first", "second", "a third"));
  EXPECT_EQ(agenda.NextDue(), kNine + absl::Minutes(2));
  EXPECT_EQ(agenda.size(), 1u);
}

TEST(AgendaTest, ANewErrandReplacesTheOneUnderItsKey) {
  Agenda agenda;
  agenda.Set(kNine, Make("d", ErrandKind::kVisit, "1"));
  agenda.Set(kNine + absl::Hours(1), Make("d", ErrandKind::kVisit, "1"));
  EXPECT_TRUE(agenda.TakeDue(kNine).empty());
  EXPECT_EQ(agenda.DueOf({"d", ErrandKind::kVisit, "1"}), kNine + absl::Hours(1));
  EXPECT_EQ(agenda.size(), 1u);
}

TEST(AgendaTest, CancelledErrandsAreNotTaken) {
  Agenda agenda;
  agenda.Set(kNine, Make("d", ErrandKind::kVisit, "1"));
  EXPECT_FALSE(agenda.Cancel({"d", ErrandKind::kVisit, "2"}));
  EXPECT_TRUE(agenda.Cancel({"d", ErrandKind::kVisit, "1"}));
  EXPECT_FALSE(agenda.Cancel({"d", ErrandKind::kVisit, "1"}));
  EXPECT_EQ(agenda.NextDue(), absl::InfiniteFuture());
}

TEST(AgendaTest, CancelsAllOfOneSubjectAndNothingElse) {
  Agenda agenda;
  agenda.Set(kNine, Make("d", ErrandKind::kCheck));
  agenda.Set(kNine, Make("d", ErrandKind::kScan, "x"));
  agenda.Set(kNine, Make("c", ErrandKind::kScan, "x"));
  agenda.Set(kNine, Make("d2", ErrandKind::kCheck));
  agenda.CancelAll("d");
  EXPECT_THAT(SubjectsOf(agenda.TakeDue(kNine)), ElementsAre("c", "d2"));
}

}  // namespace
}  // namespace motcua::province
