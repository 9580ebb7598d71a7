#include "common/catalogue/search.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <tuple>
#include <utility>

#include "common/base/strings.h"
#include "common/catalogue/search_words.h"

namespace motcua::catalogue {
namespace {

// How a procedure fits what was said. After the first five come the same five for what was said
// with each unknown word corrected.
enum Rank { kWhole, kNameBegins, kEveryWord, kSynonyms, kBegun, kCorrected };
enum { kNear = 2 * kCorrected, kGreaterPart, kNot };

// A word no procedure holds tells as much as one that half a procedure holds.
constexpr double kUnknownCount = 0.5;
// Part of what was said that may be missing when no procedure holds all of it.
constexpr double kMissingAllowed = 0.5;

bool Contains(const std::vector<int>& text, const std::vector<int>& phrase) {
  return std::search(text.begin(), text.end(), phrase.begin(), phrase.end()) != text.end();
}

bool HoldsAll(const absl::flat_hash_set<int>& set, std::span<const int> words) {
  return std::all_of(words.begin(), words.end(), [&](int word) { return set.contains(word); });
}

bool HoldsAny(const absl::flat_hash_set<int>& set, const absl::flat_hash_set<int>& words) {
  return std::any_of(words.begin(), words.end(), [&](int word) { return set.contains(word); });
}

template <class Row>
void LongestFirst(std::vector<Row>& rows) {
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return a.phrase.size() > b.phrase.size(); });
}

}  // namespace

SearchIndex::SearchIndex(const v1::CatalogueFile& catalogue) {
  for (const v1::Procedure& procedure : catalogue.procedures()) {
    Entry& entry = entries_.emplace_back(Entry{&procedure, Learn(procedure.name()), {}, {}, {}});
    entry.told.insert(entry.name.begin(), entry.name.end());
    for (const int word : Learn(procedure.field())) entry.told.insert(word);
    for (const int word : Learn(procedure.code())) entry.told.insert(word);
    entry.all = entry.told;
    for (const std::string& keyword : procedure.keywords()) {
      entry.keywords.push_back(Learn(keyword));
      entry.all.insert(entry.keywords.back().begin(), entry.keywords.back().end());
    }
    for (const int word : entry.all) ++counts_[word];
  }
  for (const v1::Synonym& synonym : catalogue.synonyms()) {
    synonyms_.push_back({Learn(synonym.phrase()), Learn(synonym.meaning())});
  }
  for (const std::string& filler : catalogue.fillers()) fillers_.push_back({Learn(filler), {}});
  LongestFirst(synonyms_);
  LongestFirst(fillers_);
}

int SearchIndex::Number(const std::string& word) {
  const auto [found, is_new] = numbers_.try_emplace(word, static_cast<int>(words_.size()));
  if (is_new) {
    words_.push_back(word);
    counts_.push_back(0);
  }
  return found->second;
}

SearchIndex::Phrase SearchIndex::Learn(std::string_view text) {
  const std::vector<std::string> words = WordsOf(text);
  Phrase phrase;
  for (size_t i = 0; i < words.size(); ++i) {
    phrase.push_back(Number(words[i]));
    if (i > 0) joined_.try_emplace(words[i - 1] + words[i], words[i - 1].size());
  }
  return phrase;
}

int SearchIndex::NumberOf(const std::string& word) const {
  const auto found = numbers_.find(word);
  return found == numbers_.end() ? -1 : found->second;
}

std::vector<std::string> SearchIndex::Spelled(const std::vector<std::string>& words) const {
  std::vector<std::string> spelled;
  for (const std::string& word : words) {
    std::string plain = word;
    for (const auto& tried : {word, WithoutVni(word), WithoutTelex(word)}) {
      const bool known = numbers_.contains(tried) || joined_.contains(tried);
      if (!known) continue;
      plain = tried;
      break;
    }
    const auto seam = joined_.find(plain);
    if (numbers_.contains(plain) || seam == joined_.end()) {
      spelled.push_back(std::move(plain));
    } else {
      spelled.push_back(plain.substr(0, seam->second));
      spelled.push_back(plain.substr(seam->second));
    }
  }
  return spelled;
}

SearchIndex::Reading SearchIndex::Read(std::vector<std::string> words, bool said,
                                       bool corrected) const {
  Reading reading{std::move(words), {}, said, corrected, {}, {}};
  for (const std::string& word : reading.words) {
    reading.phrase.push_back(NumberOf(word));
    auto& near = reading.near.emplace_back();
    const int slips = SlipsAllowed(word.size());
    for (size_t i = 0; i < words_.size(); ++i) {
      if (Distance(word, words_[i], slips) <= slips) near.insert(static_cast<int>(i));
    }
  }
  const std::string& last = reading.words.back();
  for (size_t i = 0; last.size() > 1 && i < words_.size(); ++i) {
    if (words_[i].starts_with(last)) reading.begun.insert(static_cast<int>(i));
  }
  return reading;
}

std::vector<std::string> SearchIndex::Replaced(const std::vector<std::string>& words,
                                               const std::vector<Replacement>& table) const {
  std::vector<int> numbers;
  for (const std::string& word : words) numbers.push_back(NumberOf(word));
  std::vector<std::string> result;
  for (size_t at = 0; at < words.size();) {
    const auto row = std::find_if(table.begin(), table.end(), [&](const Replacement& one) {
      return one.phrase.size() <= words.size() - at &&
             std::equal(one.phrase.begin(), one.phrase.end(), numbers.begin() + at);
    });
    if (row == table.end()) {
      result.push_back(words[at++]);
      continue;
    }
    for (const int word : row->meaning) result.push_back(words_[word]);
    at += row->phrase.size();
  }
  return result;
}

