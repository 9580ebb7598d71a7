#include "common/catalogue/catalogue.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "absl/algorithm/container.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/catalogue/procedure_index.h"
#include "common/catalogue/search.h"
#include "common/catalogue/source.h"
#include "common/catalogue/unit_index.h"
#include "common/catalogue/validate.h"

namespace motcua::catalogue {
namespace {

// FNV-1a: stable over machines and runs, unlike absl::Hash.
std::string HashOf(const std::vector<Catalogue::File>& files) {
  uint64_t hash = 0xcbf29ce484222325;
  const auto mix = [&hash](unsigned char byte) { hash = (hash ^ byte) * 0x100000001b3; };
  for (const Catalogue::File& file : files) {
    for (const char c : file.text) mix(static_cast<unsigned char>(c));
    mix(0);
  }
  return Cat(absl::Hex(hash, absl::kZeroPad16));
}

absl::StatusOr<Catalogue::File> ReadFile(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  Catalogue::File file{path.string(), {std::istreambuf_iterator<char>(in), {}}};
  if (!in) return NotFound(kCatalogueInvalid, Cat("cannot read ", file.name));
  return file;
}

absl::StatusOr<std::vector<std::filesystem::path>> ListFiles(const std::string& directory) {
  std::error_code error;
  std::vector<std::filesystem::path> paths;
  for (std::filesystem::directory_iterator it(directory, error), end; !error && it != end;
       it.increment(error)) {
    if (it->path().extension() == ".textproto") paths.push_back(it->path());
  }
  if (error) {
    return NotFound(kCatalogueInvalid, Cat(directory, ": ", error.message()));
  }
  if (paths.empty()) {
    return NotFound(kCatalogueInvalid, Cat(directory, ": no *.textproto file in it"));
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

calendar::TimeLimit ToTimeLimit(const type::v1::TimeLimit& limit) {
  using calendar::LimitKind;
  switch (limit.kind()) {
    case type::v1::LIMIT_KIND_WORKING_DAYS:
      return {LimitKind::kWorkingDays, limit.amount()};
    case type::v1::LIMIT_KIND_CALENDAR_DAYS:
      return {LimitKind::kCalendarDays, limit.amount()};
    case type::v1::LIMIT_KIND_WORKING_HOURS:
      return {LimitKind::kWorkingHours, limit.amount()};
    case type::v1::LIMIT_KIND_SAME_DAY:
      return {LimitKind::kSameDay, 0};
    default:
      return {LimitKind::kNone, 0};
  }
}

struct Catalogue::Data {
  v1::CatalogueFile all;
  UnitIndex units;
  Succession succession;
  calendar::Calendar calendar;
  std::string version;
  ProcedureIndex procedures;
  absl::flat_hash_map<std::string_view, const v1::PostOffice*> post_offices;
  absl::flat_hash_map<std::string_view, const v1::CitizenEvent*> events;
  SearchIndex search;

  // Fills the tables from `all`, which must not change any more.
  void Index() {
    units = UnitIndex(all.units(), all.selector_rules());
    succession = Succession(all.reorganisations(), units);
    procedures = ProcedureIndex(all.procedures());
    for (const v1::PostOffice& office : all.post_offices()) {
      post_offices.emplace(office.code(), &office);
    }
    for (const v1::CitizenEvent& event : all.citizen_events()) events.emplace(event.code(), &event);
    search = SearchIndex(all);
  }
};

Catalogue::Catalogue(std::unique_ptr<Data> data)
    : data_(data.get()), calendar_(std::make_unique<calendar::Calendar>(data->calendar)) {
  kept_.push_back(std::move(data));
}

Catalogue::~Catalogue() = default;

Catalogue::Catalogue(Catalogue&& other) noexcept { TakeFrom(other); }

Catalogue& Catalogue::operator=(Catalogue&& other) noexcept {
  if (this != &other) TakeFrom(other);
  return *this;
}

void Catalogue::TakeFrom(Catalogue& other) {
  kept_ = std::move(other.kept_);
  data_.store(other.data_.exchange(nullptr), std::memory_order_release);
  calendar_ = std::move(other.calendar_);
}

void Catalogue::Replace(Catalogue next) {
  *calendar_ = *next.calendar_;
  std::ranges::move(next.kept_, std::back_inserter(kept_));
  data_.store(next.data_.load(), std::memory_order_release);
}

absl::StatusOr<std::vector<Catalogue::File>> Catalogue::ReadFiles(const std::string& directory) {
  const auto paths = ListFiles(directory);
  if (!paths.ok()) return paths.status();
  std::vector<File> files;
  for (const std::filesystem::path& path : *paths) {
    auto file = ReadFile(path);
    if (!file.ok()) return file.status();
    files.push_back(*std::move(file));
  }
  return files;
}

absl::StatusOr<Catalogue> Catalogue::Load(const std::string& directory) {
  const auto files = ReadFiles(directory);
  if (!files.ok()) return files.status();
  return FromFiles(*files);
}

calendar::CalendarData CheckAll(const Source& source, const UnitIndex& index, Mistakes* mistakes) {
  CheckUnits(source, index, mistakes);
  CheckPostOffices(source, index, mistakes);
  CheckProcedures(source, index, mistakes);
  CheckCitizenEvents(source, mistakes);
  CheckSearch(source, mistakes);
  CheckSelectorRules(source, mistakes);
  CheckReorganisations(source, index, mistakes);
  CheckSaturdays(source, index, mistakes);
  CheckRetention(source, mistakes);
  CheckPostage(source, mistakes);
  return CheckCalendar(source, mistakes);
}

absl::StatusOr<Catalogue> Catalogue::FromFiles(const std::vector<File>& files) {
  Source source;
  Mistakes mistakes;
  for (const File& file : files) ParseFile(file.name, file.text, &source, &mistakes);
  // What lies in a file that cannot be read would only show up as missing elsewhere.
  if (!mistakes.empty()) return mistakes.ToStatus();

  const UnitIndex index(source.all.units(), source.all.selector_rules());
  calendar::CalendarData days = CheckAll(source, index, &mistakes);
  if (!mistakes.empty()) return mistakes.ToStatus();

  auto data = std::make_unique<Data>();
  data->all = std::move(source.all);
  data->calendar = calendar::Calendar(std::move(days));
  data->version = HashOf(files);
  data->Index();
  return Catalogue(std::move(data));
}

const v1::Unit* Catalogue::FindUnit(std::string_view code) const { return data().units.Find(code); }

const v1::Unit* Catalogue::FindUnitByAgency(std::string_view agency_code) const {
  return data().units.FindByAgency(agency_code);
}

const v1::Procedure* Catalogue::FindProcedure(std::string_view code) const {
  return data().procedures.Newest(code);
}

const v1::Procedure* Catalogue::FindProcedure(std::string_view code, absl::CivilDay day) const {
  return data().procedures.InForce(code, day);
}

const v1::Procedure* Catalogue::FindProcedureKept(std::string_view code, int version,
                                                  absl::CivilDay filing_day) const {
  return version == 0 ? FindProcedure(code, filing_day) : data().procedures.Version(code, version);
}

const v1::PostOffice* Catalogue::FindPostOffice(std::string_view code) const {
  const auto found = data().post_offices.find(code);
  return found == data().post_offices.end() ? nullptr : found->second;
}

const v1::PostOffice* Catalogue::PostOfficeOf(std::string_view unit_code) const {
  return FindPostOffice(data().units.PostOfficeOf(unit_code));
}

bool Catalogue::Covers(std::string_view root, std::string_view unit) const {
  return data().units.Covers(root, unit) || data().succession.Covers(root, unit);
}

const Succession& Catalogue::succession() const { return data().succession; }

bool Catalogue::IsValidOn(std::string_view unit_code, absl::CivilDay day) const {
  return data().units.IsValidOn(unit_code, day);
}

absl::StatusOr<std::string> Catalogue::ResolveUnit(std::string_view selector,
                                                   std::string_view origin_unit_code) const {
  return data().units.Resolve(selector, origin_unit_code);
}

std::vector<const v1::Procedure*> Catalogue::SearchProcedures(std::string_view text) const {
  return data().search.Search(
      text, [this](const v1::Procedure& one) { return FindProcedure(one.code()) == &one; });
}

std::vector<const v1::Procedure*> Catalogue::SearchProcedures(std::string_view text,
                                                              absl::CivilDay day) const {
  return data().search.Search(text, [this, day](const v1::Procedure& one) {
    return FindProcedure(one.code(), day) == &one;
  });
}

bool Catalogue::Receives(const v1::Unit& unit, const v1::Procedure& procedure) const {
  return absl::c_any_of(procedure.levels(), [&unit](int level) {
    return TakesIn(unit, static_cast<type::v1::Level>(level));
  });
}

const v1::CitizenEvent* Catalogue::FindEvent(std::string_view code) const {
  const auto found = data().events.find(code);
  return found == data().events.end() ? nullptr : found->second;
}

const v1::CitizenEvent* Catalogue::FindEvent(std::string_view code, absl::CivilDay day) const {
  const v1::CitizenEvent* event = FindEvent(code);
  if (event == nullptr || !ValidityOf(*event).Has(day)) return nullptr;
  for (const v1::EventProcedure& step : event->procedures()) {
    if (FindProcedure(step.procedure_code(), day) == nullptr) return nullptr;
  }
  return event;
}

const calendar::Calendar& Catalogue::calendar() const { return *calendar_; }
const google::protobuf::RepeatedPtrField<v1::Unit>& Catalogue::units() const {
  return data().all.units();
}
const google::protobuf::RepeatedPtrField<v1::PostOffice>& Catalogue::post_offices() const {
  return data().all.post_offices();
}
const google::protobuf::RepeatedPtrField<v1::Procedure>& Catalogue::procedures() const {
  return data().all.procedures();
}
const google::protobuf::RepeatedPtrField<v1::CalendarDay>& Catalogue::calendar_days() const {
  return data().all.calendar_days();
}
const google::protobuf::RepeatedPtrField<v1::CitizenEvent>& Catalogue::citizen_events() const {
  return data().all.citizen_events();
}
const google::protobuf::RepeatedPtrField<v1::OfficeSession>& Catalogue::office_sessions() const {
  return data().all.office_sessions();
}
const google::protobuf::RepeatedPtrField<v1::RetentionRule>& Catalogue::retention_rules() const {
  return data().all.retention_rules();
}
const google::protobuf::RepeatedPtrField<v1::SaturdayCounter>& Catalogue::saturday_counters()
    const {
  return data().all.saturday_counters();
}
const google::protobuf::RepeatedPtrField<v1::PostageRate>& Catalogue::postage_rates() const {
  return data().all.postage_rates();
}
const google::protobuf::RepeatedPtrField<v1::PostmanRounds>& Catalogue::postman_rounds() const {
  return data().all.postman_rounds();
}
const std::string& Catalogue::version() const { return data().version; }

}  // namespace motcua::catalogue
