#include "clients/cli/commands/papers.h"

#include "clients/cli/output/words.h"
#include "common/base/strings.h"

namespace motcua::cli {
namespace {

using motcua::type::v1::Paper;
using motcua::type::v1::PaperKind;

// Takes ":piece" off the end of `text`; "" if there is none.
std::string LastPiece(const std::string& text) {
  const size_t colon = text.rfind(':');
  return colon == std::string::npos ? "" : text.substr(colon + 1);
}

void DropLastPiece(std::string* text) { text->erase(text->rfind(':')); }

bool TakeKind(std::string* text, Paper* paper) {
  const auto kind = EnumValue(motcua::type::v1::PaperKind_descriptor(), LastPiece(*text));
  if (!kind.has_value()) return false;
  paper->set_kind(static_cast<PaperKind>(*kind));
  DropLastPiece(text);
  return true;
}

}  // namespace

Paper ParsePaper(const std::string& text) {
  Paper paper;
  paper.set_kind(PaperKind::PAPER_KIND_ORIGINAL);
  paper.set_count(1);
  std::string name = text;
  int count = 0;
  if (ParseInt(LastPiece(name), &count)) {
    std::string rest = name;
    DropLastPiece(&rest);
    if (TakeKind(&rest, &paper)) {
      paper.set_count(count);
      name = rest;
    }
  } else {
    TakeKind(&name, &paper);
  }
  paper.set_name(name);
  return paper;
}

void ParsePapers(const std::vector<std::string>& texts,
                 google::protobuf::RepeatedPtrField<Paper>* papers) {
  for (const std::string& text : texts) *papers->Add() = ParsePaper(text);
}

std::string PaperText(const Paper& paper) {
  const std::string count = paper.count() == 1 ? "" : Cat(" ×", paper.count());
  return Cat(paper.name(), " (", Word(paper.kind()), count, ")");
}

}  // namespace motcua::cli
