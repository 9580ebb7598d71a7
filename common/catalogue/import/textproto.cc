// Procedures as text that people go on editing: a line a field, as in the catalogues that ship.
#include "common/base/strings.h"
#include "common/catalogue/import/import.h"
#include "google/protobuf/text_format.h"

namespace motcua::catalogue {
namespace {

constexpr std::string_view kHead = R"(# proto-file: protos/motcua/catalogue/v1/catalogue.proto
# proto-message: motcua.catalogue.v1.CatalogueFile
#
# Procedures imported from )";
constexpr std::string_view kRemarks = R"(
#
# Still to be looked at by someone who knows them: which unit does which step (each has the same
# route), the form and number of the papers, the cases.
)";

void AppendField(const v1::Procedure& procedure, const google::protobuf::FieldDescriptor* field,
                 int index, std::string* text) {
  google::protobuf::TextFormat::Printer printer;
  printer.SetSingleLineMode(true);
  printer.SetUseUtf8StringEscaping(true);
  std::string value;
  printer.PrintFieldValueToString(procedure, field, index, &value);
  const bool message = field->cpp_type() == field->CPPTYPE_MESSAGE;
  Append(text, "  ", field->name(), message ? " { " : ": ", value, message ? "}\n" : "\n");
}

void AppendProcedure(const v1::Procedure& procedure, std::string* text) {
  const auto* reflection = procedure.GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection->ListFields(procedure, &fields);
  Append(text, "\nprocedures {\n");
  for (const auto* field : fields) {
    const int count = field->is_repeated() ? reflection->FieldSize(procedure, field) : 1;
    for (int i = 0; i < count; ++i) {
      AppendField(procedure, field, field->is_repeated() ? i : -1, text);
    }
  }
  Append(text, "}\n");
}

}  // namespace

std::string ToTextproto(const Import& import, std::string_view origin) {
  std::string text = Cat(kHead, origin, kRemarks);
  for (const v1::Procedure& procedure : import.procedures) AppendProcedure(procedure, &text);
  return text;
}

}  // namespace motcua::catalogue
