#include "services/intake/domain/dossier.h"

#include <string>

#include "absl/time/civil_time.h"
#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/testing/matchers.h"
#include "services/intake/domain/test_catalogue.h"
#include "services/intake/domain/transitions.h"

namespace motcua::intake {
namespace {

using dossier::v1::DOSSIER_STATE_ACCEPTED;
using dossier::v1::DOSSIER_STATE_CLOSED;
using dossier::v1::DOSSIER_STATE_COMPLETION_REQUESTED;
using dossier::v1::DOSSIER_STATE_REFUSED;
using dossier::v1::DOSSIER_STATE_SUBMITTED;
using dossier::v1::DOSSIER_STATE_SUPPLEMENT_REQUESTED;
using dossier::v1::DOSSIER_STATE_WITHDRAWN;
using ::testing::ElementsAre;

absl::Time Local(int month, int day, int hour, int minute = 0) {
  return absl::FromCivil(absl::CivilSecond(2023, month, day, hour, minute), LocalZone());
}

// A dossier and what was told of it.
class DossierTest : public ::testing::Test {
 protected:
  DossierTest() {
    dossier_.set_procedure_code("1.001193");
    dossier_.set_receiving_unit("29869");
    dossier_.set_channel(type::v1::CHANNEL_COUNTER);
    dossier_.mutable_applicant()->set_name("Nguyễn Thị Sen");
    AddPaper("Tờ khai", *dossier_.mutable_papers());
    AddPaper("Giấy chứng sinh", *dossier_.mutable_papers());
  }

  static void AddPaper(const std::string& name, Papers& papers) {
    type::v1::Paper& paper = *papers.Add();
    paper.set_name(name);
    paper.set_kind(type::v1::PAPER_KIND_ORIGINAL);
    paper.set_count(1);
  }

  const catalogue::v1::Procedure& procedure() const {
    return *TestCatalogue().FindProcedure(dossier_.procedure_code());
  }
  Change At(absl::Time now) { return {dossier_, events_, "counter-29869", now}; }

  void FileIt() { File("000.01.31.H20-230118-0001", procedure(), At(Local(1, 18, 9))); }
  absl::Status AcceptIt(absl::Time now = Local(1, 18, 9, 30)) {
    return Accept(procedure(), TestCatalogue().calendar(), At(now));
  }
  // `status` is the error, and neither the dossier nor the log changed since `before`.
  void ExpectRefused(const absl::Status& status, std::string_view reason, const Dossier& before,
                     size_t events) {
    EXPECT_EQ(ReasonOf(status), reason);
    EXPECT_THAT(dossier_, EqualsProto(before));
    EXPECT_EQ(events_.size(), events);
  }

