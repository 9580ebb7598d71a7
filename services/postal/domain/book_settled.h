// The event that tells of a settlement.
#pragma once

#include <string>

#include "common/base/proto_time.h"
#include "services/postal/domain/book.h"

namespace motcua::postal {

// `statement` is of a day or of a quarter, whose last day is `day`; `quarter` is 0 for a day.
template <class Statement>
event::v1::Event BookSettledEvent(const BookTurn& turn, const Statement& statement,
                                  const std::string& day, int quarter) {
  event::v1::Event event;
  event.set_actor(turn.actor);
  event.set_unit_code(turn.book.agency_unit());
  *event.mutable_occur_time() = ToProto(turn.now);
  event::v1::BookSettled& settled = *event.mutable_book_settled();
  settled.set_post_office(turn.book.post_office());
  settled.set_day(day);
  settled.set_quarter(quarter);
  *settled.mutable_debits() = statement.debits();
  *settled.mutable_credits() = statement.credits();
  *settled.mutable_closing() = statement.closing();
  return event;
}

}  // namespace motcua::postal
