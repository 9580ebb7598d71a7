#include "clients/province/reactions.h"

#include <optional>
#include <vector>

#include "clients/province/test_province.h"
#include "common/base/proto_time.h"
#include "common/base/strings.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"

namespace motcua::province {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kDossier[] = "000.02.31.H20-230109-0001";
constexpr char kUnit[] = "29881";

event::v1::Event Parse(const std::string& text, absl::Time time) {
  event::v1::Event event;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &event)) << text;
  event.set_dossier_code(kDossier);
  event.set_unit_code(kUnit);
  *event.mutable_occur_time() = ToProto(time);
  return event;
}

class ReactionsTest : public testing::Test {
 protected:
  // Each event happens a minute after the one before.
  void Hear(const std::string& text) {
    time_ += absl::Minutes(1);
    reactions_.OnEvent(Parse(text, time_));
  }
  void Submit(const std::string& channel) {
    Hear(
        "submitted { procedure_code: '1.001193' receiving_unit: '29881' commune_code: '29881' "
        "channel: " +
        channel + " }");
  }
  void Accept() { Hear("accepted { due_time { seconds: 1673604000 } }"); }
  void Queue() {
    Hear("queued { step_index: 0 queue_unit: '29881' due_time { seconds: 1673604000 } }");
  }

  // What is on the agenda, as "kind/detail", in order of time.
  std::vector<std::string> Errands() {
    std::vector<std::string> names;
    Agenda copy = CopyOfAgenda();
    for (const Errand& errand : copy.TakeDue(absl::InfiniteFuture())) {
      names.push_back(NameOf(errand));
    }
    return names;
  }

  static std::string NameOf(const Errand& errand) {
    static constexpr const char* kNames[] = {"check",  "supplement", "withdraw", "visit",
                                             "finish", "requeue",    "pick up",  "scan",
                                             "leg",    "open bag"};
    const std::string& detail = errand.key.detail;
    return Cat(kNames[static_cast<int>(errand.key.kind)], detail.empty() ? "" : "/", detail);
  }

  // Agendas hold iterators into themselves; a copy is made by taking all and setting it again.
  Agenda CopyOfAgenda() {
    Agenda copy;
    std::vector<std::pair<absl::Time, Errand>> all;
    while (agenda_.size() > 0) {
      const absl::Time due = agenda_.NextDue();
      for (Errand& errand : agenda_.TakeDue(due)) all.emplace_back(due, std::move(errand));
    }
    for (auto& [due, errand] : all) {
      agenda_.Set(due, errand);
      copy.Set(due, errand);
    }
    return copy;
  }

  absl::Time time_ = January(9, 8);
  Agenda agenda_;
  Reactions reactions_{1, DongThap(), agenda_};
};

TEST_F(ReactionsTest, AClerkChecksWhatIsFiledOnline) {
  Submit("CHANNEL_ONLINE");
  EXPECT_THAT(Errands(), ElementsAre("check"));
  Accept();
  EXPECT_THAT(Errands(), IsEmpty());
  EXPECT_EQ(reactions_.tally().accepted, 1);
}

TEST_F(ReactionsTest, PapersFromHomeAreCheckedOnceTheyAreThere) {
  Submit("CHANNEL_POSTAL");
  EXPECT_THAT(Errands(), IsEmpty());
  Hear("papers_collected {}");
  EXPECT_THAT(Errands(), ElementsAre("check"));
}

TEST_F(ReactionsTest, WhatIsMissingIsBroughtAndCheckedAgain) {
  Submit("CHANNEL_ONLINE");
  Hear("completion_requested { items: 'Tờ khai' }");
  EXPECT_THAT(Errands(), ElementsAre("supplement"));
  Hear("supplemented { paper_count: 1 }");
  EXPECT_THAT(Errands(), ElementsAre("check"));
}

