#include "clients/province/round.h"

#include <string_view>

#include "clients/province/draw.h"
#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/strings.h"

namespace motcua::province {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

constexpr double kReportedTwice = 0.03;
constexpr double kReportedLate = 0.03;
constexpr double kReturned = 0.003;
constexpr double kLost = 0.003;
// Of originals in bags.
constexpr double kMislaid = 0.03;
constexpr double kDamaged = 0.006;

class RoundMaker {
 public:
  RoundMaker(const Parcel& parcel, uint64_t seed, const catalogue::Catalogue& catalogue)
      : parcel_(parcel),
        catalogue_(catalogue),
        draw_(seed, Cat(parcel.dossier_code, "/", static_cast<int>(parcel.kind)), "round",
              parcel.step_index) {}

  std::vector<Scan> Make() && {
    const std::string from = parcel_.from_unit.empty() ? parcel_.home_commune : parcel_.from_unit;
    const std::string to = parcel_.to_unit.empty() ? parcel_.home_commune : parcel_.to_unit;
    const std::string from_office = OfficeOf(from);
    const std::string to_office = OfficeOf(to);
    const bool is_result = parcel_.kind == CONSIGNMENT_KIND_RESULT_TO_HOME;
    const bool lost = draw_.Chance(kLost);
    const bool comes_back = draw_.Chance(kReturned) && is_result;

    const absl::Time collected = CollectionTime();
    absl::CivilDay day = absl::ToCivilDay(collected, LocalZone());
    Add(collected, TRACKING_KIND_COLLECTED, from_office);
    if (IsBetweenUnits() && from_office == to_office && !lost) {
      Add(collected + absl::Minutes(draw_.Between(30, 90)), TRACKING_KIND_DELIVERED, to_office);
      return std::move(scans_);
    }
    if (IsBetweenUnits()) return InBags(day, from_office, to_office, IsLocal(from, to), lost);
    Add(At(day, 16 * 60 + draw_.Between(0, 30)), TRACKING_KIND_DEPARTED, from_office);
    if (lost) return Lose(day, from_office);
    day = NextWorkingDay(day);
    if (!IsLocal(from, to)) {
      const std::string hub = OfficeOf(ProvinceOf(to));
      Add(At(day, 8 * 60 + draw_.Between(0, 120)), TRACKING_KIND_ARRIVED, hub);
      Add(At(day, 13 * 60 + 30 + draw_.Between(0, 120)), TRACKING_KIND_DEPARTED, hub);
      day = NextWorkingDay(day);
    }
    Add(At(day, 6 * 60 + 30 + draw_.Between(0, 30)), TRACKING_KIND_ARRIVED, to_office);
    Add(At(day, 7 * 60 + 15 + draw_.Between(0, 30)), TRACKING_KIND_OUT_FOR_DELIVERY, to_office);
    const absl::Time at_door = At(day, 8 * 60 + draw_.Between(0, IsBetweenUnits() ? 60 : 8 * 60));
    if (comes_back) return BringBack(at_door, to_office);
    Add(at_door, TRACKING_KIND_DELIVERED, to_office);
    return std::move(scans_);
  }

 private:
  // Offices are served first, and between two of one post office's area within the half day.
  bool IsBetweenUnits() const { return parcel_.kind == CONSIGNMENT_KIND_UNIT_TO_UNIT; }

  // The next half day: what was asked for in the morning is fetched in the afternoon.
  absl::Time CollectionTime() {
    const absl::CivilMinute local = absl::ToCivilMinute(parcel_.create_time, LocalZone());
    absl::CivilDay day(local);
    const bool works = catalogue_.calendar().IsWorkingDay(day);
    if (works && local.hour() < 12) return At(day, 13 * 60 + 30 + draw_.Between(0, 90));
    return At(NextWorkingDay(day), 7 * 60 + 30 + draw_.Between(0, 90));
  }

