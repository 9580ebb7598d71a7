#include "common/catalogue/import/columns.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/ascii.h"
#include "common/base/strings.h"
#include "common/base/text.h"

namespace motcua::catalogue {
namespace {

constexpr int kLongestName = 300;
constexpr int kLongestField = 200;
constexpr int kLongestLimit = 3650;
constexpr int64_t kLeastFee = 1'000;
constexpr int64_t kGreatestFee = 100'000'000;

void Reject(Complaints* complaints, std::string_view reason, std::string message) {
  complaints->push_back({true, std::string(reason), std::move(message)});
}

void Remark(Complaints* complaints, std::string_view reason, std::string message) {
  complaints->push_back({false, std::string(reason), std::move(message)});
}

std::string_view Trim(std::string_view text) {
  return ToStd(absl::StripAsciiWhitespace(ToAbsl(text)));
}

// Characters of a UTF-8 text.
int64_t Length(std::string_view text) {
  return std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; });
}

// On one line, words one space apart.
std::string Squeezed(std::string_view text) {
  std::string line(Trim(text));
  absl::RemoveExtraAsciiWhitespace(&line);
  std::ranges::replace_if(line, [](char c) { return absl::ascii_isspace(c); }, ' ');
  return line;
}

// "Tờ khai; Giấy chứng sinh" to its parts, without empty ones.
std::vector<std::string> Parts(std::string_view text) {
  std::vector<std::string> parts;
  for (const std::string_view part : Split(text, ';')) {
    if (!Trim(part).empty()) parts.push_back(Squeezed(part));
  }
  return parts;
}

// "1.001193": a digit, a dot, six digits.
bool IsNationalCode(std::string_view text) {
  if (text.size() != 8 || text[1] != '.') return false;
  return std::ranges::count_if(text, [](char c) { return absl::ascii_isdigit(c); }) == 7;
}

void ReadText(std::string_view what, std::string_view text, int longest, std::string* into,
              Complaints* complaints) {
  const std::string line = Squeezed(text);
  const std::string reason = what == "name" ? "NAME" : "FIELD";
  if (line.empty()) return Reject(complaints, reason + "_MISSING", Cat("no ", what));
  if (Length(line) > longest) {
    return Reject(complaints, reason + "_TOO_LONG", Cat(what, " of more than ", longest,
                                                        " characters"));
  }
  *into = line;
}

type::v1::PaperKind KindOf(std::string_view name) {
  const std::string folded = Fold(name);
  if (folded.starts_with("ban sao")) return type::v1::PAPER_KIND_CERTIFIED_COPY;
  if (folded.starts_with("ban chup") || folded.starts_with("ban photo")) {
    return type::v1::PAPER_KIND_PLAIN_COPY;
  }
  return type::v1::PAPER_KIND_ORIGINAL;
}

}  // namespace

void ReadCode(std::string_view text, v1::Procedure* procedure, Complaints* complaints) {
  text = Trim(text);
  if (text.empty()) return Reject(complaints, "CODE_MISSING", "no code");
  if (!IsNationalCode(text)) {
    return Reject(complaints, "CODE_MALFORMED", Cat("code ", text, " is not of the form 1.001193"));
  }
  procedure->set_code(std::string(text));
}

void ReadName(std::string_view text, v1::Procedure* procedure, Complaints* complaints) {
  ReadText("name", text, kLongestName, procedure->mutable_name(), complaints);
}

void ReadField(std::string_view text, v1::Procedure* procedure, Complaints* complaints) {
  ReadText("field", text, kLongestField, procedure->mutable_field(), complaints);
}

void ReadLevels(std::string_view text, v1::Procedure* procedure, Complaints* complaints) {
  static const std::map<std::string_view, type::v1::Level> kLevels = {
      {"commune", type::v1::LEVEL_COMMUNE},
      {"district", type::v1::LEVEL_DISTRICT},
      {"province", type::v1::LEVEL_PROVINCE}};
  std::set<type::v1::Level> levels;
  for (const std::string_view word : Split(Trim(text), ' ')) {
    if (word.empty()) continue;
    const auto level = kLevels.find(word);
    if (level == kLevels.end()) {
      return Reject(complaints, "LEVEL_UNKNOWN",
                    Cat("level ", word, " is none of commune, district, province"));
    }
    levels.insert(level->second);
  }
  if (levels.empty()) return Reject(complaints, "LEVEL_MISSING", "no level takes it in");
  for (const auto level : levels) procedure->add_levels(level);
}