TEST_F(ReactionsTest, AnOfficerComesForAQueuedStepUntilSomebodyTookIt) {
  Submit("CHANNEL_COUNTER");
  Accept();
  Queue();
  EXPECT_THAT(Errands(), ElementsAre("visit/0"));
  EXPECT_TRUE(reactions_.FindStep(kDossier, 0)->in_queue);
  Hear("claimed { step_index: 0 }");
  EXPECT_THAT(Errands(), IsEmpty());
  EXPECT_FALSE(reactions_.FindStep(kDossier, 0)->in_queue);
}

TEST_F(ReactionsTest, AnOfficerComesAgainForAStepThatCameBack) {
  Submit("CHANNEL_COUNTER");
  Accept();
  Queue();
  for (const char* back : {"released { step_index: 0 }", "lease_expired { step_index: 0 }"}) {
    Hear("claimed { step_index: 0 }");
    Hear(back);
    EXPECT_THAT(Errands(), ElementsAre("visit/0")) << back;
  }
  EXPECT_EQ(reactions_.FindStep(kDossier, 0)->turn, 2);
}

TEST_F(ReactionsTest, AStuckStepIsPutBack) {
  Submit("CHANNEL_COUNTER");
  Accept();
  Hear("stuck { step_index: 1 cause: 'PAPERS_LOST' }");
  EXPECT_THAT(Errands(), ElementsAre("requeue/1"));
  Hear("queued { step_index: 1 queue_unit: '29881' }");
  EXPECT_THAT(Errands(), ElementsAre("visit/1"));
}

TEST_F(ReactionsTest, ASupplementStopsAllWorkUntilItIsThere) {
  Submit("CHANNEL_COUNTER");
  Accept();
  Queue();
  Hear("supplement_requested { step_index: 0 items: 'Văn bản giải trình' }");
  EXPECT_THAT(Errands(), ElementsAre("supplement"));
  EXPECT_TRUE(reactions_.Find(kDossier)->supplement_asked);
  Hear("supplemented { paper_count: 1 after_acceptance: true }");
  EXPECT_THAT(Errands(), IsEmpty());
  Queue();
  EXPECT_THAT(Errands(), ElementsAre("visit/0"));
}

TEST_F(ReactionsTest, TheResultIsFetchedAtTheCounter) {
  Submit("CHANNEL_COUNTER");
  Accept();
  Hear("result_ready { return_method: RETURN_METHOD_COUNTER }");
  EXPECT_THAT(Errands(), ElementsAre("pick up"));
  Hear("closed { reason: CLOSE_REASON_HANDED_OVER }");
  EXPECT_THAT(Errands(), IsEmpty());
  EXPECT_EQ(reactions_.Find(kDossier), nullptr);
  EXPECT_EQ(reactions_.tally().ended, 1);
  EXPECT_EQ(reactions_.tally().journeys_ended, 1);
}

TEST_F(ReactionsTest, AResultThatCameBackOrGotLostIsFetchedToo) {
  for (const char* end : {"returned", "lost"}) {
    Submit("CHANNEL_COUNTER");
    Accept();
    Hear("result_ready { return_method: RETURN_METHOD_POST }");
    EXPECT_THAT(Errands(), IsEmpty());
    Hear(Cat(end, " { consignment_id: 'x' kind: CONSIGNMENT_KIND_RESULT_TO_HOME }"));
    EXPECT_THAT(Errands(), ElementsAre("pick up")) << end;
    Hear("closed {}");
  }
}

TEST_F(ReactionsTest, PapersLostOnTheWayToTheCounterAreGivenUp) {
  Submit("CHANNEL_POSTAL");
  Hear("lost { consignment_id: 'x' kind: CONSIGNMENT_KIND_HOME_TO_COUNTER }");
  EXPECT_THAT(Errands(), ElementsAre("withdraw"));
  Hear("withdrawn {}");
  EXPECT_THAT(Errands(), IsEmpty());
  EXPECT_EQ(reactions_.tally().ended, 1);
}

