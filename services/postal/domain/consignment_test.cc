#include "services/postal/domain/consignment.h"

#include <algorithm>
#include <random>

#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "services/postal/domain/test_catalogue.h"

namespace motcua::postal {
namespace {

using dossier::v1::Consignment;
using event::v1::Event;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

absl::Time Now() { return absl::FromCivil(absl::CivilHour(2023, 2, 1, 9), LocalZone()); }

Wish FromHome() {
  return {.dossier_code = "000.03.31.H20-230201-0001",
          .kind = dossier::v1::CONSIGNMENT_KIND_HOME_TO_COUNTER,
          .to_unit = "29869",
          .address = "12 Lý Thường Kiệt",
          .contact_name = "Nguyễn Văn An",
          .contact_phone = "0912345678",
          .home_commune = "29884"};
}

Wish BetweenUnits() {
  return {.dossier_code = "000.03.31.H20-230201-0001",
          .kind = dossier::v1::CONSIGNMENT_KIND_UNIT_TO_UNIT,
          .from_unit = "29869",
          .to_unit = "87.SXD",
          .step_index = 2};
}

Wish ToHome() {
  Wish wish = FromHome();
  wish.kind = dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME;
  std::swap(wish.from_unit, wish.to_unit);
  return wish;
}

dossier::v1::TrackingEvent Report(std::string id, dossier::v1::TrackingKind kind, int hour) {
  dossier::v1::TrackingEvent report;
  report.set_event_id(std::move(id));
  report.set_consignment_id("EQ473124829VN");
  report.set_kind(kind);
  *report.mutable_event_time() = ToProto(Now() + absl::Hours(hour));
  return report;
}

class ConsignmentTest : public testing::Test {
 protected:
  Consignment Make(const Wish& wish) {
    return NewConsignment("EQ473124829VN", wish, catalogue, Now());
  }
  // Records and tells; returns the events, but for what parcels_test.cc is about.
  static std::vector<Event> Take(const dossier::v1::TrackingEvent& report, Consignment& into) {
    std::vector<Event> events;
    Record(report, "vnpost", into, events);
    TellOutcome(into, events);
    std::erase_if(events, [](const Event& event) { return event.has_parcel_faulted(); });
    return events;
  }

