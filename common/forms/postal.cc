#include "common/forms/postal.h"

#include <utility>

#include "common/base/strings.h"
#include "common/forms/html.h"
#include "common/forms/page.h"
#include "common/forms/qr.h"
#include "common/forms/templates.h"
#include "common/forms/words.h"

namespace motcua::forms {
namespace {

constexpr char kEdition[] = "Quyết định số 45/2016/QĐ-TTg";
constexpr char kPost[] = "Tổng công ty Bưu điện Việt Nam";

Model HeadOf(const std::string& post_office, const std::string& number) {
  Model model;
  model.Set("superior", kPost)
      .Set("agency", OrDots(post_office))
      .Set("edition", kEdition)
      .Set("number", OrDots(number))
      .Set("qr", QrSvg(number));
  return model;
}

Model RowOf(const HandedOver& row, size_t number) {
  Model model;
  model.Set("line", Cat(number))
      .Set("number", row.number)
      .Set("code", row.dossier_code)
      .Set("papers", row.papers == 0 ? "" : Cat(row.papers))
      .Set("state", row.state);
  return model;
}

// "3 hồ sơ: 2 đủ, 1 thiếu"; without states only how many.
std::string SumOf(const std::vector<HandedOver>& rows) {
  std::vector<std::pair<std::string, int>> counts;
  for (const HandedOver& row : rows) {
    if (row.state.empty()) continue;
    auto found = counts.begin();
    while (found != counts.end() && found->first != row.state) ++found;
    if (found == counts.end()) found = counts.insert(found, {row.state, 0});
    ++found->second;
  }
  std::string text = Cat(rows.size(), " gói hồ sơ");
  for (size_t i = 0; i < counts.size(); ++i) {
    Append(&text, i == 0 ? "; " : ", ", counts[i].first, ": ", counts[i].second);
  }
  return text;
}

}  // namespace

std::string ToHtml(const SendSlip& form) {
  Model model = HeadOf(form.post_office, form.number);
  auto& papers = model.lists["papers"];
  for (const PaperLine& paper : form.papers) papers.push_back(PaperModel(paper, papers.size() + 1));
  model.Set("title", "Phiếu gửi hồ sơ")
      .Set("sender", OrDots(form.sender.name))
      .Set("address", OrDots(form.sender.address))
      .Set("phone", OrDots(form.sender.phone))
      .Set("receiver", OrDots(form.agency))
      .Set("code", OrDots(form.dossier_code))
      .Set("content", OrDots(form.content))
      .Set("taken", InstantText(form.taken));
  return Sheet(Paper::kA5, kSlipHtml, std::move(model));
}

std::string ToHtml(const HandOverRecord& form) {
  Model model = HeadOf(form.giver, form.bag);
  auto& rows = model.lists["rows"];
  for (const HandedOver& row : form.rows) rows.push_back(RowOf(row, rows.size() + 1));
  model.Set("title", "Biên bản giao nhận hồ sơ")
      .Set("giver", OrDots(form.giver))
      .Set("taker", OrDots(form.taker))
      .Set("given", InstantText(form.given))
      .Set("taken", InstantText(form.taken))
      .Set("seal", OrDots(form.seal))
      .Set("sum", SumOf(form.rows))
      .Set("note", OrDots(form.note))
      .Set("giver_signer", form.giver_signer)
      .Set("taker_signer", form.taker_signer);
  return Sheet(Paper::kA4, kRecordHtml, std::move(model));
}

}  // namespace motcua::forms
