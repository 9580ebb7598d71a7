#include "services/intake/domain/draft_check.h"

#include <algorithm>

#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/catalogue/case_rules.h"
#include "services/intake/domain/fields.h"

namespace motcua::intake {
namespace {

using catalogue::Catalogue;
using catalogue::v1::Procedure;
using catalogue::v1::Unit;
using dossier::v1::Dossier;

// A draft being checked; collects what is wrong with it.
class DraftCheck {
 public:
  DraftCheck(const Dossier& draft, const Catalogue& catalogue, absl::CivilDay today)
      : draft_(draft), catalogue_(catalogue), today_(today) {}

  Problems Run() && {
    CheckProcedure();
    CheckUnit();
    CheckChannel();
    CheckReturnMethod();
    CheckApplicant(draft_.applicant(), today_, problems_);
    CheckCommune();
    CheckPostalAddress();
    CheckPaperFields(draft_.papers(), problems_);
    return std::move(problems_);
  }

 private:
  void Add(absl::StatusCode code, std::string_view reason, std::string_view field,
           std::string_view message) {
    problems_.push_back({code, reason, Cat(field), Cat(message)});
  }
  void Invalid(std::string_view reason, std::string_view field, std::string_view message) {
    Add(absl::StatusCode::kInvalidArgument, reason, field, message);
  }

  void CheckProcedure() {
    if (draft_.procedure_code().empty()) {
      return Invalid(kFieldRequired, "procedure_code", "is required");
    }
    procedure_ = catalogue_.FindProcedure(draft_.procedure_code(), today_);
    if (procedure_ == nullptr) {
      const bool known = catalogue_.FindProcedure(draft_.procedure_code()) != nullptr;
      return Add(absl::StatusCode::kNotFound, kProcedureNotFound, "procedure_code",
                 known ? "is not in force today" : "is in no catalogue");
    }
    const std::string& key = draft_.case_key();
    const bool known = key.empty() || std::ranges::any_of(procedure_->cases(),
                                                          [&](auto& c) { return c.key() == key; });
    if (!known) Invalid(kCaseUnknown, "case_key", "is no case of the procedure");
  }

  void CheckUnit() {
    constexpr std::string_view kField = "receiving_unit";
    if (draft_.receiving_unit().empty()) return Invalid(kFieldRequired, kField, "is required");
    const Unit* unit = catalogue_.FindUnit(draft_.receiving_unit());
    if (unit == nullptr || !catalogue_.IsValidOn(unit->code(), today_)) {
      return Add(absl::StatusCode::kNotFound, kUnitNotFound, kField, "does not exist today");
    }
    if (!unit->one_stop()) return Invalid(kUnitNotOneStop, kField, "has no one-stop counter");
    if (procedure_ != nullptr && !catalogue_.Receives(*unit, *procedure_)) {
      Invalid(kLevelNotServed, kField, "is of a level that does not take the procedure in");
    }
  }

  void CheckChannel() {
    constexpr std::string_view kField = "channel";
    if (draft_.channel() == type::v1::CHANNEL_UNSPECIFIED) {
      return Invalid(kFieldRequired, kField, "is required");
    }
    if (!type::v1::Channel_IsValid(draft_.channel())) {
      return Invalid(kFieldInvalid, kField, "is no channel");
    }
    if (IsPostal() && procedure_ != nullptr && procedure_->no_post()) {
      Add(absl::StatusCode::kFailedPrecondition, kPersonalPresenceRequired, kField,
          "the applicant must come in person: the post may not collect the papers");
    }
  }

  void CheckReturnMethod() {
    if (!type::v1::ReturnMethod_IsValid(draft_.return_method())) {
      Invalid(kFieldInvalid, "return_method", "is no way to return a result");
    }
  }

  void CheckCommune() {
    const std::string& code = draft_.applicant().commune_code();
    if (code.empty()) return;
    const Unit* commune = catalogue_.FindUnit(code);
    if (commune == nullptr || commune->level() != type::v1::LEVEL_COMMUNE) {
      Invalid(kFieldInvalid, "applicant.commune_code", "is no commune");
    }
  }

  // The post needs to know where to go.
  void CheckPostalAddress() {
    if (!IsPostal() && draft_.return_method() != type::v1::RETURN_METHOD_POST) return;
    if (draft_.applicant().address().empty()) {
      Invalid(kFieldRequired, "applicant.address", "is required when the post is used");
    }
    if (draft_.applicant().commune_code().empty()) {
      Invalid(kFieldRequired, "applicant.commune_code", "is required when the post is used");
    }
  }

  bool IsPostal() const { return draft_.channel() == type::v1::CHANNEL_POSTAL; }

  const Dossier& draft_;
  const Catalogue& catalogue_;
  absl::CivilDay today_;
  const Procedure* procedure_ = nullptr;
  Problems problems_;
};

bool Serves(type::v1::PaperKind given, type::v1::PaperKind asked) {
  // The forms are numbered from the strongest to the weakest.
  return given != type::v1::PAPER_KIND_UNSPECIFIED && given <= asked;
}

int CountServing(const Dossier& dossier, const catalogue::v1::RequiredPaper& asked) {
  int count = 0;
  for (const type::v1::Paper& paper : dossier.papers()) {
    if (paper.name() == asked.name() && Serves(paper.kind(), asked.kind())) count += paper.count();
  }
  return count;
}

}  // namespace

Problems CheckDraft(const Dossier& draft, const Catalogue& catalogue, absl::CivilDay today) {
  return DraftCheck(draft, catalogue, today).Run();
}

bool IsAskedFor(const catalogue::v1::RequiredPaper& paper, std::string_view case_key) {
  return catalogue::AppliesInCase(paper.cases(), case_key);
}

Problems CheckPapers(const Dossier& dossier, const Procedure& procedure) {
  Problems problems;
  for (const catalogue::v1::RequiredPaper& asked : procedure.papers()) {
    if (!asked.required() || !IsAskedFor(asked, dossier.case_key())) continue;
    const int count = CountServing(dossier, asked);
    if (count >= asked.count()) continue;
    problems.push_back(
        {absl::StatusCode::kFailedPrecondition, kPapersMissing, "papers",
         Cat("\"", asked.name(), "\": ", asked.count(), " of ",
             type::v1::PaperKind_Name(asked.kind()), " needed, ", count, " handed in")});
  }
  return problems;
}

}  // namespace motcua::intake