std::vector<std::string> SearchIndex::Corrected(const std::vector<std::string>& words) const {
  std::vector<std::string> corrected = words;
  for (std::string& word : corrected) {
    if (numbers_.contains(word)) continue;
    const std::string typed = word;
    const std::string without_keys = WithoutTelex(typed);
    const int allowed = SlipsAllowed(std::min(typed.size(), without_keys.size()));
    auto best = std::make_pair(allowed + 1, std::numeric_limits<int>::min());
    for (size_t i = 0; i < words_.size(); ++i) {
      const int slips = std::min(Distance(typed, words_[i], best.first),
                                 Distance(without_keys, words_[i], best.first));
      // Of words equally near, the one of most procedures.
      if (std::make_pair(slips, -counts_[i]) >= best) continue;
      best = {slips, -counts_[i]};
      word = words_[i];
    }
  }
  return corrected;
}

std::vector<SearchIndex::Reading> SearchIndex::ReadingsOf(std::string_view text) const {
  const std::vector<std::string> said = Spelled(WordsOf(text));
  std::vector<Reading> readings;
  const auto add = [&](const std::vector<std::string>& words, bool is_said, bool is_corrected) {
    const bool known = std::any_of(readings.begin(), readings.end(),
                                   [&](const Reading& one) { return one.words == words; });
    if (!known && !words.empty()) readings.push_back(Read(words, is_said, is_corrected));
  };
  for (const bool corrected : {false, true}) {
    const auto words = corrected ? Corrected(said) : said;
    const auto core = Replaced(words, fillers_);
    add(words, true, corrected);
    add(core, false, corrected);
    add(Replaced(words, synonyms_), false, corrected);
    add(Replaced(core, synonyms_), false, corrected);
  }
  return readings;
}

int SearchIndex::ExactRankOf(const Entry& entry, const Reading& reading) const {
  const Phrase& said = reading.phrase;
  const auto& keywords = entry.keywords;
  if (entry.name == said || std::find(keywords.begin(), keywords.end(), said) != keywords.end()) {
    return kWhole;
  }
  const std::span<const int> before_last(said.data(), said.size() - 1);
  const bool begins = said.size() <= entry.name.size() &&
                      std::equal(before_last.begin(), before_last.end(), entry.name.begin());
  if (reading.said && begins) {
    const int last = entry.name[said.size() - 1];
    if (last == said.back() || reading.begun.contains(last)) return kNameBegins;
  }
  if (reading.said && HoldsAll(entry.told, said)) return kEveryWord;
  if (HoldsAll(entry.all, said)) return kSynonyms;
  if (HoldsAll(entry.all, before_last) && HoldsAny(entry.all, reading.begun)) return kBegun;
  return kNot;
}

int SearchIndex::RankOf(const Entry& entry, const Reading& reading) const {
  const int exact = ExactRankOf(entry, reading);
  if (exact != kNot) return reading.corrected ? kCorrected + exact : exact;
  const bool near = std::all_of(reading.near.begin(), reading.near.end(),
                                [&](const auto& words) { return HoldsAny(entry.all, words); });
  return near ? kNear : kNot;
}

double SearchIndex::Weight(int word) const {
  const double count = word < 0 || counts_[word] == 0 ? kUnknownCount : counts_[word];
  return std::log1p(static_cast<double>(entries_.size()) / count);
}

double SearchIndex::Missing(const Entry& entry, const Reading& reading) const {
  double missing = 0;
  double whole = 0;
  for (size_t i = 0; i < reading.phrase.size(); ++i) {
    const double weight = Weight(reading.phrase[i]);
    whole += weight;
    if (!HoldsAny(entry.all, reading.near[i])) missing += weight;
  }
  return missing / whole;
}

SearchIndex::Hit SearchIndex::Judge(const Entry& entry,
                                    const std::vector<Reading>& readings) const {
  Hit best{kNot, 1, true, entry.name.size(), 0, entry.procedure};
  for (const Reading& reading : readings) {
    int rank = RankOf(entry, reading);
    double missing = 0;
    if (rank == kNot) {
      missing = Missing(entry, reading);
      if (missing < kMissingAllowed) rank = kGreaterPart;
    }
    const bool scattered = !Contains(entry.name, reading.phrase);
    if (std::tie(rank, missing, scattered) >= std::tie(best.rank, best.missing, best.scattered)) {
      continue;
    }
    best.rank = rank;
    best.missing = missing;
    best.scattered = scattered;
  }
  return best;
}

std::vector<const v1::Procedure*> SearchIndex::Search(
    std::string_view text, const std::function<bool(const v1::Procedure&)>& among) const {
  const std::vector<Reading> readings = ReadingsOf(text);
  std::vector<Hit> hits;
  int best = kNot;
  for (const Entry& entry : entries_) {
    if (!among(*entry.procedure)) continue;
    Hit hit = readings.empty() ? Hit{kEveryWord, 0, false, 0, 0, entry.procedure}
                               : Judge(entry, readings);
    hit.order = hits.size();
    best = std::min(best, hit.rank);
    if (hit.rank != kNot) hits.push_back(hit);
  }
  // What fits only with slips, or in part, would drown what fits.
  const int worst = best < kCorrected ? kCorrected - 1 : best < kNear ? kNear - 1 : best;
  std::erase_if(hits, [worst](const Hit& hit) { return hit.rank > worst; });
  const auto key = [](const Hit& hit) {
    return std::tie(hit.rank, hit.missing, hit.scattered, hit.length, hit.order);
  };
  std::sort(hits.begin(), hits.end(),
            [&key](const Hit& a, const Hit& b) { return key(a) < key(b); });
  std::vector<const v1::Procedure*> found;
  for (const Hit& hit : hits) found.push_back(hit.procedure);
  return found;
}

}  // namespace motcua::catalogue
