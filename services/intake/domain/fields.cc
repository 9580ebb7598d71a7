#include "services/intake/domain/fields.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/base/text.h"
#include "common/validate/identity.h"
#include "common/validate/legacy_text.h"
#include "common/validate/name.h"
#include "common/validate/phone.h"

namespace motcua::intake {
namespace {

constexpr size_t kLongestName = 200;
constexpr size_t kLongestPaperName = 300;
constexpr size_t kLongestAddress = 500;
constexpr size_t kLongestEmail = 254;  // RFC 5321
constexpr int kMostCopies = 100;

void Require(std::string_view field, Problems& problems) {
  problems.push_back({.reason = kFieldRequired, .field = Cat(field), .message = "is required"});
}

void Refuse(std::string_view field, std::string message, Problems& problems) {
  problems.push_back({.reason = kFieldInvalid, .field = Cat(field), .message = std::move(message)});
}

bool AllDigits(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return absl::ascii_isdigit(c); });
}

bool LooksLikeEmail(std::string_view text) {
  const size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos || text.size() > kLongestEmail) return false;
  const std::string_view domain = text.substr(at + 1);
  const size_t dot = domain.rfind('.');
  return domain.find('@') == std::string_view::npos && dot != std::string_view::npos && dot > 0 &&
         dot + 1 < domain.size() &&
         std::ranges::all_of(text, [](unsigned char c) { return absl::ascii_isgraph(c); });
}

void CheckPaper(const std::string& path, const type::v1::Paper& paper, Problems& problems) {
  CheckRequired(path + ".name", paper.name(), kLongestPaperName, problems);
  if (paper.kind() == type::v1::PAPER_KIND_UNSPECIFIED) {
    Require(path + ".kind", problems);
  } else if (!type::v1::PaperKind_IsValid(paper.kind())) {
    Refuse(path + ".kind", "is no kind of paper", problems);
  }
  if (paper.count() < 1 || paper.count() > kMostCopies) {
    Refuse(path + ".count", Cat("must be 1 to ", kMostCopies), problems);
  }
}

// Organisations have names too, so that only what no name of anyone holds is refused.
void CheckApplicantName(const std::string& name, Problems& problems) {
  CheckRequired("applicant.name", name, kLongestName, problems);
  if (IsAscii(name)) return;
  const auto verdict = validate::CheckName(name);
  if (verdict.reason == validate::kLegacyTcvn3 || verdict.reason == validate::kLegacyVni) {
    Refuse("applicant.name", "is text of before Unicode (TCVN3 or VNI)", problems);
  }
}

void CheckIdentityNumber(const std::string& number, absl::CivilDay today, Problems& problems) {
  constexpr std::string_view kField = "applicant.identity_number";
  if (number.empty()) return;
  if ((number.size() != 9 && number.size() != 12) || !AllDigits(number)) {
    return Refuse(kField, "must have 9 or 12 digits", problems);
  }
  const auto verdict = validate::CheckIdentity(number, today);
  // Births registered abroad carry a country's code, from 100 on.
  const bool may_be_abroad = number[0] != '0' && verdict.reason == validate::kUnknownProvince;
  if (verdict.ok() || may_be_abroad) return;
  Refuse(kField,
         verdict.reason == validate::kUnknownProvince ? "begins with the code of no province"
                                                      : "is of someone born later",
         problems);
}

void CheckPhone(const std::string& phone, Problems& problems) {
  constexpr std::string_view kField = "applicant.phone";
  if (phone.empty()) return;
  if (phone.size() < 9 || phone.size() > 11 || !AllDigits(phone)) {
    return Refuse(kField, "must have 9 to 11 digits", problems);
  }
  if (validate::CheckPhone(phone).reason == validate::kOldMobile) {
    Refuse(kField, "has a mobile prefix that ended in 2018", problems);
  }
}

}  // namespace

size_t Characters(std::string_view text) {
  return std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; });
}

void CheckLength(std::string_view field, std::string_view text, size_t most, Problems& problems) {
  // Bytes are at least as many as characters, so short texts need no counting.
  if (text.size() <= most || Characters(text) <= most) return;
  Refuse(field, Cat("must have at most ", most, " characters"), problems);
}

void CheckRequired(std::string_view field, std::string_view text, size_t most, Problems& problems) {
  if (text.empty()) return Require(field, problems);
  CheckLength(field, text, most, problems);
}

void CheckItems(const google::protobuf::RepeatedPtrField<std::string>& items, Problems& problems) {
  if (items.empty()) return Require("items", problems);
  if (static_cast<size_t>(items.size()) > kMostItems) {
    return Refuse("items", Cat("must be at most ", kMostItems), problems);
  }
  for (int i = 0; i < items.size(); ++i) {
    if (items[i].empty() || items[i].size() > kLongestItem) {
      CheckRequired(Cat("items[", i, "]"), items[i], kLongestItem, problems);
    }
  }
}

void CheckPaperFields(const google::protobuf::RepeatedPtrField<type::v1::Paper>& papers,
                      Problems& problems) {
  if (static_cast<size_t>(papers.size()) > kMostPapers) {
    return Refuse("papers", Cat("must be at most ", kMostPapers), problems);
  }
  for (int i = 0; i < papers.size(); ++i) CheckPaper(Cat("papers[", i, "]"), papers[i], problems);
}

void CheckApplicant(const type::v1::Applicant& applicant, absl::CivilDay today,
                    Problems& problems) {
  CheckApplicantName(applicant.name(), problems);
  CheckIdentityNumber(applicant.identity_number(), today, problems);
  CheckPhone(applicant.phone(), problems);
  if (!applicant.email().empty() && !LooksLikeEmail(applicant.email())) {
    Refuse("applicant.email", "is no e-mail address", problems);
  }
  CheckLength("applicant.address", applicant.address(), kLongestAddress, problems);
  if (!type::v1::SubjectKind_IsValid(applicant.kind())) {
    Refuse("applicant.kind", "is no kind of subject", problems);
  }
}

}  // namespace motcua::intake
