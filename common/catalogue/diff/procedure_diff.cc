#include "common/catalogue/diff/procedure_diff.h"

#include <algorithm>
#include <map>

#include "common/base/strings.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"

namespace motcua::catalogue {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using Lines = std::vector<std::string>;

void AddDifference(std::string_view what, const std::string& before, const std::string& after,
                   Lines* lines) {
  if (before != after) lines->push_back(Cat(what, ": ", before, " → ", after));
}

// A field's value; "-" where it has none.
std::string ValueOf(const Message& message, const FieldDescriptor* field) {
  const auto* reflection = message.GetReflection();
  google::protobuf::TextFormat::Printer printer;
  printer.SetSingleLineMode(true);
  printer.SetUseUtf8StringEscaping(true);
  if (!field->is_repeated()) {
    if (field->has_presence() && !reflection->HasField(message, field)) return "-";
    std::string value;
    printer.PrintFieldValueToString(message, field, -1, &value);
    return value == "\"\"" ? "-" : value;
  }
  std::string values;
  for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
    std::string value;
    printer.PrintFieldValueToString(message, field, i, &value);
    Append(&values, values.empty() ? "" : ", ", value);
  }
  return values.empty() ? "-" : values;
}

std::string LimitText(const type::v1::TimeLimit& limit) {
  const auto counted = [&](std::string_view unit) {
    return Cat(limit.amount(), " ", unit, limit.amount() == 1 ? "" : "s");
  };
  switch (limit.kind()) {
    case type::v1::LIMIT_KIND_WORKING_DAYS:
      return counted("working day");
    case type::v1::LIMIT_KIND_CALENDAR_DAYS:
      return counted("calendar day");
    case type::v1::LIMIT_KIND_WORKING_HOURS:
      return counted("working hour");
    case type::v1::LIMIT_KIND_SAME_DAY:
      return "the same day";
    default:
      return "none";
  }
}

std::string FeeText(const v1::Procedure& procedure) {
  return procedure.has_fee_vnd() ? Cat(procedure.fee_vnd(), " đồng") : "not known";
}

std::string PaperText(const v1::RequiredPaper& paper) {
  std::string kind = "plain copy";
  if (paper.kind() == type::v1::PAPER_KIND_ORIGINAL) kind = "original";
  if (paper.kind() == type::v1::PAPER_KIND_CERTIFIED_COPY) kind = "certified copy";
  std::string text = Cat(paper.count(), " ", kind, paper.required() ? "" : ", if there is one");
  for (const std::string& key : paper.cases()) Append(&text, ", case ", key);
  return text;
}

std::string CaseText(const v1::ProcedureCase& row) {
  return Cat("\"", row.name(), "\" ", row.question());
}

std::string StepText(const v1::RouteStep& step) {
  return Cat("stage ", step.stage(), " \"", step.name(), "\" at ", step.unit_selector(), " by ",
             step.role(), ", ", step.share_permille(), " ‰",
             step.needs_originals() ? ", with originals" : "");
}

// Items that are known by a key, each with its text.
using Items = std::map<std::string, std::string>;

void DiffItems(std::string_view what, const Items& before, const Items& after, Lines* lines) {
  for (const auto& [key, text] : before) {
    if (!after.contains(key)) lines->push_back(Cat(what, " \"", key, "\" removed (", text, ")"));
  }
  for (const auto& [key, text] : after) {
    const auto old = before.find(key);
    if (old == before.end()) {
      lines->push_back(Cat(what, " \"", key, "\" added (", text, ")"));
    } else {
      AddDifference(Cat(what, " \"", key, "\""), old->second, text, lines);
    }
  }
}

Items PapersOf(const v1::Procedure& procedure) {
  Items items;
  for (const auto& paper : procedure.papers()) items[paper.name()] = PaperText(paper);
  return items;
}

Items CasesOf(const v1::Procedure& procedure) {
  Items items;
  for (const auto& row : procedure.cases()) items[row.key()] = CaseText(row);
  return items;
}

// Routes are compared step by step: what matters is who does what in which order.
void DiffRoutes(const v1::Procedure& before, const v1::Procedure& after, Lines* lines) {
  const int steps = std::max(before.route_size(), after.route_size());
  for (int i = 0; i < steps; ++i) {
    const std::string name = Cat("step ", i + 1);
    if (i >= after.route_size()) {
      lines->push_back(Cat(name, " removed: ", StepText(before.route(i))));
    } else if (i >= before.route_size()) {
      lines->push_back(Cat(name, " added: ", StepText(after.route(i))));
    } else if (const std::string old = StepText(before.route(i)); old != StepText(after.route(i))) {
      AddDifference(name, old, StepText(after.route(i)), lines);
    } else {
      // What the words do not say.
      for (const std::string& line : DiffFields(before.route(i), after.route(i))) {
        lines->push_back(Cat(name, ", ", line));
      }
    }
  }
}

}  // namespace

std::vector<std::string> DiffFields(const Message& before, const Message& after,
                                    const std::vector<std::string_view>& but) {
  Lines lines;
  const auto* type = before.GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    if (std::ranges::find(but, std::string_view(field->name())) != but.end()) continue;
    AddDifference(field->name(), ValueOf(before, field), ValueOf(after, field), &lines);
  }
  return lines;
}

std::vector<std::string> DiffProcedures(const v1::Procedure& before, const v1::Procedure& after) {
  Lines lines = DiffFields(before, after, {"version", "limit", "fee_vnd", "cases", "papers", "route"});
  AddDifference("limit", LimitText(before.limit()), LimitText(after.limit()), &lines);
  AddDifference("fee", FeeText(before), FeeText(after), &lines);
  DiffItems("case", CasesOf(before), CasesOf(after), &lines);
  DiffItems("paper", PapersOf(before), PapersOf(after), &lines);
  DiffRoutes(before, after, &lines);
  return lines;
}

}  // namespace motcua::catalogue
