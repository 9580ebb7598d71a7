// The catalogue of a province: units, post offices, calendar and procedures, read from text files,
// validated as a whole, immutable afterwards. Lookups are single hash probes.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/calendar/calendar.h"
#include "motcua/catalogue/v1/catalogue.pb.h"

namespace motcua::catalogue {

// The calendar's plain form of a limit; unspecified means none.
calendar::TimeLimit ToTimeLimit(const type::v1::TimeLimit& limit);

class Catalogue {
 public:
  // A file by name and content.
  struct File {
    std::string name;
    std::string text;
  };

  // Reads every *.textproto file of the directory (CatalogueFile), in order of name.
  // Errors: NOT_FOUND: no such directory, or no file in it. INVALID_ARGUMENT: every mistake found,
  // one a line, "file:line: what is wrong".
  static absl::StatusOr<Catalogue> Load(const std::string& directory);
  // The same from memory.
  static absl::StatusOr<Catalogue> FromFiles(const std::vector<File>& files);

  Catalogue(Catalogue&&) noexcept;
  Catalogue& operator=(Catalogue&&) noexcept;
  ~Catalogue();

  // nullptr when there is none. Pointers live as long as the catalogue, also when it is moved.
  const v1::Unit* FindUnit(std::string_view code) const;
  const v1::Unit* FindUnitByAgency(std::string_view agency_code) const;
  const v1::Procedure* FindProcedure(std::string_view code) const;
  const v1::PostOffice* FindPostOffice(std::string_view code) const;
  // The office that carries for a unit: its own, else that of the nearest unit above with one.
  const v1::PostOffice* PostOfficeOf(std::string_view unit_code) const;

  // Whether `unit` is `root` or lies below it. False if either is unknown.
  bool Covers(std::string_view root, std::string_view unit) const;
  // Whether the unit exists on that day (local), by valid_from and valid_to. False if unknown.
  bool IsValidOn(std::string_view unit_code, absl::CivilDay day) const;

  // The unit a route step names, seen from the unit that took the dossier in (RouteStep
  // .unit_selector). Errors: NOT_FOUND: origin unknown, or it has no such unit.
  // INVALID_ARGUMENT: not a selector.
  absl::StatusOr<std::string> ResolveUnit(std::string_view selector,
                                          std::string_view origin_unit_code) const;

  // Procedures whose code, name and field together contain every word of `text`, without regard to
  // case and diacritics; those whose name begins with the text come first, then by order in the
  // files. All procedures when there is no word.
  std::vector<const v1::Procedure*> SearchProcedures(std::string_view text) const;

  // Whether the procedure may be handed in at this unit: it has a counter at one of its levels.
  bool Receives(const v1::Unit& unit, const v1::Procedure& procedure) const;

  const calendar::Calendar& calendar() const;
  // Everything, in order of the files.
  const google::protobuf::RepeatedPtrField<v1::Unit>& units() const;
  const google::protobuf::RepeatedPtrField<v1::PostOffice>& post_offices() const;
  const google::protobuf::RepeatedPtrField<v1::Procedure>& procedures() const;
  // Sixteen hexadecimal digits that change with any content of any file.
  const std::string& version() const;

 private:
  struct Data;
  explicit Catalogue(std::unique_ptr<Data> data);

  std::unique_ptr<Data> data_;
};

}  // namespace motcua::catalogue
