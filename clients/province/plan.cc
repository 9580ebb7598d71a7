#include "clients/province/plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>
#include <utility>

#include "clients/province/people.h"
#include "common/base/clock.h"
#include "common/base/strings.h"
#include "common/catalogue/case_rules.h"

namespace motcua::province {
namespace {

using catalogue::v1::Procedure;
using catalogue::v1::RequiredPaper;
using catalogue::v1::Unit;

constexpr type::v1::Level kLevels[] = {type::v1::LEVEL_COMMUNE, type::v1::LEVEL_DISTRICT,
                                       type::v1::LEVEL_PROVINCE};
// Cumulative, in the order of kLevels.
const std::vector<double> kLevelShares = {0.60, 0.85, 1.0};

constexpr double kOnlineShare = 0.20;
constexpr double kPostalShare = 0.10;
constexpr double kReturnByPost = 0.25;
constexpr double kPaperMissing = 0.04;
constexpr double kHasCase = 0.3;
constexpr double kLivesElsewhere = 0.05;

// How many arrive in each half hour of office time, from the opening on, relative to one another.
const std::vector<double> kHalfHours = {0.6, 1.0, 1.7, 1.8, 1.7, 1.4, 1.0, 0.7,
                                        0.4, 0.8, 1.1, 1.1, 0.9, 0.7, 0.5, 0.3};
constexpr int kMinutesOfHalfHour = 30;

double WeekdayWeight(absl::CivilDay day) {
  switch (absl::GetWeekday(day)) {
    case absl::Weekday::monday:
      return 1.25;
    case absl::Weekday::tuesday:
      return 1.05;
    case absl::Weekday::thursday:
      return 0.95;
    case absl::Weekday::friday:
      return 0.85;
    default:
      return 1.0;
  }
}

// After an ordinary weekend (two days off) nothing is added: Mondays have their weight.
double AfterRestWeight(int64_t days_off) { return days_off > 2 ? 1.35 : 1.0; }

// What citizens ask for most often.
double FieldWeight(std::string_view field) {
  if (field == "Chứng thực") return 6;
  if (field == "Hộ tịch") return 4;
  if (field == "Đất đai") return 4;
  if (field == "Cư trú" || field == "Hộ kinh doanh" || field == "Giấy phép lái xe" ||
      field == "Lý lịch tư pháp") {
    return 3;
  }
  if (field == "Bảo trợ xã hội" || field == "Doanh nghiệp" || field == "Xây dựng") return 2;
  return 1;
}

// Whole numbers in proportion to the weights, with this sum; what is left after rounding down goes
// to the greatest remainders.
std::vector<int> Apportion(int sum, const std::vector<double>& weights) {
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<int> shares;
  std::vector<std::pair<double, size_t>> remainders;
  for (size_t i = 0; i < weights.size(); ++i) {
    const double exact = sum * weights[i] / total;
    shares.push_back(static_cast<int>(exact));
    remainders.emplace_back(shares.back() - exact, i);
  }
  std::sort(remainders.begin(), remainders.end());
  const int left = sum - std::accumulate(shares.begin(), shares.end(), 0);
  for (int i = 0; i < left; ++i) ++shares[remainders[i].second];
  return shares;
}

// Minutes of office time after which `share` of a day's arrivals have come.
double MinuteOfDay(double share) {
  const double total = std::accumulate(kHalfHours.begin(), kHalfHours.end(), 0.0);
  double left = share * total;
  for (size_t i = 0; i < kHalfHours.size(); ++i) {
    if (left < kHalfHours[i]) return (i + left / kHalfHours[i]) * kMinutesOfHalfHour;
    left -= kHalfHours[i];
  }
  return static_cast<double>(kHalfHours.size()) * kMinutesOfHalfHour;
}

bool IsAskedFor(const RequiredPaper& paper, std::string_view case_key) {
  return paper.required() && (paper.cases().empty() ||
                              std::ranges::find(paper.cases(), case_key) != paper.cases().end());
}

void AddPapers(const Procedure& procedure, intake::v1::DossierDraft& draft) {
  for (const RequiredPaper& asked : procedure.papers()) {
    if (!IsAskedFor(asked, draft.case_key())) continue;
    type::v1::Paper& paper = *draft.add_papers();
    paper.set_name(asked.name());
    paper.set_kind(asked.kind());
    paper.set_count(asked.count());
  }
}

type::v1::Channel ChannelFor(const Procedure& procedure, Draw& draw) {
  const double point = draw.Uniform();
  if (point < kOnlineShare) return type::v1::CHANNEL_ONLINE;
  const bool by_post = point < kOnlineShare + kPostalShare && !procedure.no_post();
  return by_post ? type::v1::CHANNEL_POSTAL : type::v1::CHANNEL_COUNTER;
}

// Whoever gets the result within the day waits for it.
type::v1::ReturnMethod ReturnFor(const Procedure& procedure, Draw& draw) {
  const bool waits = procedure.limit().kind() == type::v1::LIMIT_KIND_SAME_DAY;
  const bool by_post = draw.Chance(kReturnByPost) && !procedure.no_post() && !waits;
  return by_post ? type::v1::RETURN_METHOD_POST : type::v1::RETURN_METHOD_COUNTER;
}

std::string CaseFor(const Procedure& procedure, Draw& draw) {
  if (procedure.cases().empty() || !draw.Chance(kHasCase)) return "";
  return procedure.cases(static_cast<int>(draw.Between(0, procedure.cases_size() - 1))).key();
}

}  // namespace

Plan::Plan(PlanParameters parameters, const catalogue::Catalogue& catalogue)
    : parameters_(parameters), catalogue_(catalogue) {
  SpreadOverDays();
  GatherEras();
}

void Plan::GatherEras() {
  std::vector<absl::CivilDay> begins = {parameters_.from};
  for (const auto& plan : catalogue_.succession().plans()) {
    const absl::CivilDay day = absl::ToCivilDay(plan.effective_time(), LocalZone());
    if (parameters_.from < day && day <= parameters_.to) begins.push_back(day);
  }
  std::ranges::sort(begins);
  for (size_t i = 0; i < begins.size(); ++i) {
    const absl::CivilDay last = i + 1 < begins.size() ? begins[i + 1] - 1 : parameters_.to;
    Era& era = eras_.emplace_back();
    era.from = begins[i];
    GatherUnits(last, era);
  }
}

void Plan::GatherUnits(absl::CivilDay last, Era& era) const {
  for (const Unit& unit : catalogue_.units()) {
    const bool lasts = catalogue_.IsValidOn(unit.code(), last);
    if (unit.level() != type::v1::LEVEL_COMMUNE || !lasts) continue;
    era.communes.push_back(&unit);
    era.communes_of[unit.parent_code()].push_back(&unit);
  }
  for (type::v1::Level level : kLevels) era.levels.push_back(GatherLevel(level, last));
}

const Plan::Era& Plan::EraOf(int arrival) const {
  if (eras_.size() == 1) return eras_.front();
  const absl::CivilDay day = absl::ToCivilDay(TimeOf(arrival), LocalZone());
  size_t at = eras_.size() - 1;
  while (at > 0 && day < eras_[at].from) --at;
  return eras_[at];
}

void Plan::SpreadOverDays() {
  std::vector<double> weights;
  int64_t days_off = 0;
  for (absl::CivilDay day = parameters_.from; day <= parameters_.to; ++day) {
    if (!catalogue_.calendar().IsWorkingDay(day)) {
      ++days_off;
      continue;
    }
    days_.push_back(day);
    weights.push_back(WeekdayWeight(day) * AfterRestWeight(std::exchange(days_off, 0)));
  }
  per_day_ = Apportion(parameters_.dossiers, weights);
  int first = 0;
  for (int count : per_day_) first_of_day_.push_back(std::exchange(first, first + count));
}

Plan::Level Plan::GatherLevel(type::v1::Level level, absl::CivilDay last) const {
  Level gathered;
  for (const Unit& unit : catalogue_.units()) {
    const bool lasts = catalogue_.IsValidOn(unit.code(), last);
    if (catalogue::TakesIn(unit, level) && lasts) gathered.counters.push_back(&unit);
  }
  double sum = 0;
  for (const Procedure& procedure : catalogue_.procedures()) {
    if (std::ranges::find(procedure.levels(), level) == procedure.levels().end()) continue;
    gathered.procedures.push_back(&procedure);
    gathered.procedure_weights.push_back(sum += FieldWeight(procedure.field()));
  }
  return gathered;
}

Draw Plan::DrawFor(int arrival, std::string_view what) const {
  return Draw(static_cast<uint64_t>(parameters_.seed), "arrival", what, arrival);
}

absl::Time Plan::TimeOf(int arrival) const {
  const auto after = std::ranges::upper_bound(first_of_day_, arrival);
  const size_t day = after - first_of_day_.begin() - 1;
  const double place = arrival - first_of_day_[day] + DrawFor(arrival, "time").Uniform();
  const double minute = MinuteOfDay(place / per_day_[day]);
  const absl::Time midnight = absl::FromCivil(days_[day], LocalZone());
  return catalogue_.calendar().AddWorking(midnight, 1 + static_cast<int64_t>(minute * 0.99));
}

const Unit& Plan::HomeOf(const Unit& counter, const Era& era, Draw& draw) const {
  const bool elsewhere = draw.Chance(kLivesElsewhere);
  if (!elsewhere && counter.level() == type::v1::LEVEL_COMMUNE) return counter;
  const auto district = era.communes_of.find(counter.code());
  const bool near = !elsewhere && district != era.communes_of.end();
  const auto& candidates = near ? district->second : era.communes;
  return *candidates[draw.Between(0, static_cast<int64_t>(candidates.size()) - 1)];
}

intake::v1::SubmitDossierRequest Plan::RequestOf(int arrival) const {
  Draw draw = DrawFor(arrival, "dossier");
  const Era& era = EraOf(arrival);
  const Level& level = era.levels[draw.Pick(kLevelShares)];
  const int64_t last_counter = static_cast<int64_t>(level.counters.size()) - 1;
  const Unit& counter = *level.counters[draw.Between(0, last_counter)];
  const Procedure& procedure = *level.procedures[draw.Pick(level.procedure_weights)];

  intake::v1::SubmitDossierRequest request;
  request.set_request_id(Cat("arrival-", parameters_.seed, "-", arrival));
  intake::v1::DossierDraft& draft = *request.mutable_draft();
  draft.set_procedure_code(procedure.code());
  draft.set_case_key(CaseFor(procedure, draw));
  draft.set_receiving_unit(counter.code());
  draft.set_channel(ChannelFor(procedure, draw));
  draft.set_return_method(ReturnFor(procedure, draw));
  *draft.mutable_applicant() = MakeApplicant(HomeOf(counter, era, draw), catalogue_, draw);
  AddPapers(procedure, draft);
  const bool at_counter = draft.channel() == type::v1::CHANNEL_COUNTER;
  request.set_accept(at_counter);
  if (at_counter) {
    request.set_paid_vnd(
        catalogue::FeeFor(procedure, draft.case_key(), draft.channel()).value_or(0));
    request.set_paid_collector(type::v1::PAYMENT_COLLECTOR_POST_COUNTER);
  }
  if (!at_counter && draft.papers_size() > 0 && draw.Chance(kPaperMissing)) {
    draft.mutable_papers()->RemoveLast();
  }
  return request;
}

}  // namespace motcua::province
