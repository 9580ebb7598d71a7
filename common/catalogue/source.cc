#include "common/catalogue/source.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "google/protobuf/io/tokenizer.h"

namespace motcua::catalogue {
namespace {

using google::protobuf::TextFormat;

// Turns the parser's complaints into mistakes.
class Collector : public google::protobuf::io::ErrorCollector {
 public:
  Collector(const std::string& file, Mistakes* mistakes) : file_(file), mistakes_(mistakes) {}
  void AddError(int line, int column, const std::string& message) override {
    mistakes_->AddAt(file_, line + 1, message);
  }

 private:
  const std::string& file_;
  Mistakes* mistakes_;
};

void AppendPlaces(const Place& file, std::string_view field, int count, std::vector<Place>* out) {
  for (int i = 0; i < count; ++i) out->push_back(file.In(field, i));
}

}  // namespace

int Place::LineOf(std::string_view field, int index) const {
  const auto* descriptor = type_->FindFieldByName(std::string(field));
  if (tree_ == nullptr || descriptor == nullptr) return line_;
  if (descriptor->is_repeated() && index < 0) index = 0;
  int line = tree_->GetLocation(descriptor, index).line;
  // In the short form of a list, [a, b], only the first value has a place.
  if (line < 0 && index > 0) line = tree_->GetLocation(descriptor, 0).line;
  return line < 0 ? line_ : line + 1;
}

Place Place::In(std::string_view field, int index) const {
  const auto* descriptor = type_->FindFieldByName(std::string(field));
  const auto* tree = tree_ == nullptr ? nullptr : tree_->GetTreeForNested(descriptor, index);
  return Place(file_, LineOf(field, index), descriptor->message_type(), tree);
}

void Mistakes::Add(const Place& place, std::string message) {
  AddAt(place.file(), place.line(), std::move(message));
}

void Mistakes::Add(const Place& place, std::string_view field, std::string message) {
  AddAt(place.file(), place.LineOf(field), std::move(message));
}

void Mistakes::Add(const Place& place, std::string_view field, int index, std::string message) {
  AddAt(place.file(), place.LineOf(field, index), std::move(message));
}

void Mistakes::AddAt(const std::string& file, int line, std::string message) {
  all_.push_back({file, line, std::move(message)});
}

absl::Status Mistakes::ToStatus() const {
  if (all_.empty()) return absl::OkStatus();
  std::vector<Mistake> sorted = all_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Mistake& a, const Mistake& b) {
    return std::tie(a.file, a.line) < std::tie(b.file, b.line);
  });
  std::string text;
  for (const Mistake& mistake : sorted) {
    Append(&text, text.empty() ? "" : "\n", mistake.file, ":", mistake.line, ": ", mistake.message);
  }
  return InvalidArgument(kCatalogueInvalid, std::move(text));
}

void ParseFile(const std::string& name, const std::string& text, Source* source,
               Mistakes* mistakes) {
  const auto& file_name = source->file_names.emplace_back(std::make_unique<std::string>(name));
  const auto& tree = source->trees.emplace_back(std::make_unique<TextFormat::ParseInfoTree>());
  Collector collector(*file_name, mistakes);
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&collector);
  parser.WriteLocationsTo(tree.get());
  v1::CatalogueFile file;
  if (!parser.ParseFromString(text, &file)) return;
  const Place top(file_name.get(), 1, file.GetDescriptor(), tree.get());
  AppendPlaces(top, "units", file.units_size(), &source->units);
  AppendPlaces(top, "post_offices", file.post_offices_size(), &source->post_offices);
  AppendPlaces(top, "calendar_days", file.calendar_days_size(), &source->calendar_days);
  AppendPlaces(top, "office_sessions", file.office_sessions_size(), &source->office_sessions);
  AppendPlaces(top, "procedures", file.procedures_size(), &source->procedures);
  AppendPlaces(top, "synonyms", file.synonyms_size(), &source->synonyms);
  AppendPlaces(top, "selector_rules", file.selector_rules_size(), &source->selector_rules);
  AppendPlaces(top, "reorganisations", file.reorganisations_size(), &source->reorganisations);
  AppendPlaces(top, "citizen_events", file.citizen_events_size(), &source->citizen_events);
  AppendPlaces(top, "saturday_counters", file.saturday_counters_size(),
               &source->saturday_counters);
  AppendPlaces(top, "retention_rules", file.retention_rules_size(), &source->retention_rules);
  AppendPlaces(top, "postage_rates", file.postage_rates_size(), &source->postage_rates);
  AppendPlaces(top, "postman_rounds", file.postman_rounds_size(), &source->postman_rounds);
  source->all.MergeFrom(file);
}

}  // namespace motcua::catalogue
