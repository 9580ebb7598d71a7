// From a citizen's words to the procedure.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "motcua/catalogue/v1/catalogue.pb.h"

namespace motcua::catalogue {

// Built once of a catalogue that lives longer and does not change; a search takes a fraction of a
// millisecond for some hundred procedures.
class SearchIndex {
 public:
  SearchIndex() = default;
  explicit SearchIndex(const v1::CatalogueFile& catalogue);

  // Best first; without regard to case and diacritics, with VNI or TELEX keys left in, also when
  // words are written as one:
  //   1. the name or a keyword is the text,
  //   2. the name begins with it,
  //   3. name, field and code hold every word,
  //   4. so they do, or the keywords, with synonyms in place of what was said and without fillers,
  //   5. the same where the last word is only begun.
  // Only when there is none of these, the same with unknown words corrected; else with words that
  // may be slips of the pen; else the greater part of the words by how much they tell. Among equals
  // those that hold the words next to each other, then short names, then by order in the files.
  // All procedures when there is no word. Only those `among` which a procedure is meant to be
  // found.
  std::vector<const v1::Procedure*> Search(
      std::string_view text, const std::function<bool(const v1::Procedure&)>& among) const;

 private:
  // Words by number, in the order said; -1 for a word that nothing in the catalogue has.
  using Phrase = std::vector<int>;

  struct Entry {
    const v1::Procedure* procedure;
    Phrase name;
    std::vector<Phrase> keywords;
    absl::flat_hash_set<int> told;  // words of name, field and code
    absl::flat_hash_set<int> all;   // the same and words of keywords
  };
  struct Replacement {
    Phrase phrase;
    Phrase meaning;  // empty: the phrase says nothing
  };
  // One way to understand what was said.
  struct Reading {
    std::vector<std::string> words;
    Phrase phrase;
    bool said;       // word by word as said
    bool corrected;  // but for unknown words, which are corrected
    // For each word: words of the catalogue it may stand for, by slips of the pen.
    std::vector<absl::flat_hash_set<int>> near;
    absl::flat_hash_set<int> begun;  // words that begin with the last one
  };
  struct Hit {
    int rank;        // lower is better
    double missing;  // part of what was said that the procedure does not hold
    bool scattered;  // the words do not stand next to each other
    size_t length;   // of the name
    size_t order;
    const v1::Procedure* procedure;
  };

  int Number(const std::string& word);
  Phrase Learn(std::string_view text);
  int NumberOf(const std::string& word) const;
  // The words as the catalogue spells them, if they differ by typing habits alone.
  std::vector<std::string> Spelled(const std::vector<std::string>& words) const;
  Reading Read(std::vector<std::string> words, bool said, bool corrected) const;
  // Each unknown word replaced by the nearest one the catalogue has, if one is near enough.
  std::vector<std::string> Corrected(const std::vector<std::string>& words) const;
  // What was said with every phrase of the table replaced, longest first.
  std::vector<std::string> Replaced(const std::vector<std::string>& words,
                                    const std::vector<Replacement>& table) const;
  std::vector<Reading> ReadingsOf(std::string_view text) const;
  int ExactRankOf(const Entry& entry, const Reading& reading) const;
  int RankOf(const Entry& entry, const Reading& reading) const;
  double Missing(const Entry& entry, const Reading& reading) const;
  double Weight(int word) const;
  Hit Judge(const Entry& entry, const std::vector<Reading>& readings) const;

  std::vector<Entry> entries_;
  std::vector<std::string> words_;                 // by number
  std::vector<int> counts_;                        // procedures that hold the word, by number
  absl::flat_hash_map<std::string, int> numbers_;  // by word
  // Two words of a name or keyword written as one, and where the second begins.
  absl::flat_hash_map<std::string, size_t> joined_;
  std::vector<Replacement> synonyms_;  // longest phrase first
  std::vector<Replacement> fillers_;   // longest phrase first
};

}  // namespace motcua::catalogue
