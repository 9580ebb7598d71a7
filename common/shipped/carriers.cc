#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <vector>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/shipped/shipped.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"

namespace motcua::shipped {
namespace {

namespace fs = std::filesystem;

using catalogue::v1::CarrierFile;

// Keeps the first fault of a file as "file:line: what".
class FirstFault : public google::protobuf::io::ErrorCollector {
 public:
  explicit FirstFault(std::string file) : file_(std::move(file)) {}
  void AddError(int line, int column, const std::string& message) override {
    if (text_.empty()) text_ = Cat(file_, ":", line + 1, ": ", message);
  }
  const std::string& text() const { return text_; }

 private:
  std::string file_, text_;
};

absl::Status Invalid(std::string message) {
  return InvalidArgument(kCatalogueInvalid, std::move(message));
}

absl::Status Merge(const fs::path& path, CarrierFile* tables) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Invalid(Cat("cannot read ", path.string()));
  const std::string text(std::istreambuf_iterator<char>(file), {});
  FirstFault fault(path.string());
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&fault);
  CarrierFile parsed;
  if (!parser.ParseFromString(text, &parsed)) return Invalid(fault.text());
  tables->MergeFrom(parsed);
  return absl::OkStatus();
}

absl::Status CheckOnce(const CarrierFile& tables) {
  std::set<std::string> seen;
  for (const auto& carrier : tables.carriers()) {
    if (!seen.insert(carrier.code()).second) return Invalid(Cat(carrier.code(), " is there twice"));
    for (const auto& code : carrier.codes()) {
      const std::string name = Cat(carrier.code(), " code ", code.code());
      if (!seen.insert(name).second) return Invalid(Cat(name, " is there twice"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<CarrierFile> LoadCarriers(const std::string& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".textproto") files.push_back(entry.path());
  }
  if (files.empty()) return NotFound(kCatalogueInvalid, Cat("no carriers' tables in ", folder));
  std::ranges::sort(files);
  CarrierFile tables;
  for (const fs::path& file : files) MOTCUA_RETURN_IF_ERROR(Merge(file, &tables));
  MOTCUA_RETURN_IF_ERROR(CheckOnce(tables));
  return tables;
}

}  // namespace motcua::shipped
