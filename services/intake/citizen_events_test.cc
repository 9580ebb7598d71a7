// Events of a citizen's life: guidance, filing in one commit, and dossiers that wait for results.
#include "common/base/proto_time.h"
#include "services/intake/domain/test_events.h"
#include "services/intake/reactions.h"
#include "services/intake/service_fixture.h"

namespace motcua::intake {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using enum dossier::v1::DossierState;

class CitizenEventsTest : public ServiceFixture {
 protected:
  template <class Response, class Request>
  absl::StatusOr<Response> Ask(Method<Response, Request> method, const Request& request) {
    return RunOn(io, (events_service.*method)(caller, request));
  }

  v1::SubmitCitizenEventRequest MakeEvent(bool accept = true) {
    v1::SubmitCitizenEventRequest request;
    request.set_request_id(Cat("r-", ++last_request));
    request.set_event_code("2.002621");
    request.set_receiving_unit("29869");
    request.set_channel(type::v1::CHANNEL_COUNTER);
    request.mutable_applicant()->set_name("Nguyễn Thị Sen");
    request.set_accept(accept);
    for (const char* name : {"Tờ khai", "Giấy chứng sinh", "Giấy chứng sinh", "Tờ khai CT01"}) {
      AddPaper(name, *request.mutable_papers());
    }
    v1::EventPart& part = *request.add_parts();
    part.set_procedure_code("1.1");
    AddPaper("Tờ khai", *part.mutable_papers());
    return request;
  }

  std::vector<std::string> FileEvent(const v1::SubmitCitizenEventRequest& request) {
    auto filed = Ask(&IntakeService::SubmitCitizenEvent, request);
    EXPECT_THAT(filed, IsOk());
    std::vector<std::string> codes;
    if (!filed.ok()) return std::vector<std::string>(3);
    for (const auto& one : filed->dossiers()) codes.push_back(one.dossier_code());
    return codes;
  }

  event::v1::Event EventOf(const std::string& code) {
    event::v1::Event event;
    event.set_dossier_code(code);
    *event.mutable_occur_time() = ToProto(clock.Now());
    return event;
  }
  void Tell(const event::v1::Event& event) {
    EXPECT_THAT(RunOn(io, reactions.React({}, event)), IsOk());
  }
  void TellResult(const std::string& code, const std::string& group,
                  dossier::v1::StepResult result = dossier::v1::STEP_RESULT_APPROVED) {
    event::v1::Event event = EventOf(code);
    event.mutable_result_ready()->set_result(result);
    event.mutable_result_ready()->set_event_group(group);
    Tell(event);
  }

