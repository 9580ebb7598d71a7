#include "common/catalogue/import/import.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/base/text.h"
#include "common/catalogue/import/columns.h"
#include "common/catalogue/import/csv.h"
#include "common/catalogue/import/default_route.h"

namespace motcua::catalogue {
namespace {

constexpr std::array<std::string_view, 10> kColumns = {
    "code",       "name",    "field",      "levels",         "agency", "time_value",
    "time_unit",  "fee_vnd", "components", "legal_documents"};

// Where each column is.
using Header = std::map<std::string, size_t>;

absl::Status Wrong(std::string message) {
  return InvalidArgument(kCatalogueInvalid, std::move(message));
}

absl::StatusOr<Header> ReadHeader(const std::vector<CsvRecord>& records) {
  if (records.empty()) return Wrong("there is no header");
  if (!records[0].mistake.empty()) return Wrong(Cat("the header has ", records[0].mistake));
  Header header;
  for (size_t i = 0; i < records[0].fields.size(); ++i) {
    const std::string& name = records[0].fields[i];
    if (!header.emplace(name, i).second) return Wrong(Cat("column ", name, " is there twice"));
  }
  for (const std::string_view column : kColumns) {
    if (!header.contains(std::string(column))) return Wrong(Cat("there is no column ", column));
  }
  return header;
}

bool IsUtf8(const std::string& text) { return IsAscii(text) || IsNfc(ToNfc(text)); }

// One row after the other, against the codes of those before.
class Importer {
 public:
  explicit Importer(const Header& header) : header_(header) {}

  void Take(const CsvRecord& record) {
    ++import_.rows;
    v1::Procedure procedure;
    Complaints complaints;
    if (CheckForm(record, &complaints)) {
      ReadRow(Normalised(record, &complaints), &procedure, &complaints);
    }
    const bool rejected =
        std::ranges::any_of(complaints, [](const Complaint& one) { return one.rejects; });
    for (Complaint& complaint : complaints) {
      import_.remarks.push_back({import_.rows, record.line, procedure.code(), complaint.rejects,
                                 std::move(complaint.reason), std::move(complaint.message)});
    }
    if (rejected) return;
    rows_of_codes_[procedure.code()] = import_.rows;
    import_.procedures.push_back(std::move(procedure));
  }

  Import Finish() && { return std::move(import_); }

 private:
  bool CheckForm(const CsvRecord& record, Complaints* complaints) const {
    const auto reject = [&](const char* reason, std::string message) {
      complaints->push_back({true, reason, std::move(message)});
      return false;
    };
    if (!record.mistake.empty()) return reject("QUOTES", record.mistake);
    if (record.fields.size() != header_.size()) {
      return reject("COLUMNS", Cat(record.fields.size(), " columns instead of ", header_.size()));
    }
    for (const auto& [name, index] : header_) {
      if (!IsUtf8(record.fields[index])) return reject("NOT_UTF8", Cat(name, " is not UTF-8"));
    }
    return true;
  }

  static std::vector<std::string> Normalised(const CsvRecord& record, Complaints* complaints) {
    std::vector<std::string> fields;
    for (const std::string& field : record.fields) fields.push_back(ToNfc(field));
    if (fields != record.fields) {
      complaints->push_back({false, "NORMALISED", "letters with combining marks were composed"});
    }
    return fields;
  }

  void ReadRow(const std::vector<std::string>& fields, v1::Procedure* procedure,
               Complaints* complaints) const {
    const auto at = [&](const char* column) -> std::string_view {
      return fields[header_.at(column)];
    };
    ReadCode(at("code"), procedure, complaints);
    if (const auto first = rows_of_codes_.find(procedure->code()); first != rows_of_codes_.end()) {
      complaints->push_back({true, "CODE_REPEATED", Cat("code of row ", first->second)});
    }
    ReadName(at("name"), procedure, complaints);
    ReadField(at("field"), procedure, complaints);
    ReadLevels(at("levels"), procedure, complaints);
    ReadLimit(at("time_value"), at("time_unit"), procedure, complaints);
    ReadFee(at("fee_vnd"), procedure, complaints);
    ReadPapers(at("components"), procedure, complaints);
    ReadLegalBases(at("legal_documents"), procedure, complaints);
    AddDefaultRoute(procedure);
  }

  const Header& header_;
  std::map<std::string, int> rows_of_codes_;
  Import import_;
};

}  // namespace

absl::StatusOr<Import> ImportProcedures(std::string_view csv) {
  const std::vector<CsvRecord> records = ParseCsv(csv);
  const absl::StatusOr<Header> header = ReadHeader(records);
  if (!header.ok()) return header.status();
  Importer importer(*header);
  for (size_t i = 1; i < records.size(); ++i) importer.Take(records[i]);
  return std::move(importer).Finish();
}

std::string ToReport(const Import& import) {
  std::string report = CsvLine({"row", "line", "code", "outcome", "reason", "message"});
  for (const RowRemark& remark : import.remarks) {
    report += CsvLine({Cat(remark.row), Cat(remark.line), remark.code,
                       remark.rejected ? "rejected" : "taken", remark.reason, remark.message});
  }
  return report;
}

}  // namespace motcua::catalogue
