#include "services/reporting/domain/money_text.h"

#include <algorithm>

#include "common/base/strings.h"
#include "services/reporting/domain/text_parts.h"

namespace motcua::reporting {
namespace {

using event::v1::Event;

// Amounts of both sides are the same: the debits' is told.
int64_t AmountOf(const event::v1::MoneyPosted& posted) {
  int64_t amount = 0;
  for (const auto& entry : posted.entries()) amount += std::max<int64_t>(entry.amount_vnd(), 0);
  return amount;
}

std::string Text(const event::v1::MoneyCollected& money, const std::string& unit) {
  const int64_t amount = money.fee_vnd() + money.postage_vnd();
  if (money.undone()) return Cat("Bưu điện báo chưa thu ", MoneyText(amount), " đồng đã ghi nhận trước đó.");
  if (money.billed()) return Cat("Bưu điện tính cước ", MoneyText(amount), " đồng cho ", unit, ".");
  return Cat("Bưu tá thu ", MoneyText(amount), " đồng (lệ phí ", MoneyText(money.fee_vnd()),
             ", cước ", MoneyText(money.postage_vnd()), ").");
}

std::string Text(const event::v1::MoneyPosted& posted, const std::string& unit) {
  return Cat(posted.reverses() > 0 ? "Bút toán đảo " : "Bút toán ", MoneyText(AmountOf(posted)),
             " đồng trong sổ thu hộ của ", unit, ".");
}

std::string Text(const event::v1::BookSettled& settled, const std::string& unit) {
  if (settled.quarter() > 0) {
    return Cat("Bưu điện quyết toán quý ", settled.quarter(), " với ", unit, ".");
  }
  return Cat("Bưu điện lập bảng kê đối soát ngày ", settled.day(), " với ", unit, ".");
}

std::string Text(const event::v1::SettlementConfirmed& confirmed, const std::string& unit) {
  const std::string says = Cat(unit, " xác nhận đã nhận ", MoneyText(confirmed.received_vnd()),
                               " đồng của bảng kê ngày ", confirmed.day());
  if (confirmed.open_differences() == 0) return Cat(says, ".");
  return Cat(says, ", còn ", confirmed.open_differences(), " chênh lệch.");
}

}  // namespace

std::string TextOfMoney(const Event& event, const std::string& unit) {
  switch (event.what_case()) {
    case Event::kMoneyCollected:
      return Text(event.money_collected(), unit);
    case Event::kMoneyPosted:
      return Text(event.money_posted(), unit);
    case Event::kBookSettled:
      return Text(event.book_settled(), unit);
    case Event::kSettlementConfirmed:
      return Text(event.settlement_confirmed(), unit);
    default:
      return "";
  }
}

}  // namespace motcua::reporting