  // Bags close at fixed times and are opened in the morning of the next working day. Those to
  // another district go by the province's post office.
  std::vector<Scan> InBags(absl::CivilDay day, const std::string& from_office,
                           const std::string& to_office, bool is_local, bool lost) {
    const std::string hub = OfficeOf(ProvinceOf(parcel_.to_unit));
    const bool by_hub = !is_local && hub != from_office && hub != to_office;
    const bool mislaid = draw_.Chance(kMislaid) && !lost;
    const bool damaged = draw_.Chance(kDamaged) && !lost && !mislaid;
    Depart(At(day, 16 * 60 + 30), from_office, by_hub ? hub : to_office, lost && by_hub);
    if (lost && by_hub) return Lose(day, from_office);
    day = NextWorkingDay(day);
    if (by_hub) {
      Depart(At(day, 14 * 60 + 30), hub, to_office, false);
      day = NextWorkingDay(day);
    }
    if (lost || mislaid) scans_.back().fate = Fate::kMissing;
    if (damaged) scans_.back().fate = Fate::kDamaged;
    if (lost) return Lose(day, scans_.back().event.post_office());
    if (mislaid) {  // it is found under a table
      day = NextWorkingDay(NextWorkingDay(day));
      Add(At(day, 6 * 60 + 50), TRACKING_KIND_ARRIVED, to_office);
    }
    Add(At(day, 7 * 60 + 15 + draw_.Between(0, 30)), TRACKING_KIND_OUT_FOR_DELIVERY, to_office);
    Add(At(day, 8 * 60 + draw_.Between(0, 60)), TRACKING_KIND_DELIVERED, to_office);
    return std::move(scans_);
  }

  void Depart(absl::Time time, const std::string& office, const std::string& to, bool missing) {
    Add(time, TRACKING_KIND_DEPARTED, office);
    scans_.back().report_time = time;
    scans_.back().twice = false;
    scans_.back().bag_to = to;
    if (missing) scans_.back().fate = Fate::kMissing;
  }

  std::vector<Scan> Lose(absl::CivilDay day, const std::string& office) {
    for (int i = 0; i < 5; ++i) day = NextWorkingDay(day);
    Add(At(day, 15 * 60), TRACKING_KIND_LOST, office);
    return std::move(scans_);
  }

  // Two attempts, two working days apart, then back to the sender (TT 17/2017 Đ.5).
  std::vector<Scan> BringBack(absl::Time at_door, const std::string& office) {
    Add(at_door, TRACKING_KIND_ATTEMPT_FAILED, office, "Người nhận vắng nhà");
    absl::CivilDay day = absl::ToCivilDay(at_door, LocalZone());
    day = NextWorkingDay(NextWorkingDay(day));
    Add(At(day, 10 * 60), TRACKING_KIND_ATTEMPT_FAILED, office, "Người nhận vắng nhà");
    Add(At(NextWorkingDay(day), 15 * 60), TRACKING_KIND_RETURNED, office);
    return std::move(scans_);
  }

  void Add(absl::Time time, TrackingKind kind, const std::string& office, std::string note = "") {
    Scan& scan = scans_.emplace_back();
    scan.event.set_event_id(Cat(parcel_.consignment_id, "-", scans_.size()));
    scan.event.set_consignment_id(parcel_.consignment_id);
    scan.event.set_kind(kind);
    *scan.event.mutable_event_time() = ToProto(time);
    scan.event.set_post_office(office);
    scan.event.set_note(std::move(note));
    scan.twice = draw_.Chance(kReportedTwice);
    const bool late = draw_.Chance(kReportedLate);
    scan.report_time = late ? time + absl::Minutes(draw_.Between(60, 240)) : time;
  }

  absl::CivilDay NextWorkingDay(absl::CivilDay day) const {
    do ++day;
    while (!catalogue_.calendar().IsWorkingDay(day));
    return day;
  }

  absl::Time At(absl::CivilDay day, int64_t minute) const {
    return absl::FromCivil(absl::CivilMinute(day) + minute, LocalZone());
  }

  std::string OfficeOf(std::string_view unit) const {
    const catalogue::v1::PostOffice* office = catalogue_.PostOfficeOf(unit);
    return office == nullptr ? "" : office->code();
  }

  std::string ProvinceOf(std::string_view unit) const {
    return catalogue_.ResolveUnit("province", unit).value_or("");
  }

  bool IsLocal(std::string_view from, std::string_view to) const {
    const auto from_district = catalogue_.ResolveUnit("district", from);
    const auto to_district = catalogue_.ResolveUnit("district", to);
    if (from_district.ok() && to_district.ok()) return *from_district == *to_district;
    return OfficeOf(from) == OfficeOf(to);
  }

  const Parcel& parcel_;
  const catalogue::Catalogue& catalogue_;
  Draw draw_;
  std::vector<Scan> scans_;
};

}  // namespace

std::vector<Scan> RoundOf(const Parcel& parcel, uint64_t seed,
                          const catalogue::Catalogue& catalogue) {
  return RoundMaker(parcel, seed, catalogue).Make();
}

}  // namespace motcua::province
