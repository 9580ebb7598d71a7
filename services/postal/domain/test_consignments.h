// Consignments and reports for postal's domain tests.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "services/postal/domain/consignment.h"
#include "services/postal/domain/parcels.h"
#include "services/postal/domain/test_catalogue.h"

namespace motcua::postal {

inline constexpr char kOneParcel[] = "EQ473124829VN";
inline constexpr char kOtherParcel[] = "EQ123456785VN";

// Of February 2023; the 1st is a Wednesday.
inline absl::Time On(int day, int hour, int minute = 0) {
  return absl::FromCivil(absl::CivilMinute(2023, 2, day, hour, minute), LocalZone());
}

inline type::v1::Paper PaperNamed(std::string name, int count = 1) {
  type::v1::Paper paper;
  paper.set_name(std::move(name));
  paper.set_kind(type::v1::PAPER_KIND_ORIGINAL);
  paper.set_count(count);
  return paper;
}

inline dossier::v1::TrackingEvent ReportOf(std::string parcel, dossier::v1::TrackingKind kind,
                                           absl::Time when, std::string office = "") {
  dossier::v1::TrackingEvent report;
  report.set_event_id(absl::StrCat(parcel, kind, absl::ToUnixMillis(when), office));
  report.set_consignment_id(std::move(parcel));
  report.set_kind(kind);
  *report.mutable_event_time() = ToProto(when);
  report.set_post_office(std::move(office));
  return report;
}

// Consignments of the test catalogue, asked for on the 1st at nine.
class ConsignmentsTest : public testing::Test {
 protected:
  using Kind = dossier::v1::TrackingKind;

  // With as many parcels as identifiers, each with a paper of its number.
  dossier::v1::Consignment Make(dossier::v1::ConsignmentKind kind,
                                std::vector<std::string> ids = {kOneParcel}) {
    Wish wish{.dossier_code = "000.03.31.H20-230201-0001", .kind = kind};
    if (kind != dossier::v1::CONSIGNMENT_KIND_HOME_TO_COUNTER) wish.from_unit = "29869";
    if (kind != dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME) wish.to_unit = "87.SXD";
    if (kind != dossier::v1::CONSIGNMENT_KIND_UNIT_TO_UNIT) wish.home_commune = "29884";
    std::vector<std::vector<type::v1::Paper>> contents;
    for (size_t i = 1; i <= ids.size(); ++i) contents.push_back({PaperNamed(absl::StrCat(i))});
    auto made = NewConsignment(ids.front(), wish, catalogue, On(1, 9));
    Divide(ids, contents, made);
    return made;
  }
  dossier::v1::Consignment Transfer(std::vector<std::string> ids = {kOneParcel}) {
    return Make(dossier::v1::CONSIGNMENT_KIND_UNIT_TO_UNIT, std::move(ids));
  }
  dossier::v1::Consignment Result() { return Make(dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME); }

  // Records, minds and tells; the events are kept.
  void Take(const dossier::v1::TrackingEvent& report, dossier::v1::Consignment& into) {
    Record(report, "vnpost", into, events);
    MindTimes(catalogue.calendar(), into, events);
    TellOutcome(into, events);
  }
  void Take(Kind kind, absl::Time when, std::string office, dossier::v1::Consignment& into,
            std::string parcel = kOneParcel) {
    Take(ReportOf(std::move(parcel), kind, when, std::move(office)), into);
  }
  // Events of this kind, in order.
  std::vector<event::v1::Event> Told(event::v1::Event::WhatCase what) const {
    std::vector<event::v1::Event> told;
    for (const auto& event : events) {
      if (event.what_case() == what) told.push_back(event);
    }
    return told;
  }

  catalogue::Catalogue catalogue = TestCatalogue();
  std::vector<event::v1::Event> events;
};

}  // namespace motcua::postal
