#include "services/postal/domain/charges.h"

#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "services/postal/domain/test_catalogue.h"
#include "services/postal/domain/test_postage.h"

namespace motcua::postal {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

constexpr char kId[] = "EQ473124829VN";

absl::Time At(int day, int hour = 9) {
  return absl::FromCivil(absl::CivilHour(2023, 2, day, hour), LocalZone());
}

class ChargesTest : public testing::Test {
 protected:
  Wish WishFor(ConsignmentKind kind, int64_t fee = 50000) {
    Wish wish;
    wish.dossier_code = "D-1";
    wish.kind = kind;
    if (kind != CONSIGNMENT_KIND_HOME_TO_COUNTER) wish.from_unit = "29869";
    if (kind == CONSIGNMENT_KIND_HOME_TO_COUNTER) wish.to_unit = "29869";
    if (kind == CONSIGNMENT_KIND_UNIT_TO_UNIT) wish.to_unit = "87.SXD";
    if (kind != CONSIGNMENT_KIND_UNIT_TO_UNIT) wish.home_commune = "29884";
    wish.fee_vnd = fee;
    return wish;
  }
  Consignment Make(ConsignmentKind kind, int64_t fee = 50000) {
    return NewConsignment(kId, WishFor(kind, fee), catalogue_, At(1));
  }
  // Reports, and what is told of money by it.
  std::vector<event::v1::MoneyCollected> Report(Consignment& consignment, TrackingKind kind,
                                                absl::Time when) {
    TrackingEvent report;
    report.set_event_id("e" + std::to_string(++reports_));
    report.set_consignment_id(kId);
    report.set_kind(kind);
    *report.mutable_event_time() = ToProto(when);
    std::vector<event::v1::Event> events;
    Record(report, "vnpost", consignment, events);
    TellOutcome(consignment, events);
    std::vector<event::v1::MoneyCollected> money;
    for (const event::v1::Event& event : events) {
      if (event.has_money_collected()) money.push_back(event.money_collected());
    }
    return money;
  }

  catalogue::Catalogue catalogue_ = TestCatalogue(kTestPostage);
  int reports_ = 0;
};

TEST_F(ChargesTest, TheApplicantPaysBothWays) {  // QĐ 45/2016 Đ.12(3)
  for (auto kind : {CONSIGNMENT_KIND_HOME_TO_COUNTER, CONSIGNMENT_KIND_RESULT_TO_HOME}) {
    const Charges charges = Make(kind).charges();
    EXPECT_EQ(charges.payer(), POSTAGE_PAYER_APPLICANT);
    EXPECT_EQ(charges.postage_vnd(), 20000);
    EXPECT_EQ(charges.fee_vnd(), 50000);
    EXPECT_EQ(charges.agency_unit(), "29869");
    EXPECT_EQ(CashOf(charges), 70000);
  }
}

TEST_F(ChargesTest, BetweenUnitsTheSenderIsBilledAndNoFeeIsCollected) {  // QĐ 45/2016 Đ.16(2)
  const Charges charges = Make(CONSIGNMENT_KIND_UNIT_TO_UNIT).charges();
  EXPECT_EQ(charges.payer(), POSTAGE_PAYER_AGENCY);
  EXPECT_EQ(charges.postage_vnd(), 30000);
  EXPECT_EQ(charges.fee_vnd(), 0);
  EXPECT_EQ(CashOf(charges), 0);
}

TEST_F(ChargesTest, TheSlipsReturnCostsMoreAndTakesTwiceAsLong) {  // TT 17/2017 Đ.7
  Wish wish = WishFor(CONSIGNMENT_KIND_HOME_TO_COUNTER);
  const absl::Time due = FromProto(NewConsignment(kId, wish, catalogue_, At(1)).due_time());
  wish.slip_return = true;
  const Consignment with_slip = NewConsignment(kId, wish, catalogue_, At(1));
  EXPECT_EQ(with_slip.charges().postage_vnd(), 25000);
  EXPECT_EQ(due, At(2, 17));
  EXPECT_EQ(FromProto(with_slip.due_time()), At(3, 17));
}

TEST_F(ChargesTest, FromHomeThePostmanCollectsWhenHeTakesThePapersOver) {  // QĐ 45/2016 Đ.6
  Consignment parcel = Make(CONSIGNMENT_KIND_HOME_TO_COUNTER);
  const auto money = Report(parcel, TRACKING_KIND_COLLECTED, At(1, 10));
  ASSERT_EQ(money.size(), 1u);
  EXPECT_EQ(money[0].fee_vnd(), 50000);
  EXPECT_EQ(money[0].postage_vnd(), 20000);
  EXPECT_EQ(money[0].post_office(), "BD.29884");
  EXPECT_FALSE(money[0].billed());
  EXPECT_TRUE(Report(parcel, TRACKING_KIND_DELIVERED, At(2)).empty()) << "told once";
}

TEST_F(ChargesTest, AtHomeThePostmanCollectsWhenHeHandsTheResultOver) {
  Consignment parcel = Make(CONSIGNMENT_KIND_RESULT_TO_HOME);
  EXPECT_TRUE(Report(parcel, TRACKING_KIND_COLLECTED, At(1, 10)).empty());
  const auto money = Report(parcel, TRACKING_KIND_DELIVERED, At(2));
  ASSERT_EQ(money.size(), 1u);
  EXPECT_EQ(money[0].post_office(), "BD.29884") << "the office that hands over";
  EXPECT_FALSE(money[0].undone());
}

TEST_F(ChargesTest, ALateReportThatItWentBackTakesTheMoneyBack) {
  Consignment parcel = Make(CONSIGNMENT_KIND_RESULT_TO_HOME);
  Report(parcel, TRACKING_KIND_DELIVERED, At(3));
  const auto undone = Report(parcel, TRACKING_KIND_RETURNED, At(2));  // it was first
  ASSERT_EQ(undone.size(), 1u);
  EXPECT_TRUE(undone[0].undone());
  EXPECT_EQ(undone[0].fee_vnd(), 50000);
}

TEST_F(ChargesTest, WhatIsLostBeforeItIsTakenOverCollectsNothing) {
  Consignment parcel = Make(CONSIGNMENT_KIND_HOME_TO_COUNTER);
  EXPECT_TRUE(Report(parcel, TRACKING_KIND_LOST, At(2)).empty());
}

TEST_F(ChargesTest, WithoutTariffAndFeeNothingIsTold) {
  catalogue_ = TestCatalogue();
  Consignment parcel = Make(CONSIGNMENT_KIND_HOME_TO_COUNTER, 0);
  EXPECT_EQ(parcel.charges().payer(), POSTAGE_PAYER_UNSPECIFIED);
  EXPECT_TRUE(Report(parcel, TRACKING_KIND_COLLECTED, At(1)).empty());
}

}  // namespace
}  // namespace motcua::postal