// A month or a year has no fixed number of days, and which one the law meant cannot be told from the
// table.
void ReadLimit(std::string_view value, std::string_view unit, v1::Procedure* procedure,
               Complaints* complaints) {
  static const std::map<std::string_view, type::v1::LimitKind> kKinds = {
      {"working_day", type::v1::LIMIT_KIND_WORKING_DAYS},
      {"day", type::v1::LIMIT_KIND_CALENDAR_DAYS},
      {"working_hour", type::v1::LIMIT_KIND_WORKING_HOURS},
      {"same_day", type::v1::LIMIT_KIND_SAME_DAY},
      {"none", type::v1::LIMIT_KIND_NONE}};
  value = Trim(value);
  unit = Trim(unit);
  if (unit.empty()) {
    return Reject(complaints, value.empty() ? "LIMIT_MISSING" : "LIMIT_WITHOUT_UNIT",
                  value.empty() ? std::string("neither a limit nor the unit \"none\"")
                                : Cat("a limit of ", value, " of what?"));
  }
  const auto kind = kKinds.find(unit);
  if (kind == kKinds.end()) {
    return Reject(complaints, "LIMIT_UNIT_UNKNOWN",
                  Cat("unit ", unit, " is none of working_day, day, working_hour, same_day, none"));
  }
  int amount = 0;
  const bool counted = unit != "same_day" && unit != "none";
  if (counted ? !ParseInt(value, &amount) || amount < 1 || amount > kLongestLimit : !value.empty()) {
    return Reject(complaints, "LIMIT_MALFORMED",
                  counted ? Cat("limit \"", value, "\" is no number of 1 to ", kLongestLimit)
                          : Cat("unit ", unit, " has no amount, but there is ", value));
  }
  procedure->mutable_limit()->set_kind(kind->second);
  procedure->mutable_limit()->set_amount(amount);
}

// Fees come as "8000", "8.000", "8" (thousands) or worse; only the first is sure.
void ReadFee(std::string_view text, v1::Procedure* procedure, Complaints* complaints) {
  text = Trim(text);
  if (text.empty()) return;
  int64_t fee = 0;
  if (!ParseInt(text, &fee) || fee < 0) {
    return Reject(complaints, "FEE_MALFORMED", Cat("fee \"", text, "\" is no whole number of đồng"));
  }
  if (fee > 0 && fee < kLeastFee) {
    return Reject(complaints, "FEE_SUSPICIOUS", Cat("a fee of ", fee, ": đồng or thousands?"));
  }
  if (fee > kGreatestFee) {
    return Reject(complaints, "FEE_SUSPICIOUS", Cat("a fee of ", fee, " đồng is too high to be one"));
  }
  procedure->set_fee_vnd(fee);
}

void ReadPapers(std::string_view text, v1::Procedure* procedure, Complaints* complaints) {
  std::set<std::string> seen;
  for (const std::string& name : Parts(text)) {
    if (Length(name) > kLongestName) {
      return Reject(complaints, "PAPER_TOO_LONG",
                    Cat("a paper's name of more than ", kLongestName, " characters"));
    }
    if (!seen.insert(name).second) {
      Remark(complaints, "PAPER_REPEATED", Cat("paper \"", name, "\" is named twice; taken once"));
      continue;
    }
    v1::RequiredPaper& paper = *procedure->add_papers();
    paper.set_name(name);
    paper.set_kind(KindOf(name));
    paper.set_count(1);
    paper.set_required(true);
  }
  if (seen.empty()) Remark(complaints, "NO_PAPERS", "no papers are named");
}

void ReadLegalBases(std::string_view text, v1::Procedure* procedure, Complaints* complaints) {
  for (std::string& part : Parts(text)) procedure->add_legal_bases(std::move(part));
}

}  // namespace motcua::catalogue