  catalogue::Catalogue catalogue = TestCatalogue();
};

TEST_F(ConsignmentTest, IsMadeWithItsOfficeAndDueTime) {
  const Consignment made = Make(FromHome());
  EXPECT_EQ(made.id(), "EQ473124829VN");
  EXPECT_EQ(made.state(), dossier::v1::CONSIGNMENT_STATE_CREATED);
  EXPECT_EQ(made.post_office(), "BD.29884");
  EXPECT_EQ(made.step_index(), -1);
  EXPECT_EQ(FromProto(made.due_time()), Now() + absl::Hours(24 + 8));
  EXPECT_EQ(FromProto(made.create_time()), Now());
  EXPECT_EQ(made.contact_name(), "Nguyễn Văn An");
  EXPECT_FALSE(made.has_finish_time());
}

TEST_F(ConsignmentTest, KeepsNoAddressBetweenUnits) {
  Wish wish = BetweenUnits();
  wish.address = "12 Lý Thường Kiệt";
  wish.contact_name = "Nguyễn Văn An";
  const Consignment made = Make(wish);
  EXPECT_EQ(made.address(), "");
  EXPECT_EQ(made.contact_name(), "");
  EXPECT_EQ(made.step_index(), 2);
}

TEST_F(ConsignmentTest, CreationIsToldWithoutPersonalData) {
  const Event event = CreatedEvent(Make(FromHome()), "motcua");
  EXPECT_EQ(event.unit_code(), "29869");
  EXPECT_EQ(event.actor(), "motcua");
  EXPECT_EQ(event.consignment_created().consignment_id(), "EQ473124829VN");
  EXPECT_EQ(event.consignment_created().post_office(), "BD.29884");
  EXPECT_EQ(event.ShortDebugString().find("Nguy"), std::string::npos);
}

TEST_F(ConsignmentTest, GoodWishesPass) {
  EXPECT_THAT(Check(FromHome(), catalogue), IsOk());
  EXPECT_THAT(Check(BetweenUnits(), catalogue), IsOk());
  EXPECT_THAT(Check(ToHome(), catalogue), IsOk());
  Wish unknown_home = FromHome();
  unknown_home.home_commune.clear();
  unknown_home.contact_phone.clear();
  EXPECT_THAT(Check(unknown_home, catalogue), IsOk());
}

struct WishRow {
  const char* field;
  std::string_view reason;
  Wish (*base)();
  void (*spoil)(Wish&);
};

TEST_F(ConsignmentTest, BadWishesNameTheField) {
  const WishRow rows[] = {
      {"dossier_code", kFieldRequired, FromHome, [](Wish& w) { w.dossier_code = ""; }},
      {"dossier_code", kFieldInvalid, FromHome, [](Wish& w) { w.dossier_code = "a b"; }},
      {"kind", kFieldRequired, FromHome, [](Wish& w) { w.kind = {}; }},
      {"kind", kFieldInvalid, FromHome,
       [](Wish& w) { w.kind = static_cast<dossier::v1::ConsignmentKind>(77); }},
      {"to_unit", kFieldRequired, FromHome, [](Wish& w) { w.to_unit = ""; }},
      {"from_unit", kFieldInvalid, FromHome, [](Wish& w) { w.from_unit = "866"; }},
      {"to_unit", kFieldInvalid, ToHome, [](Wish& w) { w.to_unit = "866"; }},
      {"to_unit", kFieldInvalid, BetweenUnits, [](Wish& w) { w.to_unit = w.from_unit; }},
      {"to_unit", kUnitNotFound, BetweenUnits, [](Wish& w) { w.to_unit = "999"; }},
      {"home_commune", kUnitNotFound, FromHome, [](Wish& w) { w.home_commune = "999"; }},
      {"address", kFieldRequired, FromHome, [](Wish& w) { w.address = ""; }},
      {"address", kFieldInvalid, FromHome, [](Wish& w) { w.address.assign(501, 'a'); }},
      {"contact_name", kFieldRequired, ToHome, [](Wish& w) { w.contact_name = ""; }},
      {"contact_name", kFieldInvalid, ToHome, [](Wish& w) { w.contact_name.assign(201, 'a'); }},
      {"contact_phone", kFieldInvalid, FromHome, [](Wish& w) { w.contact_phone = "12a"; }},
  };
  for (const WishRow& row : rows) {
    Wish wish = row.base();
    row.spoil(wish);
    const absl::Status status = Check(wish, catalogue);
    EXPECT_EQ(ReasonOf(status), row.reason) << row.field;
    EXPECT_THAT(FieldsOf(status), ElementsAre(row.field));
  }
}

TEST_F(ConsignmentTest, CountsCharactersNotBytes) {
  Wish wish = FromHome();
  wish.address.clear();
  for (int i = 0; i < 500; ++i) wish.address += "ễ";
  EXPECT_THAT(Check(wish, catalogue), IsOk());
}

struct ReportRow {
  const char* field;
  std::string_view reason;
  void (*spoil)(dossier::v1::TrackingEvent&);
};

TEST_F(ConsignmentTest, BadReportsNameTheField) {
  using Tracking = dossier::v1::TrackingEvent;
  const ReportRow rows[] = {
      {"event_id", kFieldRequired, [](Tracking& r) { r.clear_event_id(); }},
      {"event_id", kFieldInvalid, [](Tracking& r) { r.set_event_id(std::string(97, 'x')); }},
      {"consignment_id", kFieldInvalid, [](Tracking& r) { r.set_consignment_id("EQ473124820VN"); }},
      {"kind", kFieldRequired, [](Tracking& r) { r.clear_kind(); }},
      {"kind", kFieldInvalid,
       [](Tracking& r) { r.set_kind(static_cast<dossier::v1::TrackingKind>(50)); }},
      {"event_time", kFieldRequired, [](Tracking& r) { r.clear_event_time(); }},
      {"event_time", kFieldInvalid,
       [](Tracking& r) { *r.mutable_event_time() = ToProto(Now() + absl::Hours(25)); }},
      {"post_office", kFieldInvalid, [](Tracking& r) { r.set_post_office(std::string(33, 'x')); }},
      {"note", kFieldInvalid, [](Tracking& r) { r.set_note(std::string(301, 'x')); }},
      {"bag_id", kFieldInvalid, [](Tracking& r) { r.set_bag_id("BD.866-230201-0001"); }},
      {"carrier", kFieldInvalid, [](Tracking& r) { r.set_carrier(std::string(33, 'x')); }},
      {"raw", kFieldInvalid, [](Tracking& r) { r.set_raw(std::string(2001, 'x')); }},
  };
  for (const ReportRow& row : rows) {
    dossier::v1::TrackingEvent report = Report("a", dossier::v1::TRACKING_KIND_COLLECTED, 1);
    ASSERT_THAT(Check(report, Now()), IsOk());
    row.spoil(report);
    const absl::Status status = Check(report, Now());
    EXPECT_THAT(status, StatusIs(kInvalid, row.reason)) << row.field;
    EXPECT_THAT(FieldsOf(status), ElementsAre(row.field));
  }
}

TEST_F(ConsignmentTest, AReportMovesTheStateAndIsToldOnce) {
  Consignment carried = Make(FromHome());
  const auto report = Report("a", dossier::v1::TRACKING_KIND_COLLECTED, 2);
  std::vector<Event> events = Take(report, carried);
  ASSERT_EQ(events.size(), 1u);
  events[0].mutable_tracking_recorded()->clear_hand_over();  // custody_test.cc is about it
  EXPECT_THAT(
      events[0],
      EqualsProto(
          Cat("dossier_code: '000.03.31.H20-230201-0001' actor: 'vnpost' unit_code: '29869' "
              "occur_time { seconds: ",
              absl::ToUnixSeconds(Now() + absl::Hours(2)),
              " } "
              "tracking_recorded { consignment_id: 'EQ473124829VN' kind: TRACKING_KIND_COLLECTED "
              "event_id: 'a' state: CONSIGNMENT_STATE_COLLECTED "
              "previous_state: CONSIGNMENT_STATE_CREATED "
              "consignment_kind: CONSIGNMENT_KIND_HOME_TO_COUNTER "
              "parcel_id: 'EQ473124829VN' }")));
  std::vector<Event> again;
  EXPECT_EQ(Record(report, "vnpost", carried, again), Recorded::kDuplicate);
  EXPECT_TRUE(again.empty());
  EXPECT_EQ(carried.events_size(), 1);
}

TEST_F(ConsignmentTest, DeliveryIsToldByKind) {
  const auto report = Report("d", dossier::v1::TRACKING_KIND_DELIVERED, 5);
  Consignment home = Make(FromHome()), units = Make(BetweenUnits()), result = Make(ToHome());
  EXPECT_EQ(Take(report, home)[1].papers_collected().consignment_id(), "EQ473124829VN");
  const Event arrived = Take(report, units)[1];
  EXPECT_EQ(arrived.transfer_arrived().to_unit(), "87.SXD");
  EXPECT_EQ(arrived.transfer_arrived().step_index(), 2);
  EXPECT_EQ(arrived.unit_code(), "87.SXD");
  EXPECT_EQ(arrived.actor(), "motcua");
  EXPECT_EQ(Take(report, result)[1].delivered().consignment_id(), "EQ473124829VN");
  EXPECT_EQ(FromProto(result.finish_time()), Now() + absl::Hours(5));
  EXPECT_TRUE(result.outcome_told());
}

// TT 17/2017 Đ.7: the time of the post ends when the addressee is told to fetch it at the office.
TEST_F(ConsignmentTest, WhatWaitsToBeFetchedIsNoLatenessOfThePost) {
  Consignment carried = Make(ToHome());
  const absl::Time due = FromProto(carried.due_time());
  EXPECT_EQ(CarriedAt(carried), std::nullopt);
  EXPECT_FALSE(IsCarriedLate(carried, due));
  EXPECT_TRUE(IsCarriedLate(carried, due + absl::Hours(1)));
  Take(Report("p", dossier::v1::TRACKING_KIND_AWAITING_PICKUP, 5), carried);
  EXPECT_EQ(carried.state(), dossier::v1::CONSIGNMENT_STATE_AWAITING_PICKUP);
  EXPECT_EQ(CarriedAt(carried), Now() + absl::Hours(5));
  EXPECT_FALSE(IsCarriedLate(carried, due + absl::Hours(100)));
  Take(Report("d", dossier::v1::TRACKING_KIND_DELIVERED, 400), carried);
  EXPECT_EQ(CarriedAt(carried), Now() + absl::Hours(5));
  EXPECT_FALSE(IsCarriedLate(carried, due + absl::Hours(500)));
}

TEST_F(ConsignmentTest, FailuresAreToldWithTheKind) {
  Consignment returned = Make(ToHome()), lost = Make(BetweenUnits());
  const Event back = Take(Report("r", dossier::v1::TRACKING_KIND_RETURNED, 5), returned)[1];
  const Event gone = Take(Report("l", dossier::v1::TRACKING_KIND_LOST, 5), lost)[1];
  EXPECT_EQ(back.returned().kind(), dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME);
  EXPECT_EQ(gone.lost().kind(), dossier::v1::CONSIGNMENT_KIND_UNIT_TO_UNIT);
}

TEST_F(ConsignmentTest, TheOutcomeIsToldOnceAndAgainOnlyWhenItChanges) {
  Consignment carried = Make(BetweenUnits());
  EXPECT_EQ(Take(Report("l", dossier::v1::TRACKING_KIND_LOST, 5), carried).size(), 2u);
  EXPECT_EQ(Take(Report("a", dossier::v1::TRACKING_KIND_ARRIVED, 6), carried).size(), 1u);
  const std::vector<Event> found =
      Take(Report("d", dossier::v1::TRACKING_KIND_DELIVERED, 7), carried);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_TRUE(found[1].has_transfer_arrived());
  EXPECT_EQ(Take(Report("e", dossier::v1::TRACKING_KIND_DELIVERED, 6), carried).size(), 1u);
  EXPECT_EQ(FromProto(carried.finish_time()), Now() + absl::Hours(6));
}

TEST_F(ConsignmentTest, AFullHistoryTakesOnlyTheEnd) {
  Consignment carried = Make(BetweenUnits());
  std::vector<Event> events;
  for (int i = 0; i < kMaxTrackingEvents; ++i) {
    Record(Report(Cat("s", i), dossier::v1::TRACKING_KIND_ARRIVED, 1), "vnpost", carried, events);
  }
  const auto more = Report("more", dossier::v1::TRACKING_KIND_ARRIVED, 2);
  EXPECT_EQ(Record(more, "vnpost", carried, events), Recorded::kTooMany);
  const auto known = Report("s7", dossier::v1::TRACKING_KIND_ARRIVED, 1);
  EXPECT_EQ(Record(known, "vnpost", carried, events), Recorded::kDuplicate);
  const auto end = Report("end", dossier::v1::TRACKING_KIND_DELIVERED, 3);
  EXPECT_EQ(Record(end, "vnpost", carried, events), Recorded::kNew);
  EXPECT_EQ(carried.state(), dossier::v1::CONSIGNMENT_STATE_DELIVERED);
}

// A consignment is handed to the archive in one call: what carriers sent of it has its bound.
TEST_F(ConsignmentTest, CarriersRecordsAreKeptUpToABound) {
  Consignment carried = Make(BetweenUnits());
  std::vector<Event> events;
  for (int i = 0; i < kMaxTrackingEvents; ++i) {
    auto report = Report(Cat("s", i), dossier::v1::TRACKING_KIND_ARRIVED, 1);
    report.set_raw(std::string(kMaxRawBytes, 'x'));
    report.set_note(std::string(300, 'n'));
    EXPECT_EQ(Record(report, "vnpost", carried, events), Recorded::kNew);
    EXPECT_EQ(Record(report, "vnpost", carried, events), Recorded::kDuplicate);
  }
  EXPECT_EQ(carried.events_size(), kMaxTrackingEvents);
  EXPECT_EQ(carried.events(0).raw().size(), kMaxRawBytes);
  EXPECT_LT(carried.ByteSizeLong(), size_t{960} << 10) << "as keeping::Leaver hands over";
}

TEST_F(ConsignmentTest, AnyOrderOfReportsLeavesTheSameConsignment) {
  std::mt19937 random(45);
  for (int round = 0; round < 500; ++round) {
    std::vector<dossier::v1::TrackingEvent> reports;
    for (unsigned i = 0; i < 1 + random() % 8; ++i) {
      const auto kind = static_cast<dossier::v1::TrackingKind>(1 + random() % 8);
      reports.push_back(Report(Cat("r", i), kind, static_cast<int>(random() % 5)));
    }
    Consignment first = Make(BetweenUnits()), other = first;
    for (const auto& report : reports) Take(report, first);
    reports.push_back(reports[random() % reports.size()]);
    std::ranges::shuffle(reports, random);
    for (const auto& report : reports) Take(report, other);
    first.clear_hand_overs();  // the log tells in what order it became known
    other.clear_hand_overs();
    ASSERT_THAT(other, EqualsProto(first));
  }
}

TEST_F(ConsignmentTest, BelongsToItsEndsAndItsOffice) {
  EXPECT_THAT(UnitsOf(Make(BetweenUnits()), catalogue), ElementsAre("29869", "87.SXD", "866"));
  EXPECT_THAT(UnitsOf(Make(ToHome()), catalogue), UnorderedElementsAre("29869", "29884", "866"));
}

}  // namespace
}  // namespace motcua::postal