  IntakeService events_service{dossiers, codes, marks, TestEvents(), clock};
  Reactions reactions{dossiers, TestEvents()};
};

TEST_F(CitizenEventsTest, AreListedOnTheirDays) {
  auto listed = Ask(&IntakeService::ListCitizenEvents, v1::ListCitizenEventsRequest());
  ASSERT_THAT(listed, IsOk());
  ASSERT_THAT(listed->events(), SizeIs(1));
  EXPECT_THAT(listed->events(0).procedures(), SizeIs(3));
  v1::ListCitizenEventsRequest request;
  request.set_filing_day("yesterday");
  EXPECT_THAT(Ask(&IntakeService::ListCitizenEvents, request),
              StatusIs(absl::StatusCode::kInvalidArgument, kFieldInvalid));
}

TEST_F(CitizenEventsTest, GuidanceIsOfTheWholeEvent) {
  v1::GetEventGuidanceRequest request;
  request.set_event_code("2.002621");
  request.set_receiving_unit("29869");
  auto guidance = Ask(&IntakeService::GetEventGuidance, request);
  ASSERT_THAT(guidance, IsOk());
  EXPECT_THAT(guidance->papers(), SizeIs(5));
  EXPECT_EQ(guidance->fee_vnd(), 20000);
  EXPECT_FALSE(guidance->fee_known());  // the card's is the province's own
  ASSERT_THAT(guidance->steps(), SizeIs(3));
  // Wednesday 18 January: one working day; seven after that over Tết; ten after those.
  EXPECT_LT(FromProto(guidance->steps(0).due_time()), FromProto(guidance->steps(1).due_time()));
  EXPECT_LT(FromProto(guidance->steps(1).due_time()), FromProto(guidance->steps(2).due_time()));
  EXPECT_EQ(FromProto(guidance->steps(1).due_time()),
            TestEvents().calendar().Due(FromProto(guidance->steps(0).due_time()),
                                        {calendar::LimitKind::kWorkingDays, 7}));
}

TEST_F(CitizenEventsTest, AreFiledInOneCommitAndOnce) {
  const auto request = MakeEvent();
  const auto codes = FileEvent(request);
  EXPECT_EQ(FileEvent(request), codes);
  EXPECT_EQ(OpenCount(), 3);
  EXPECT_EQ(EventCount(), 4);  // three filed, one accepted
  EXPECT_EQ(Stored(codes[1]).papers_size(), 3);  // the shared birth note, and its own form
}

TEST_F(CitizenEventsTest, NothingIsFiledWhenOneIsIncomplete) {
  auto request = MakeEvent();
  request.mutable_papers()->RemoveLast();  // residence lacks its form
  EXPECT_THAT(Ask(&IntakeService::SubmitCitizenEvent, request),
              StatusIs(absl::StatusCode::kFailedPrecondition, kPapersMissing));
  EXPECT_EQ(OpenCount(), 0);
  EXPECT_EQ(EventCount(), 0);
}

TEST_F(CitizenEventsTest, FaultsNameTheirFields) {
  auto request = MakeEvent();
  request.mutable_applicant()->clear_name();
  auto refused = Ask(&IntakeService::SubmitCitizenEvent, request);
  EXPECT_THAT(FieldsOf(refused.status()), ElementsAre("applicant.name"));
  request = MakeEvent();
  request.mutable_parts(0)->mutable_papers(0)->set_count(0);
  refused = Ask(&IntakeService::SubmitCitizenEvent, request);
  EXPECT_THAT(FieldsOf(refused.status()), ElementsAre("parts[0].papers[0].count"));
  request = MakeEvent();
  request.set_channel(type::v1::CHANNEL_ONLINE);
  refused = Ask(&IntakeService::SubmitCitizenEvent, request);
  EXPECT_THAT(FieldsOf(refused.status()), ElementsAre("accept"));
}

TEST_F(CitizenEventsTest, EachBeginsWhenWhatItWaitsForHasItsResult) {
  const auto codes = FileEvent(MakeEvent());
  clock.Set(Local(19, 10));
  TellResult(codes[0], codes[0]);
  EXPECT_EQ(Stored(codes[1]).state(), DOSSIER_STATE_ACCEPTED);
  EXPECT_EQ(FromProto(Stored(codes[1]).accept_time()), Local(19, 10));
  EXPECT_EQ(Stored(codes[2]).state(), DOSSIER_STATE_SUBMITTED);
  EXPECT_THAT(Stored(codes[2]).waits_for(), ElementsAre(codes[1]));
  const int64_t events = EventCount();
  TellResult(codes[0], codes[0]);  // delivered again
  EXPECT_EQ(EventCount(), events);
  TellResult(codes[1], codes[0]);
  EXPECT_EQ(Stored(codes[2]).state(), DOSSIER_STATE_ACCEPTED);
}

TEST_F(CitizenEventsTest, ARefusedResultEndsWhatWaitsForIt) {
  const auto codes = FileEvent(MakeEvent());
  TellResult(codes[0], codes[0], dossier::v1::STEP_RESULT_REJECTED);
  EXPECT_EQ(Stored(codes[1]).state(), DOSSIER_STATE_REFUSED);
  EXPECT_EQ(Stored(codes[2]).state(), DOSSIER_STATE_REFUSED);
  EXPECT_EQ(OpenCount(), 1);
}

TEST_F(CitizenEventsTest, AWithdrawalEndsWhatWaitsForIt) {
  const auto codes = FileEvent(MakeEvent());
  event::v1::Event event = EventOf(codes[1]);
  event.mutable_withdrawn()->set_event_group(codes[0]);
  Tell(event);
  EXPECT_EQ(Stored(codes[0]).state(), DOSSIER_STATE_ACCEPTED);
  EXPECT_EQ(Stored(codes[2]).state(), DOSSIER_STATE_REFUSED);
}

TEST_F(CitizenEventsTest, ThePostCollectsOnceForAll) {
  auto request = MakeEvent(/*accept=*/false);
  request.set_channel(type::v1::CHANNEL_POSTAL);
  request.mutable_applicant()->set_address("Số 5, ấp 1");
  request.mutable_applicant()->set_commune_code("29869");
  const auto codes = FileEvent(request);
  EXPECT_EQ(Redis({"XLEN", keys.Inbox("postal")}).integer, 1);
  event::v1::Event event = EventOf(codes[0]);
  event.mutable_papers_collected();
  Tell(event);
  for (const std::string& code : codes) EXPECT_TRUE(Stored(code).papers_at_counter()) << code;
}

TEST_F(CitizenEventsTest, AreShownByAnyOfTheirDossiers) {
  const auto codes = FileEvent(MakeEvent());
  v1::GetCitizenEventRequest request;
  request.set_dossier_code(codes[2]);
  auto shown = Ask(&IntakeService::GetCitizenEvent, request);
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(shown->event_group(), codes[0]);
  EXPECT_EQ(shown->event_code(), "2.002621");
  ASSERT_THAT(shown->dossiers(), SizeIs(3));
  EXPECT_THAT(shown->dossiers(0).waits_for(), IsEmpty());
  EXPECT_THAT(shown->dossiers(2).waits_for(), ElementsAre(codes[0], codes[1]));
}

TEST_F(CitizenEventsTest, AreHiddenFromOtherUnits) {
  const auto codes = FileEvent(MakeEvent());
  v1::GetCitizenEventRequest request;
  request.set_dossier_code(codes[0]);
  caller.caller.units = {"29872"};
  EXPECT_THAT(Ask(&IntakeService::GetCitizenEvent, request),
              StatusIs(absl::StatusCode::kPermissionDenied, kUnitOutOfScope));
  caller.caller.units = {"87"};
  request.set_dossier_code(File());
  EXPECT_THAT(Ask(&IntakeService::GetCitizenEvent, request),
              StatusIs(absl::StatusCode::kNotFound, kDossierNotFound));
}

}  // namespace
}  // namespace motcua::intake
