#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "common/base/strings.h"
#include "common/base/text.h"
#include "common/catalogue/validate.h"

namespace motcua::catalogue {
namespace {

// Characters of a UTF-8 text.
int CountCharacters(std::string_view text) {
  int count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

// "000.01.31.H20": three, two and two digits, then a letter and two digits (TT 01/2018 Đ.19).
bool IsAgencyCode(std::string_view text) {
  constexpr std::string_view kForm = "ddd.dd.dd.Add";
  if (text.size() != kForm.size()) return false;
  for (size_t i = 0; i < kForm.size(); ++i) {
    const bool fits = kForm[i] == 'd'   ? absl::ascii_isdigit(text[i])
                      : kForm[i] == 'A' ? absl::ascii_isupper(text[i])
                                        : text[i] == '.';
    if (!fits) return false;
  }
  return true;
}

// valid_from and valid_to of a unit or of a version of a procedure.
void CheckValidity(const auto& item, const std::string& what, const Place& place,
                   Mistakes* mistakes) {
  absl::CivilDay from = absl::CivilDay::min();
  absl::CivilDay to = absl::CivilDay::max();
  if (!item.valid_from().empty() && !ParseDay(item.valid_from(), &from)) {
    mistakes->Add(place, "valid_from", Cat("not a day: ", item.valid_from()));
  } else if (!item.valid_to().empty() && !ParseDay(item.valid_to(), &to)) {
    mistakes->Add(place, "valid_to", Cat("not a day: ", item.valid_to()));
  } else if (to < from) {
    mistakes->Add(place, "valid_to", Cat(what, " ends before it begins"));
  }
}

// One unit after the other, against those before it and against the tree.
class UnitChecker {
 public:
  UnitChecker(const Source& source, const UnitIndex& index, Mistakes* mistakes)
      : index_(index), mistakes_(mistakes) {
    for (const v1::PostOffice& office : source.all.post_offices()) offices_.insert(office.code());
  }

  void Check(const v1::Unit& unit, const Place& place) {
    CheckCode(unit, place);
    CheckName(place, "name", unit.name(), 200, mistakes_);
    CheckTree(unit, place);
    CheckAgency(unit, place);
    CheckDays(unit, place, mistakes_);
    if (!unit.post_office_code().empty() && !offices_.contains(unit.post_office_code())) {
      mistakes_->Add(place, "post_office_code", Cat("no post office ", unit.post_office_code()));
    }
  }

 private:
  void CheckCode(const v1::Unit& unit, const Place& place) {
    if (unit.code().empty()) {
      mistakes_->Add(place, "unit without code");
    } else if (!codes_.insert(unit.code()).second) {
      mistakes_->Add(place, "code", Cat("unit ", unit.code(), " is there twice"));
    }
  }

  void CheckTree(const v1::Unit& unit, const Place& place) {
    if (unit.level() == type::v1::LEVEL_UNSPECIFIED) {
      mistakes_->Add(place, "level", Cat("unit ", unit.code(), " has no level"));
    }
    if (unit.parent_code().empty()) {
      if (unit.level() != type::v1::LEVEL_PROVINCE) {
        mistakes_->Add(place, Cat("unit ", unit.code(), " has no parent"));
      }
      return;
    }
    const v1::Unit* parent = index_.Find(unit.parent_code());
    if (parent == nullptr) {
      mistakes_->Add(place, "parent_code", Cat("no unit ", unit.parent_code()));
    } else if (parent->level() < unit.level()) {
      mistakes_->Add(place, "level",
                     Cat("unit ", unit.code(), " is of a higher level than its parent"));
    } else if (index_.InCircle(unit.code())) {
      mistakes_->Add(place, "parent_code", Cat("unit ", unit.code(), " is below itself"));
    }
  }

  void CheckAgency(const v1::Unit& unit, const Place& place) {
    const std::string& agency = unit.agency_code();
    if (unit.one_stop() != !agency.empty()) {
      mistakes_->Add(place, Cat("unit ", unit.code(), ": agency_code and one_stop go together"));
    }
    if (agency.empty()) return;
    if (!IsAgencyCode(agency)) {
      mistakes_->Add(place, "agency_code",
                     Cat("agency code ", agency, " is not of the form 000.00.00.H20"));
    } else if (!agencies_.insert(agency).second) {
      mistakes_->Add(place, "agency_code", Cat("agency code ", agency, " is there twice"));
    }
  }

  const UnitIndex& index_;
  Mistakes* mistakes_;
  absl::flat_hash_set<std::string> offices_;
  absl::flat_hash_set<std::string> codes_;
  absl::flat_hash_set<std::string> agencies_;
};

}  // namespace

void CheckDays(const v1::Unit& unit, const Place& place, Mistakes* mistakes) {
  CheckValidity(unit, Cat("unit ", unit.code()), place, mistakes);
}

void CheckDays(const v1::Procedure& procedure, const Place& place, Mistakes* mistakes) {
  CheckValidity(procedure, Cat("procedure ", procedure.code()), place, mistakes);
}

void CheckDays(const v1::SaturdayCounter& counter, const Place& place, Mistakes* mistakes) {
  CheckValidity(counter, "counter", place, mistakes);
}

void CheckDays(const v1::PostageRate& rate, const Place& place, Mistakes* mistakes) {
  CheckValidity(rate, "rate", place, mistakes);
}

void CheckDays(const v1::CitizenEvent& event, const Place& place, Mistakes* mistakes) {
  CheckValidity(event, "event", place, mistakes);
}

void CheckName(const Place& place, std::string_view field, std::string_view name, int limit,
               Mistakes* mistakes) {
  if (name.empty()) {
    mistakes->Add(place, Cat(field, " is missing"));
  } else if (!IsNfc(name)) {
    mistakes->Add(place, field, Cat(field, " is not in Unicode normal form C"));
  } else if (CountCharacters(name) > limit) {
    mistakes->Add(place, field, Cat(field, " has more than ", limit, " characters"));
  }
}

void CheckUnits(const Source& source, const UnitIndex& index, Mistakes* mistakes) {
  UnitChecker checker(source, index, mistakes);
  for (int i = 0; i < source.all.units_size(); ++i) {
    checker.Check(source.all.units(i), source.units[i]);
  }
}

void CheckPostOffices(const Source& source, const UnitIndex& index, Mistakes* mistakes) {
  absl::flat_hash_set<std::string> codes;
  for (int i = 0; i < source.all.post_offices_size(); ++i) {
    const v1::PostOffice& office = source.all.post_offices(i);
    const Place& place = source.post_offices[i];
    if (office.code().empty()) {
      mistakes->Add(place, "post office without code");
    } else if (!codes.insert(office.code()).second) {
      mistakes->Add(place, "code", Cat("post office ", office.code(), " is there twice"));
    }
    CheckName(place, "name", office.name(), 200, mistakes);
    if (index.Find(office.unit_code()) == nullptr) {
      mistakes->Add(place, "unit_code", Cat("no unit ", office.unit_code()));
    }
  }
}

}  // namespace motcua::catalogue
