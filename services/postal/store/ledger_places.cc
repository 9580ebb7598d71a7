#include "services/postal/store/ledger_places.h"

#include "absl/time/civil_time.h"
#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/strings.h"
#include "common/catalogue/unit_index.h"

namespace motcua::postal {
namespace {

using dossier::v1::DaySettlement;
using dossier::v1::LedgerBook;

// Of a book, a day or a quarter.
template <class Record>
BookName NameOf(const Record& record) {
  return {record.post_office(), record.agency_unit()};
}

double MillisOf(absl::Time time) { return static_cast<double>(absl::ToUnixMillis(time)); }

double BeginOf(const std::string& day) {
  absl::CivilDay parsed;
  catalogue::ParseDay(day, &parsed);
  return MillisOf(absl::FromCivil(parsed, LocalZone()));
}

std::vector<std::string> ListsOf(const LedgerBook& book) {
  return {BooksOfOffice(book.post_office()), BooksOfUnit(book.agency_unit())};
}

std::vector<std::string> ListsOf(const DaySettlement& day) {
  std::vector<std::string> lists = {DaysOfBook(NameOf(day)), DaysOfOffice(day.post_office()),
                                    DaysOfUnit(day.agency_unit())};
  if (!IsOpen(day)) return lists;
  lists.push_back(OpenDays(DaysOfOffice(day.post_office())));
  lists.push_back(OpenDays(DaysOfUnit(day.agency_unit())));
  lists.push_back(OpenDays());
  return lists;
}

}  // namespace

std::string IdOf(const BookName& name) {
  return Cat("book/", name.post_office, "/", name.agency_unit);
}

std::string DayId(const BookName& name, std::string_view day) {
  return Cat("day/", name.post_office, "/", name.agency_unit, "/", day);
}

std::string QuarterId(const BookName& name, const Quarter& quarter) {
  return Cat("quarter/", name.post_office, "/", name.agency_unit, "/", quarter.year, "-",
             quarter.quarter);
}

std::string BooksOfOffice(std::string_view post_office) { return Cat("office/", post_office); }
std::string BooksOfUnit(std::string_view agency_unit) { return Cat("unit/", agency_unit); }

std::string DaysOfBook(const BookName& name) {
  return Cat("days/", name.post_office, "/", name.agency_unit);
}
std::string DaysOfOffice(std::string_view post_office) { return Cat("office-days/", post_office); }
std::string DaysOfUnit(std::string_view agency_unit) { return Cat("unit-days/", agency_unit); }
std::string OpenDays(std::string_view list) { return Cat("open-days/", list); }

std::vector<store::Place> PlacesOf(const store::Keys& keys,
                                   const dossier::v1::LedgerRecord& record) {
  std::vector<store::Place> places;
  const auto stands_in = [&](const std::vector<std::string>& lists, const std::string& id,
                             double score) {
    for (const std::string& list : lists)
      places.push_back({keys.Index(kLedgerKind, list), id, score});
  };
  const auto leaves = [&](const std::string& id, const google::protobuf::Timestamp& end) {
    places.push_back({keys.Ended(kLedgerKind), id, MillisOf(FromProto(end))});
  };
  if (record.has_book()) {
    const LedgerBook& book = record.book();
    stands_in(ListsOf(book), IdOf(NameOf(book)), MillisOf(FromProto(book.create_time())));
  } else if (record.has_day()) {
    const DaySettlement& day = record.day();
    const std::string id = DayId(NameOf(day), day.day());
    stands_in(ListsOf(day), id, BeginOf(day.day()));
    if (day.has_close_time()) leaves(id, day.close_time());
  } else if (record.has_quarter()) {
    const dossier::v1::QuarterSettlement& sum = record.quarter();
    leaves(QuarterId(NameOf(sum), {sum.year(), sum.quarter()}), sum.settle_time());
  }
  return places;
}

}  // namespace motcua::postal
