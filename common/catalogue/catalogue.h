// The catalogue of a province: units, post offices, calendar and procedures, read from text files,
// validated as a whole, immutable afterwards but for Replace. Lookups are single hash probes.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/calendar/calendar.h"
#include "common/catalogue/succession.h"
#include "motcua/catalogue/v1/catalogue.pb.h"

namespace motcua::catalogue {

// Version of a procedure as written; one without counts as the first.
inline int VersionOf(const v1::Procedure& procedure) {
  return procedure.version() == 0 ? 1 : procedure.version();
}

// The calendar's plain form of a limit; unspecified means none.
calendar::TimeLimit ToTimeLimit(const type::v1::TimeLimit& limit);

class Catalogue {
 public:
  // A file by name and content.
  struct File {
    std::string name;
    std::string text;
  };

  // The *.textproto files of the directory, in order of name. Errors: NOT_FOUND, as Load.
  static absl::StatusOr<std::vector<File>> ReadFiles(const std::string& directory);
  // Reads every *.textproto file of the directory (CatalogueFile), in order of name.
  // Errors: NOT_FOUND: no such directory, or no file in it. INVALID_ARGUMENT: every mistake found,
  // one a line, "file:line: what is wrong".
  static absl::StatusOr<Catalogue> Load(const std::string& directory);
  // The same from memory.
  static absl::StatusOr<Catalogue> FromFiles(const std::vector<File>& files);

  Catalogue(Catalogue&&) noexcept;
  Catalogue& operator=(Catalogue&&) noexcept;
  ~Catalogue();

  // Takes the other's place in one step: lookups answer by it from now on. What was looked up
  // before stays as it was and lives as long as this object, so nothing that is under way breaks. Any
  // thread may look up meanwhile, but for calendar(): the calendar changes in place.
  void Replace(Catalogue next);

  // nullptr when there is none. Pointers live as long as the catalogue, also when it is moved.
  const v1::Unit* FindUnit(std::string_view code) const;
  const v1::Unit* FindUnitByAgency(std::string_view agency_code) const;
  const v1::PostOffice* FindPostOffice(std::string_view code) const;
  // The newest version of a procedure, also one that is not in force yet or no longer.
  const v1::Procedure* FindProcedure(std::string_view code) const;
  // The version under which dossiers are filed on that day (local).
  const v1::Procedure* FindProcedure(std::string_view code, absl::CivilDay day) const;
  // The version a dossier filed on `filing_day` keeps: the one recorded with it, else (0) the one in
  // force on that day.
  const v1::Procedure* FindProcedureKept(std::string_view code, int version,
                                         absl::CivilDay filing_day) const;
  // The office that carries for a unit: its own, else that of the nearest unit above with one.
  const v1::PostOffice* PostOfficeOf(std::string_view unit_code) const;

  // Whether `unit` is `root` or lies below it, or a reorganisation puts it in its place
  // (Succession::Covers). False if either is unknown.
  bool Covers(std::string_view root, std::string_view unit) const;
  // Whether the unit exists on that day (local), by valid_from and valid_to. False if unknown.
  bool IsValidOn(std::string_view unit_code, absl::CivilDay day) const;

  // The unit a route step names, seen from the unit that took the dossier in (RouteStep
  // .unit_selector). Errors: NOT_FOUND: origin unknown, or it has no such unit.
  // INVALID_ARGUMENT: not a selector.
  absl::StatusOr<std::string> ResolveUnit(std::string_view selector,
                                          std::string_view origin_unit_code) const;

  // What reorganisations make of units.
  const Succession& succession() const;
  // The citizen's event of that code; nullptr when there is none.
  const v1::CitizenEvent* FindEvent(std::string_view code) const;
  // The same if it may be filed on that day (local): it and all its procedures are in force.
  const v1::CitizenEvent* FindEvent(std::string_view code, absl::CivilDay day) const;

  // Procedures by a citizen's words, best first (SearchIndex); all of them when there is no word. The
  // newest version of each.
  std::vector<const v1::Procedure*> SearchProcedures(std::string_view text) const;
  // The same among the versions in force on that day (local).
  std::vector<const v1::Procedure*> SearchProcedures(std::string_view text,
                                                     absl::CivilDay day) const;

  // Whether the procedure may be handed in at this unit: its counter takes in one of its levels.
  bool Receives(const v1::Unit& unit, const v1::Procedure& procedure) const;

  // The same object for as long as the catalogue lives.
  const calendar::Calendar& calendar() const;
  // Everything, in order of the files.
  const google::protobuf::RepeatedPtrField<v1::Unit>& units() const;
  const google::protobuf::RepeatedPtrField<v1::PostOffice>& post_offices() const;
  const google::protobuf::RepeatedPtrField<v1::Procedure>& procedures() const;
  const google::protobuf::RepeatedPtrField<v1::CalendarDay>& calendar_days() const;
  const google::protobuf::RepeatedPtrField<v1::CitizenEvent>& citizen_events() const;
  // Empty when no file gives any: then the usual ones hold.
  const google::protobuf::RepeatedPtrField<v1::OfficeSession>& office_sessions() const;
  const google::protobuf::RepeatedPtrField<v1::SaturdayCounter>& saturday_counters() const;
  const google::protobuf::RepeatedPtrField<v1::RetentionRule>& retention_rules() const;
  const google::protobuf::RepeatedPtrField<v1::PostageRate>& postage_rates() const;
  const google::protobuf::RepeatedPtrField<v1::PostmanRounds>& postman_rounds() const;
  // Sixteen hexadecimal digits that change with any content of any file.
  const std::string& version() const;

 private:
  struct Data;
  explicit Catalogue(std::unique_ptr<Data> data);
  const Data& data() const { return *data_.load(std::memory_order_acquire); }
  void TakeFrom(Catalogue& other);

  std::vector<std::unique_ptr<Data>> kept_;  // also what was replaced
  std::atomic<const Data*> data_ = nullptr;  // the last of them
  std::unique_ptr<calendar::Calendar> calendar_;
};

}  // namespace motcua::catalogue
