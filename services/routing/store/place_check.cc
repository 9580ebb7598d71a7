#include "services/routing/store/place_check.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "services/routing/store/lists.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

constexpr size_t kMaxExamples = 20;
constexpr int64_t kPage = 500;
// A journey that changes while it is looked at is looked at again, so often.
constexpr int kMaxLooks = 4;

using Scores = std::map<std::pair<std::string, std::string>, std::optional<double>>;

bool IsOpenStep(const Step& step) {
  return step.state() != STEP_STATE_PENDING && step.state() != STEP_STATE_DONE;
}

bool Contains(const std::vector<store::Place>& places, const store::Place& place) {
  return std::ranges::find(places, place) != places.end();
}

// Everywhere a journey's members may stand in whatever state.
std::vector<store::Place> ConceivablePlaces(const store::Keys& keys, const Journey* journey) {
  if (journey == nullptr) return {};
  const std::string& code = journey->dossier_code();
  std::vector<store::Place> places = {{keys.Open(kJourneyKind), code},
                                      {keys.Ended(kJourneyKind), code},
                                      {keys.Timers(kRoutingService), code},
                                      {keys.Index(kJourneyKind, kMovedList), code}};
  for (const Step& step : journey->steps()) {
    const std::string member = StepRef{code, step.index()}.Member();
    for (std::string key :
         {keys.Queue(step.unit_code()), keys.Leased(step.unit_code()), keys.Leases(),
          keys.Waits(kWaitPapers), keys.Waits(kWaitSupplement), keys.Stuck()}) {
      places.push_back({std::move(key), member});
    }
  }
  return places;
}

async::Task<absl::StatusOr<redis::Reply>> ReadScoresOf(redis::Client& redis, std::string key,
                                                       std::vector<std::string> members) {
  redis::Args args{"ZMSCORE", std::move(key)};
  for (std::string& member : members) args.push_back(std::move(member));
  return redis.CallIdempotent(std::move(args));
}

// The scores of many members in many lists, one command a list.
async::Task<absl::StatusOr<Scores>> ReadScores(redis::Client& redis,
                                               std::vector<store::Place> places) {
  std::map<std::string, std::vector<std::string>> by_key;
  for (store::Place& place : places) by_key[place.key].push_back(std::move(place.member));
  std::vector<async::Task<absl::StatusOr<redis::Reply>>> reads;
  for (const auto& [key, members] : by_key) reads.push_back(ReadScoresOf(redis, key, members));
  auto replies = co_await async::WhenAll(std::move(reads));
  Scores scores;
  auto reply = replies.begin();
  for (const auto& [key, members] : by_key) {
    MOTCUA_CO_RETURN_IF_ERROR(reply->status());
    for (size_t i = 0; i < members.size() && i < (*reply)->items.size(); ++i) {
      std::optional<double>& score = scores[{key, members[i]}];
      double value = 0;
      if (ParseDouble((*reply)->items[i].text, &value)) score = value;
    }
    ++reply;
  }
  co_return scores;
}

// Compares where a journey's members are with where they belong.
class Comparison {
 public:
  Comparison(Scores& scores, Findings& findings) : scores_(scores), findings_(findings) {}

  // The moves that put every member where it is wanted.
  std::vector<store::Move> Run(const std::vector<store::Place>& wanted,
                               const std::vector<store::Place>& conceivable) {
    for (const store::Place& place : wanted) MustBe(place);
    for (const store::Place& place : conceivable) MustNotBe(place);
    return std::move(moves_);
  }

 private:
  // A place once looked at counts as empty afterwards.
  std::optional<double> TakeScore(const store::Place& place) {
    return std::exchange(scores_[{place.key, place.member}], std::nullopt);
  }
  void MustBe(const store::Place& place) {
    const std::optional<double> score = TakeScore(place);
    if (score == place.score) return;
    const bool there = score.has_value();
    Tell(Cat(place.member, there ? " has a wrong score in " : " is missing from ", place.key));
    moves_.push_back({place.member, there ? place.key : "", place.key, place.score});
  }
  void MustNotBe(const store::Place& place) {
    if (!TakeScore(place).has_value()) return;
    Tell(Cat(place.member, " does not belong into ", place.key));
    moves_.push_back({place.member, place.key, "", 0});
  }
  void Tell(std::string what) {
    ++findings_.violations;
    if (findings_.examples.size() < kMaxExamples) findings_.examples.push_back(std::move(what));
  }

  Scores& scores_;
  Findings& findings_;
  std::vector<store::Move> moves_;
};

std::string DossierOf(const PlaceChecker::List& list, const std::string& member) {
  if (!list.of_steps) return member;
  auto step = StepRef::Parse(member);
  return step.has_value() ? step->dossier_code : member;
}

void CountOpen(const Journey* journey, Findings& findings) {
  if (journey == nullptr) return;
  ++findings.open_journeys;
  findings.open_steps += std::ranges::count_if(journey->steps(), IsOpenStep);
}

}  // namespace

