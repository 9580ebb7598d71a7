// Names of what the ledger keeps, and the lists it stands in, derived from its state alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/store/aggregates.h"
#include "common/store/commit.h"
#include "common/store/keys.h"
#include "motcua/dossier/v1/ledger.pb.h"
#include "services/postal/domain/settlement.h"

namespace motcua::postal {

// Kind of the aggregate in keys.
inline constexpr std::string_view kLedgerKind = "ledger";

using Ledger = store::Aggregates<dossier::v1::LedgerRecord>;

// The book of a post office and an agency unit.
struct BookName {
  std::string post_office;
  std::string agency_unit;
};

// Ids: "book/BD.866/29869", "day/BD.866/29869/2023-02-01", "quarter/BD.866/29869/2023-1".
std::string IdOf(const BookName& name);
std::string DayId(const BookName& name, std::string_view day);
std::string QuarterId(const BookName& name, const Quarter& quarter);

// Names of lists, for Keys::Index, of books by when they were opened, and of daily statements by
// day.
std::string BooksOfOffice(std::string_view post_office);
std::string BooksOfUnit(std::string_view agency_unit);
std::string DaysOfBook(const BookName& name);
std::string DaysOfOffice(std::string_view post_office);
std::string DaysOfUnit(std::string_view agency_unit);
// Those of a list that are open; of all books with an empty list.
std::string OpenDays(std::string_view list = {});

// All lists. A quarter, and the statements of its days, stand in the set of what leaves for the
// archive by when it was settled; a book never leaves, nor does a day whose quarter is still to be
// settled.
std::vector<store::Place> PlacesOf(const store::Keys& keys,
                                   const dossier::v1::LedgerRecord& record);

}  // namespace motcua::postal
