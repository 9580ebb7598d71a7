#include <algorithm>
#include <tuple>

#include "common/store/commit.h"

namespace motcua::store {
namespace {

bool ByMember(const Place& a, const Place& b) {
  return std::tie(a.member, a.key) < std::tie(b.member, b.key);
}

Move Entering(const Place& place) {
  return {place.member, "", place.key, place.score, place.exclusive};
}

// Splits two sorted sets into what only `before` has, what only `after` has, and new scores.
void Split(const std::vector<Place>& before, const std::vector<Place>& after,
           std::vector<Place>& left, std::vector<Place>& entered, std::vector<Move>& moves) {
  auto b = before.begin();
  auto a = after.begin();
  while (b != before.end() || a != after.end()) {
    if (a == after.end() || (b != before.end() && ByMember(*b, *a))) {
      left.push_back(*b++);
    } else if (b == before.end() || ByMember(*a, *b)) {
      entered.push_back(*a++);
    } else {
      if (a->score != b->score) moves.push_back({a->member, a->key, a->key, a->score});
      ++a, ++b;
    }
  }
}

}  // namespace

std::vector<Move> MovesBetween(std::vector<Place> before, std::vector<Place> after) {
  std::sort(before.begin(), before.end(), ByMember);
  std::sort(after.begin(), after.end(), ByMember);
  std::vector<Place> left, entered;
  std::vector<Move> moves;
  Split(before, after, left, entered, moves);
  auto to = entered.begin();
  for (const Place& from : left) {
    while (to != entered.end() && to->member < from.member) {
      moves.push_back(Entering(*to));
      ++to;
    }
    if (to != entered.end() && to->member == from.member) {
      moves.push_back({from.member, from.key, to->key, to->score});
      ++to;
    } else {
      moves.push_back({from.member, from.key, "", 0});
    }
  }
  for (; to != entered.end(); ++to) moves.push_back(Entering(*to));
  return moves;
}

}  // namespace motcua::store