PlaceChecker::PlaceChecker(Journeys& journeys, std::vector<std::string> units)
    : journeys_(journeys) {
  const store::Keys& keys = journeys.keys();
  AddList(keys.Open(kJourneyKind), /*of_steps=*/false);
  AddList(keys.Timers(kRoutingService), /*of_steps=*/false);
  AddList(keys.Index(kJourneyKind, kMovedList), /*of_steps=*/false);
  AddList(keys.Leases());
  AddList(keys.Waits(kWaitPapers));
  AddList(keys.Waits(kWaitSupplement));
  AddList(keys.Stuck());
  for (const std::string& unit : units) {
    AddList(keys.Queue(unit));
    AddList(keys.Leased(unit));
  }
}

void PlaceChecker::AddList(std::string key, bool of_steps) {
  lists_.push_back({std::move(key), of_steps});
}

async::Task<absl::StatusOr<int64_t>> PlaceChecker::CheckPage(const List& list, int64_t first,
                                                             int64_t count, Findings& findings) {
  auto entries = co_await ReadRange(journeys_.redis(), list.key, first, count);
  if (!entries.ok()) co_return entries.status();
  const std::string open = journeys_.keys().Open(kJourneyKind);
  std::vector<std::string> codes;
  std::vector<store::Place> in_open;
  for (const Entry& entry : *entries) {
    codes.push_back(DossierOf(list, entry.member));
    in_open.push_back({open, codes.back()});
  }
  auto loaded = co_await journeys_.aggregates().LoadMany(codes);
  if (!loaded.ok()) co_return loaded.status();
  auto open_scores = co_await ReadScores(journeys_.redis(), std::move(in_open));
  if (!open_scores.ok()) co_return open_scores.status();

  const bool all_members = list.key == open;
  Strays suspects;
  for (size_t i = 0; i < codes.size(); ++i) {
    const Journey* journey = (*loaded)[i].state.get();
    if (all_members) CountOpen(journey, findings);
    const store::Place seen{list.key, (*entries)[i].member, (*entries)[i].score};
    const bool is_open = (*open_scores)[{open, codes[i]}].has_value();
    if (all_members || !is_open || !Contains(WantedPlaces(journey), seen)) {
      suspects[codes[i]].push_back(seen);
    }
  }
  MOTCUA_CO_RETURN_IF_ERROR(co_await CheckJourneys(std::move(suspects), findings));
  co_return static_cast<int64_t>(entries->size());
}

std::vector<store::Place> PlaceChecker::WantedPlaces(const Journey* journey) const {
  if (journey == nullptr) return {};
  return journeys_.PlacesOf(*journey);
}

async::Task<absl::Status> PlaceChecker::CheckJourneys(Strays suspects, Findings& findings) {
  for (int look = 0; look < kMaxLooks && !suspects.empty(); ++look) {
    MOTCUA_CO_RETURN_IF_ERROR(co_await LookAt(suspects, findings));
  }
  co_return absl::OkStatus();
}

// States and lists cannot be read at one instant; but a member only moves with a new version of
// its journey, so what was read between two equal versions is true. Journeys that changed
// meanwhile stay among the suspects.
async::Task<absl::Status> PlaceChecker::LookAt(Strays& suspects, Findings& findings) {
  std::vector<std::string> codes;
  for (const auto& [code, strays] : suspects) codes.push_back(code);
  auto before = co_await journeys_.aggregates().LoadMany(codes);
  if (!before.ok()) co_return before.status();

  std::vector<std::vector<store::Place>> conceivable;
  std::vector<store::Place> all;
  for (size_t i = 0; i < codes.size(); ++i) {
    conceivable.push_back(ConceivablePlaces(journeys_.keys(), (*before)[i].state.get()));
    for (store::Place& stray : suspects[codes[i]]) conceivable.back().push_back(stray);
    all.insert(all.end(), conceivable[i].begin(), conceivable[i].end());
  }
  auto scores = co_await ReadScores(journeys_.redis(), std::move(all));
  if (!scores.ok()) co_return scores.status();
  auto after = co_await journeys_.aggregates().LoadMany(codes);
  if (!after.ok()) co_return after.status();

  for (size_t i = 0; i < codes.size(); ++i) {
    if ((*before)[i].version != (*after)[i].version) continue;
    suspects.erase(codes[i]);
    const Journey* journey = (*before)[i].state.get();
    Comparison comparison(*scores, findings);
    auto moves = comparison.Run(WantedPlaces(journey), conceivable[i]);
    if (moves.empty()) continue;
    std::string state = journey == nullptr ? "" : journey->SerializeAsString();
    findings.misplaced.push_back(
        {codes[i], (*before)[i].version, std::move(state), std::move(moves)});
  }
  co_return absl::OkStatus();
}

async::Task<absl::StatusOr<Findings>> PlaceChecker::CheckAll() {
  Findings findings;
  for (const List& list : lists_) {
    for (int64_t first = 0;; first += kPage) {
      auto read = co_await CheckPage(list, first, kPage, findings);
      if (!read.ok()) co_return read.status();
      if (*read < kPage) break;
    }
  }
  co_return findings;
}

async::Task<absl::Status> PlaceChecker::Repair(Misplaced misplaced) {
  store::Commit commit;
  if (misplaced.version > 0) {
    const std::string key = journeys_.keys().Aggregate(kJourneyKind, misplaced.dossier_code);
    commit.aggregates.push_back({key, misplaced.version, std::move(misplaced.state)});
  }
  commit.moves = std::move(misplaced.moves);
  auto result = co_await journeys_.committer().Run(std::move(commit));
  co_return result.status();
}

}  // namespace motcua::routing
