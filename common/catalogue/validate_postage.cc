#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "common/base/strings.h"
#include "common/catalogue/procedure_index.h"
#include "common/catalogue/validate.h"

namespace motcua::catalogue {
namespace {

constexpr int kMostItems = 1000;

// Rates of one zone follow each other.
class RateChecker {
 public:
  explicit RateChecker(Mistakes* mistakes) : mistakes_(mistakes) {}

  void Check(const v1::PostageRate& rate, const Place& place) {
    if (rate.zone() == v1::POSTAL_ZONE_UNSPECIFIED) mistakes_->Add(place, "zone is missing");
    if (rate.postage_vnd() < 0) mistakes_->Add(place, "postage_vnd", "postage is negative");
    if (rate.slip_return_vnd() < 0) mistakes_->Add(place, "slip_return_vnd", "postage is negative");
    CheckDays(rate, place, mistakes_);
    const Validity days = ValidityOf(rate);
    for (const Validity& other : by_zone_[rate.zone()]) {
      if (days.And(other).empty()) continue;
      mistakes_->Add(place, "valid_from", "another rate of the zone holds on these days");
      break;
    }
    by_zone_[rate.zone()].push_back(days);
  }

 private:
  Mistakes* mistakes_;
  std::map<v1::PostalZone, std::vector<Validity>> by_zone_;
};

void CheckRounds(const v1::PostmanRounds& row, const Place& place, Mistakes* mistakes) {
  if (row.rounds().empty()) mistakes->Add(place, "rounds are missing");
  int last = 0;
  for (int i = 0; i < row.rounds_size(); ++i) {
    const v1::PostmanRound& round = row.rounds(i);
    const auto hours = ToSession(round.begin(), round.end());
    if (!hours.has_value()) {
      mistakes->Add(place, "rounds", i, "a round needs begin and end as HH:MM, end after begin");
    } else if (hours->begin < last) {
      mistakes->Add(place, "rounds", i, "rounds overlap or are out of order");
    } else {
      last = hours->end;
    }
    if (round.items() >= 1 && round.items() <= kMostItems) continue;
    mistakes->Add(place, "rounds", i, Cat("a round visits 1 to ", kMostItems, " homes"));
  }
}

// Offices are known, and each has its rounds from one place.
class OfficeChecker {
 public:
  OfficeChecker(const Source& source, Mistakes* mistakes) : mistakes_(mistakes) {
    for (const v1::PostOffice& office : source.all.post_offices()) known_.insert(office.code());
  }

  void Check(const v1::PostmanRounds& row, const Place& place) {
    if (row.post_offices().empty()) return CheckDefault(place);
    for (int i = 0; i < row.post_offices_size(); ++i) {
      const std::string& office = row.post_offices(i);
      if (!known_.contains(office)) {
        mistakes_->Add(place, "post_offices", i, Cat("no post office ", office));
      } else if (!seen_.insert(office).second) {
        mistakes_->Add(place, "post_offices", i, Cat("rounds of ", office, " are there twice"));
      }
    }
  }

 private:
  void CheckDefault(const Place& place) {
    if (has_default_) mistakes_->Add(place, "rounds of all other offices are there twice");
    has_default_ = true;
  }

  Mistakes* mistakes_;
  std::set<std::string_view> known_;
  std::set<std::string_view> seen_;
  bool has_default_ = false;
};

}  // namespace

void CheckPostage(const Source& source, Mistakes* mistakes) {
  RateChecker rates(mistakes);
  for (int i = 0; i < source.all.postage_rates_size(); ++i) {
    rates.Check(source.all.postage_rates(i), source.postage_rates[i]);
  }
  OfficeChecker offices(source, mistakes);
  for (int i = 0; i < source.all.postman_rounds_size(); ++i) {
    offices.Check(source.all.postman_rounds(i), source.postman_rounds[i]);
    CheckRounds(source.all.postman_rounds(i), source.postman_rounds[i], mistakes);
  }
}

}  // namespace motcua::catalogue