  Dossier dossier_;
  std::vector<event::v1::Event> events_;
};

TEST_F(DossierTest, FilingTellsWhatWasFiled) {
  FileIt();
  EXPECT_EQ(dossier_.code(), "000.01.31.H20-230118-0001");
  EXPECT_EQ(dossier_.state(), DOSSIER_STATE_SUBMITTED);
  EXPECT_EQ(dossier_.return_method(), type::v1::RETURN_METHOD_COUNTER);
  EXPECT_TRUE(dossier_.papers_at_counter());
  ASSERT_EQ(events_.size(), 1);
  EXPECT_THAT(events_[0], EqualsProto(R"pb(
                dossier_code: "000.01.31.H20-230118-0001"
                occur_time { seconds: 1674007200 }
                actor: "counter-29869"
                unit_code: "29869"
                submitted {
                  procedure_code: "1.001193"
                  field: "Hộ tịch"
                  receiving_unit: "29869"
                  channel: CHANNEL_COUNTER
                  return_method: RETURN_METHOD_COUNTER
                })pb"));
}

TEST_F(DossierTest, EventsHoldNoPersonalData) {
  dossier_.mutable_applicant()->set_phone("0912345678");
  dossier_.mutable_applicant()->set_address("12 Nguyễn Huệ");
  FileIt();
  ASSERT_THAT(AcceptIt(), IsOk());
  for (const event::v1::Event& event : events_) {
    const std::string bytes = event.SerializeAsString();
    for (const char* secret : {"Sen", "0912345678", "Huệ"}) {
      EXPECT_EQ(bytes.find(secret), std::string::npos) << secret;
    }
  }
}

TEST_F(DossierTest, AcceptancePromisesTheResult) {
  FileIt();
  ASSERT_THAT(AcceptIt(), IsOk());
  EXPECT_EQ(dossier_.state(), DOSSIER_STATE_ACCEPTED);
  EXPECT_EQ(FromProto(dossier_.accept_time()), Local(1, 18, 9, 30));
  EXPECT_EQ(FromProto(dossier_.due_time()), Local(1, 19, 17));
  EXPECT_EQ(dossier_.limit().amount(), 1);
  ASSERT_EQ(events_.size(), 2);
  event::v1::Accepted accepted = events_[1].accepted();
  EXPECT_EQ(accepted.calendar(), TestCatalogue().calendar().fingerprint());
  accepted.clear_calendar();
  EXPECT_THAT(accepted, EqualsProto(R"pb(
                procedure_code: "1.001193"
                field: "Hộ tịch"
                receiving_unit: "29869"
                channel: CHANNEL_COUNTER
                return_method: RETURN_METHOD_COUNTER
                limit { kind: LIMIT_KIND_WORKING_DAYS amount: 1 }
                due_time { seconds: 1674122400 }
                submit_time { seconds: 1674007200 }
                procedure_version: 1)pb"));
}

TEST_F(DossierTest, WithoutLimitThereIsNoPromise) {
  dossier_.set_procedure_code("2.000815");
  FileIt();
  ASSERT_THAT(AcceptIt(), IsOk());
  EXPECT_FALSE(dossier_.has_due_time());
  EXPECT_FALSE(events_[1].accepted().has_due_time());
}

TEST_F(DossierTest, IncompleteDossiersAreNotAccepted) {
  dossier_.mutable_papers()->RemoveLast();
  FileIt();
  const Dossier before = dossier_;
  ExpectRefused(AcceptIt(), kPapersMissing, before, 1);
}

TEST_F(DossierTest, PostalDossiersWaitForTheirPapers) {
  dossier_.set_channel(type::v1::CHANNEL_POSTAL);
  FileIt();
  EXPECT_FALSE(dossier_.papers_at_counter());
  const Dossier before = dossier_;
  ExpectRefused(AcceptIt(), kPapersNotAtCounter, before, 1);
  EXPECT_TRUE(OnPapersCollected({}, Local(1, 19, 8), dossier_));
  EXPECT_EQ(FromProto(dossier_.papers_at_counter_time()), Local(1, 19, 8));
  EXPECT_FALSE(OnPapersCollected({}, Local(1, 20, 8), dossier_));
  ASSERT_THAT(AcceptIt(Local(1, 19, 9)), IsOk());
  EXPECT_EQ(FromProto(dossier_.accept_time()), Local(1, 19, 9));
}

// QĐ 45/2016 Đ.7(4): filed when the record of hand-over is signed.
TEST_F(DossierTest, PapersCollectedAtHomeAreFiledWhenBothHaveSigned) {
  dossier_.set_channel(type::v1::CHANNEL_POSTAL);
  FileIt();
  event::v1::PapersCollected collected;
  EXPECT_TRUE(OnPapersCollected(collected, Local(1, 19, 8), dossier_));
  *collected.mutable_sign_time() = ToProto(Local(1, 19, 8, 30));
  EXPECT_TRUE(OnPapersCollected(collected, Local(1, 19, 9), dossier_)) << "signed after the report";
  EXPECT_FALSE(OnPapersCollected(collected, Local(1, 19, 9), dossier_));
  ASSERT_THAT(AcceptIt(Local(1, 19, 16)), IsOk());
  EXPECT_EQ(FromProto(dossier_.accept_time()), Local(1, 19, 8, 30));
  EXPECT_EQ(FromProto(dossier_.counts_from_time()), Local(1, 19, 8, 30)) << "not the next day";
  EXPECT_EQ(FromProto(events_.back().occur_time()), Local(1, 19, 8, 30));
}

TEST_F(DossierTest, PapersCompletedAfterTheSigningAreFiledWhenTheyAreAccepted) {
  dossier_.set_channel(type::v1::CHANNEL_POSTAL);
  FileIt();
  event::v1::PapersCollected collected;
  *collected.mutable_sign_time() = ToProto(Local(1, 19, 8));
  ASSERT_TRUE(OnPapersCollected(collected, Local(1, 19, 8), dossier_));
  dossier_.set_completion_requests(1);
  ASSERT_THAT(AcceptIt(Local(1, 20, 9)), IsOk());
  EXPECT_EQ(FromProto(dossier_.accept_time()), Local(1, 20, 9));
}

TEST_F(DossierTest, RefusalNeedsAReason) {
  FileIt();
  const Dossier before = dossier_;
  ExpectRefused(Refuse("", At(Local(1, 18, 10))), kFieldRequired, before, 1);
  ExpectRefused(Refuse(std::string(1001, 'x'), At(Local(1, 18, 10))), kFieldInvalid, before, 1);
  ASSERT_THAT(Refuse("Không thuộc thẩm quyền", At(Local(1, 18, 10))), IsOk());
  EXPECT_EQ(dossier_.state(), DOSSIER_STATE_REFUSED);
  EXPECT_EQ(dossier_.reason(), "Không thuộc thẩm quyền");
  EXPECT_EQ(events_.back().refused().reason(), "Không thuộc thẩm quyền");
}

TEST_F(DossierTest, CompletionBeforeAcceptance) {
  dossier_.mutable_papers()->RemoveLast();
  FileIt();
  Texts items;
  *items.Add() = "Giấy chứng sinh";
  ASSERT_THAT(RequestCompletion(items, "Thiếu giấy tờ", At(Local(1, 18, 10))), IsOk());
  EXPECT_EQ(dossier_.state(), DOSSIER_STATE_COMPLETION_REQUESTED);
  EXPECT_EQ(dossier_.completion_requests(), 1);
  EXPECT_THAT(dossier_.requested_items(), ElementsAre("Giấy chứng sinh"));
  EXPECT_THAT(events_.back().completion_requested().items(), ElementsAre("Giấy chứng sinh"));

  Papers papers;
  AddPaper("Giấy chứng sinh", papers);
  ASSERT_THAT(Supplement(papers, At(Local(1, 18, 11))), IsOk());
  EXPECT_EQ(dossier_.state(), DOSSIER_STATE_SUBMITTED);
  EXPECT_EQ(dossier_.papers_size(), 2);
  EXPECT_EQ(dossier_.requested_items_size(), 0);
  EXPECT_EQ(dossier_.reason(), "");
  EXPECT_THAT(events_.back().supplemented(), EqualsProto("paper_count: 1"));
  EXPECT_THAT(AcceptIt(), IsOk());
}

TEST_F(DossierTest, SupplementAfterAcceptance) {
  FileIt();
  ASSERT_THAT(AcceptIt(), IsOk());
  event::v1::SupplementRequested request;
  request.add_items("Bản vẽ");
  request.set_reason("Thiếu bản vẽ");
  ASSERT_TRUE(OnSupplementRequested(request, dossier_));
  EXPECT_EQ(dossier_.state(), DOSSIER_STATE_SUPPLEMENT_REQUESTED);
  EXPECT_EQ(dossier_.supplement_requests(), 1);
  EXPECT_EQ(dossier_.reason(), "Thiếu bản vẽ");
  EXPECT_THAT(dossier_.requested_items(), ElementsAre("Bản vẽ"));
  EXPECT_FALSE(OnSupplementRequested(request, dossier_));

  Papers papers;
  AddPaper("Bản vẽ", papers);
  ASSERT_THAT(Supplement(papers, At(Local(1, 20, 8))), IsOk());
  EXPECT_EQ(dossier_.state(), DOSSIER_STATE_ACCEPTED);
  EXPECT_THAT(events_.back().supplemented(), EqualsProto("paper_count: 1 after_acceptance: true"));
}

TEST_F(DossierTest, SupplementsAreBounded) {
  FileIt();
  Texts items;
  *items.Add() = "Giấy chứng sinh";
  ASSERT_THAT(RequestCompletion(items, "", At(Local(1, 18, 10))), IsOk());
  const Dossier before = dossier_;
  Papers papers;
  ExpectRefused(Supplement(papers, At(Local(1, 18, 11))), kFieldRequired, before, 2);
  while (papers.size() <= 50) AddPaper("Tờ khai", papers);
  ExpectRefused(Supplement(papers, At(Local(1, 18, 11))), kFieldInvalid, before, 2);
  papers.RemoveLast();
  papers.Mutable(3)->set_count(0);
  const absl::Status status = Supplement(papers, At(Local(1, 18, 11)));
  EXPECT_THAT(FieldsOf(status), ElementsAre("papers[3].count"));
}

TEST_F(DossierTest, PaymentsStayWithinWhatIsOwed) {
  dossier_.set_procedure_code("1.009994");
  FileIt();
  const Dossier before = dossier_;
  for (int64_t amount : {int64_t{-1}, int64_t{0}, int64_t{75001}}) {
    ExpectRefused(Pay({amount}, At(Local(1, 18, 10))), kFieldInvalid, before, 1);
  }
  ASSERT_THAT(Pay({50000}, At(Local(1, 18, 10))), IsOk());
  EXPECT_EQ(events_.back().paid().amount_vnd(), 50000);
  EXPECT_THAT(Pay({25001}, At(Local(1, 18, 10))),
              StatusIs(absl::StatusCode::kInvalidArgument, kFieldInvalid));
  ASSERT_THAT(Pay({25000}, At(Local(1, 18, 10))), IsOk());
  EXPECT_EQ(dossier_.paid_vnd(), 75000);
}

TEST_F(DossierTest, APaymentSaysWhoHasTheMoney) {  // NĐ 61/2018 Đ.22
  dossier_.set_procedure_code("1.009994");
  FileIt();
  const Payment at_post{50000, type::v1::PAYMENT_COLLECTOR_POST_COUNTER};
  ASSERT_THAT(Pay(at_post, At(Local(1, 18, 10))), IsOk());
  EXPECT_EQ(events_.back().paid().collector(), type::v1::PAYMENT_COLLECTOR_POST_COUNTER);
  const Payment by_postman{100, type::v1::PAYMENT_COLLECTOR_POSTMAN};
  EXPECT_THAT(Pay(by_postman, At(Local(1, 18, 10))),
              StatusIs(absl::StatusCode::kInvalidArgument, kFieldInvalid));
}

TEST_F(DossierTest, WhatThePostmanCollectedIsPaidInAnyState) {
  dossier_.set_procedure_code("1.009994");
  FileIt();
  dossier_.set_fee_requested(true);
  event::v1::MoneyCollected money;
  EXPECT_FALSE(OnMoneyCollected(money, At(Local(1, 18, 10)))) << "postage alone";
  money.set_fee_vnd(75000);
  dossier_.set_state(DOSSIER_STATE_CLOSED);
  ASSERT_TRUE(OnMoneyCollected(money, At(Local(1, 18, 10))));
  EXPECT_EQ(dossier_.paid_vnd(), 75000);
  EXPECT_TRUE(events_.back().paid().settles());
  EXPECT_EQ(events_.back().paid().collector(), type::v1::PAYMENT_COLLECTOR_POSTMAN);
  money.set_undone(true);
  ASSERT_TRUE(OnMoneyCollected(money, At(Local(1, 18, 11))));
  EXPECT_EQ(dossier_.paid_vnd(), 0);
  EXPECT_EQ(events_.back().paid().amount_vnd(), -75000);
}

TEST_F(DossierTest, WithdrawalSaysWhetherAJourneyEnds) {
  FileIt();
  Dossier filed = dossier_;
  ASSERT_THAT(Withdraw("", At(Local(1, 18, 10))), IsOk());
  EXPECT_EQ(dossier_.state(), DOSSIER_STATE_WITHDRAWN);
  EXPECT_FALSE(events_.back().withdrawn().after_acceptance());
  dossier_ = filed;
  ASSERT_THAT(AcceptIt(), IsOk());
  ASSERT_THAT(Withdraw("Đổi ý", At(Local(1, 18, 11))), IsOk());
  EXPECT_TRUE(events_.back().withdrawn().after_acceptance());
  EXPECT_EQ(dossier_.reason(), "Đổi ý");
}

TEST_F(DossierTest, NothingHappensAfterTheEnd) {
  FileIt();
  ASSERT_THAT(AcceptIt(), IsOk());
  EXPECT_TRUE(OnClosed(Local(1, 20, 8), dossier_));
  EXPECT_EQ(dossier_.state(), DOSSIER_STATE_CLOSED);
  const Dossier before = dossier_;
  const absl::Time now = Local(1, 20, 8);
  Texts items;
  *items.Add() = "x";
  Papers papers;
  AddPaper("x", papers);
  for (const absl::Status& status :
       {AcceptIt(), Refuse("x", At(now)), RequestCompletion(items, "", At(now)),
        Supplement(papers, At(now)), Pay({1}, At(now)), Withdraw("", At(now))}) {
    ExpectRefused(status, kTransitionNotAllowed, before, 2);
  }
  EXPECT_FALSE(OnClosed(Local(1, 20, 8), dossier_));
  EXPECT_FALSE(OnSupplementRequested({}, dossier_));
  EXPECT_FALSE(OnPapersCollected({}, now, dossier_));
}

TEST_F(DossierTest, AWithdrawnDossierStaysWithdrawn) {
  FileIt();
  ASSERT_THAT(AcceptIt(), IsOk());
  ASSERT_THAT(Withdraw("", At(Local(1, 18, 11))), IsOk());
  EXPECT_FALSE(OnClosed(Local(1, 20, 8), dossier_));
  EXPECT_FALSE(OnSupplementRequested({}, dossier_));
  EXPECT_EQ(dossier_.state(), DOSSIER_STATE_WITHDRAWN);
}

}  // namespace
}  // namespace motcua::intake
