// The catalogue's files as read, each item with the place it stands at, so that every mistake can
// be reported as "file:line: what is wrong".
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/text_format.h"
#include "motcua/catalogue/v1/catalogue.pb.h"

namespace motcua::catalogue {

// Where one message stands in the files.
class Place {
 public:
  Place(const std::string* file, int line, const google::protobuf::Descriptor* type,
        const google::protobuf::TextFormat::ParseInfoTree* tree)
      : file_(file), line_(line), type_(type), tree_(tree) {}

  const std::string& file() const { return *file_; }
  // Line, from 1, at which the message begins.
  int line() const { return line_; }
  // Line of one of its fields (of the index-th value of a repeated one); line() if not written.
  int LineOf(std::string_view field, int index = -1) const;
  // Place of a message it holds.
  Place In(std::string_view field, int index = -1) const;

 private:
  const std::string* file_;
  int line_;
  const google::protobuf::Descriptor* type_;
  const google::protobuf::TextFormat::ParseInfoTree* tree_;
};

struct Mistake {
  std::string file;
  int line;
  std::string message;
};

// All mistakes found so far.
class Mistakes {
 public:
  void Add(const Place& place, std::string message);
  // At a field of the message at `place`.
  void Add(const Place& place, std::string_view field, std::string message);
  void Add(const Place& place, std::string_view field, int index, std::string message);
  void AddAt(const std::string& file, int line, std::string message);

  bool empty() const { return all_.empty(); }
  // In the order found.
  const std::vector<Mistake>& all() const { return all_; }
  // OK, or INVALID_ARGUMENT (kCatalogueInvalid) with one line for each, in order of file and line.
  absl::Status ToStatus() const;

 private:
  std::vector<Mistake> all_;
};

// The joined content of all files; places[i] belongs to the ith item of the same list.
struct Source {
  v1::CatalogueFile all;
  std::vector<Place> units;
  std::vector<Place> post_offices;
  std::vector<Place> calendar_days;
  std::vector<Place> office_sessions;
  std::vector<Place> procedures;
  std::vector<Place> synonyms;
  std::vector<Place> selector_rules;
  std::vector<Place> reorganisations;
  std::vector<Place> citizen_events;
  std::vector<Place> saturday_counters;
  std::vector<Place> retention_rules;
  std::vector<Place> postage_rates;
  std::vector<Place> postman_rounds;

  std::vector<std::unique_ptr<std::string>> file_names;
  std::vector<std::unique_ptr<google::protobuf::TextFormat::ParseInfoTree>> trees;
};

// Parses one file and joins it to `source`; mistakes of syntax go to `mistakes`.
void ParseFile(const std::string& name, const std::string& text, Source* source,
               Mistakes* mistakes);

}  // namespace motcua::catalogue