TEST_F(ReactionsTest, AWithdrawnJourneyEndsWithItsClosing) {
  Submit("CHANNEL_COUNTER");
  Accept();
  Queue();
  Hear("withdrawn { after_acceptance: true }");
  EXPECT_THAT(Errands(), IsEmpty());
  EXPECT_EQ(reactions_.tally().ended, 0);
  Hear("closed { reason: CLOSE_REASON_WITHDRAWN }");
  EXPECT_EQ(reactions_.tally().ended, 1);
}

TEST_F(ReactionsTest, ARefusedDossierEnds) {
  Submit("CHANNEL_ONLINE");
  Hear("refused { reason: 'x' }");
  EXPECT_THAT(Errands(), IsEmpty());
  EXPECT_EQ(reactions_.tally().ended, 1);
}

TEST_F(ReactionsTest, ThePostScansAConsignmentToItsEndWhateverBecomesOfTheDossier) {
  Submit("CHANNEL_COUNTER");
  Accept();
  Hear(
      "consignment_created { consignment_id: 'EQ473124829VN' from_unit: '29881' "
      "kind: CONSIGNMENT_KIND_RESULT_TO_HOME step_index: -1 }");
  const auto scans = Errands();
  EXPECT_GE(scans.size(), 4u);
  Hear("tracking_recorded { consignment_id: 'EQ473124829VN' event_id: 'EQ473124829VN-1' }");
  Hear("closed {}");
  EXPECT_EQ(Errands().size(), scans.size() - 1);
}

TEST_F(ReactionsTest, AReplayGivesTheSameAgenda) {
  Submit("CHANNEL_COUNTER");
  Accept();
  Queue();
  Agenda again;
  Reactions replay(1, DongThap(), again);
  replay.OnEvent(Parse("submitted { procedure_code: '1.001193' channel: CHANNEL_COUNTER }",
                       time_ - absl::Minutes(2)));
  replay.OnEvent(Parse("accepted { due_time { seconds: 1673604000 } }", time_ - absl::Minutes(1)));
  replay.OnEvent(Parse("queued { step_index: 0 due_time { seconds: 1673604000 } }", time_));
  EXPECT_EQ(again.NextDue(), agenda_.NextDue());
}

TEST_F(ReactionsTest, CountsResultsThatAreReadyAfterThePromisedDay) {
  Submit("CHANNEL_COUNTER");
  Accept();
  time_ = January(20, 8);
  Hear("result_ready { return_method: RETURN_METHOD_COUNTER due_time { seconds: 1673604000 } }");
  EXPECT_EQ(reactions_.tally().late, 1);
}

TEST_F(ReactionsTest, OriginalsGoIntoABagThatIsOpenedTheNextMorning) {
  const std::string office = DongThap().PostOfficeOf(kUnit)->code();
  Hear(
      "consignment_created { consignment_id: 'EQ100000000VN' kind: CONSIGNMENT_KIND_UNIT_TO_UNIT "
      "from_unit: '29881' to_unit: '30214' }");
  EXPECT_THAT(Errands(), testing::Contains(Cat("leg/", office)));
  Hear(
      Cat("tracking_recorded { consignment_id: 'EQ100000000VN' kind: TRACKING_KIND_DEPARTED "
          "event_id: 'x' post_office: '",
          office, "' hand_over { bag_id: 'B' } }"));
  EXPECT_THAT(Errands(), testing::Not(testing::Contains(Cat("leg/", office))));
  Hear("bag_moved { bag_id: 'B' state: BAG_STATE_DISPATCHED }");
  EXPECT_THAT(Errands(), testing::Contains("open bag"));
  EXPECT_EQ(agenda_.DueOf({"B", ErrandKind::kOpenBag, ""}), January(10, 6) + absl::Minutes(45));
  Hear("bag_moved { bag_id: 'B' state: BAG_STATE_RECEIVED }");
  EXPECT_THAT(Errands(), testing::Contains("open bag")) << "it is not reconciled yet";
  Hear("bag_moved { bag_id: 'B' state: BAG_STATE_RECONCILED }");
  EXPECT_THAT(Errands(), testing::Not(testing::Contains("open bag")));
}

}  // namespace
}  // namespace motcua::province
