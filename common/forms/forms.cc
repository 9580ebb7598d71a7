#include "common/forms/forms.h"

#include "common/base/clock.h"
#include "common/base/strings.h"
#include "common/forms/html.h"
#include "common/forms/page.h"
#include "common/forms/templates.h"
#include "common/forms/words.h"

namespace motcua::forms {
namespace {

std::vector<Model> ListOf(const std::vector<std::string>& texts) {
  std::vector<Model> list;
  for (const std::string& text : texts) {
    list.emplace_back().Set("number", Cat(list.size())).Set("text", text);
  }
  return list;
}

std::string CountText(int count) { return count == 0 ? "" : Cat(count); }

Model HandOverModel(const HandOver& hand_over) {
  Model model;
  model.Set("from", hand_over.from)
      .Set("to", hand_over.to)
      .Set("at", InstantText(hand_over.at))
      .Set("result", hand_over.result)
      .Set("note", hand_over.note);
  return model;
}

// "Nguyễn Văn An", then address and phone, whichever are known.
std::string ContactText(const Person& person) {
  const bool both = !person.address.empty() && !person.phone.empty();
  return Cat(person.address, both ? "; " : "", person.phone);
}

Model RowModel(const RegisterRow& row) {
  Model model;
  model.Set("number", Cat(row.number < 10 ? "0" : "", row.number))
      .Set("code", row.dossier_code)
      .Set("content", row.content)
      .Set("papers", CountText(row.papers))
      .Set("name", row.owner.name)
      .Set("contact", ContactText(row.owner))
      .Set("solving", row.solving_agency)
      .Set("received", ShortText(row.received))
      .Set("due", ShortText(row.due))
      .Set("returned", ShortText(row.returned))
      .Set("method", row.return_method)
      .Set("note", row.note);
  return model;
}

}  // namespace

std::string ToHtml(const Receipt& form) {
  Model model = HeadModel(form.head);
  auto& papers = model.lists["papers"];
  for (const PaperLine& paper : form.papers) papers.push_back(PaperModel(paper, papers.size() + 1));
  model.Set("limit", OrDots(form.limit))
      .Set("received", InstantText(form.received))
      .Set("due", form.has_due ? InstantText(form.due) : "thủ tục không quy định thời hạn")
      .Set("return_place", OrDots(form.return_place))
      .Set("fee", MoneyText(form.fee_vnd))
      .Set("paid", MoneyText(form.paid_vnd))
      .Set("counts_from", InstantText(form.counts_from))
      .Show("counts_later", form.has_due && form.counts_from > form.received)
      .Show("has_fee", form.fee_vnd > 0);
  return Page(Kind::kReceipt, form.head.issued, kReceiptHtml, std::move(model));
}

std::string ToHtml(const SupplementRequest& form) {
  Model model = HeadModel(form.head);
  model.lists["items"] = ListOf(form.items);
  model.Set("reason", OrDots(form.reason));
  return Page(Kind::kSupplement, form.head.issued, kSupplementHtml, std::move(model));
}

std::string ToHtml(const Refusal& form) {
  Model model = HeadModel(form.head);
  model.Set("reason", OrDots(form.reason));
  return Page(Kind::kRefusal, form.head.issued, kRefusalHtml, std::move(model));
}

std::string ToHtml(const Apology& form) {
  Model model = HeadModel(form.head);
  const bool extension = EditionOn(LocalDay(form.head.issued)) == Edition::k2025;
  model.Set("received", DayText(form.received))
      .Set("due", InstantText(form.due))
      .Set("new_due", InstantText(form.new_due))
      .Set("reason", OrDots(form.reason))
      .Show("is_extension", extension);
  return Page(Kind::kApology, form.head.issued, kApologyHtml, std::move(model));
}

absl::StatusOr<std::string> ToHtml(const StopNotice& form) {
  if (!FormIdOf(Kind::kStop, EditionOn(LocalDay(form.head.issued)))) {
    return absl::FailedPreconditionError(
        "the notice of a stop is a form of TT 03/2025/TT-VPCP, from 2025-09-15");
  }
  Model model = HeadModel(form.head);
  model.Set("received", InstantText(form.received)).Set("reason", OrDots(form.reason));
  return Page(Kind::kStop, form.head.issued, kStopHtml, std::move(model));
}

std::string ToHtml(const ControlSlip& form) {
  Model model = HeadModel(form.head);
  std::string others;
  for (const std::string& agency : form.other_agencies) {
    Append(&others, others.empty() ? "" : "; ", agency);
  }
  auto& hand_overs = model.lists["hand_overs"];
  for (const HandOver& hand_over : form.hand_overs) hand_overs.push_back(HandOverModel(hand_over));
  model.Set("received", InstantText(form.received))
      .Set("due", form.has_due ? InstantText(form.due) : "không quy định thời hạn")
      .Set("solving", OrDots(form.solving_agency))
      .Set("others", others)
      .Show("has_others", !others.empty());
  return Page(Kind::kControl, form.head.issued, kControlHtml, std::move(model));
}

std::string ToHtml(const Register& form) {
  Model model = AgencyModel(form.agency);
  auto& rows = model.lists["rows"];
  for (const RegisterRow& row : form.rows) rows.push_back(RowModel(row));
  model.Set("year", Cat(form.year)).Set("count", Cat(form.rows.size()));
  model.Set("as_of", DayText(form.as_of));
  return Page(Kind::kRegister, form.as_of, kRegisterHtml, std::move(model));
}

}  // namespace motcua::forms
