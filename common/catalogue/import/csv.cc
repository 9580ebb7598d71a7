#include "common/catalogue/import/csv.h"

#include "common/base/strings.h"

namespace motcua::catalogue {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) { ConsumePrefix(&rest_, kByteOrderMark); }

  bool AtEnd() const { return rest_.empty(); }

  CsvRecord Next() {
    CsvRecord record{line_};
    const std::string_view begin = rest_;
    do {
      record.fields.push_back(rest_.starts_with('"') ? Quoted(&record) : Plain(&record));
    } while (record.mistake.empty() && ConsumePrefix(&rest_, ","));
    if (record.mistake.empty() && !EndLine()) record.mistake = "text after a closing quote";
    if (!record.mistake.empty()) SkipLine(begin, record.line);
    return record;
  }

 private:
  std::string Plain(CsvRecord* record) {
    const size_t end = std::min(rest_.find_first_of(",\n"), rest_.size());
    std::string_view field = rest_.substr(0, end);
    rest_.remove_prefix(end);
    if (field.ends_with('\r')) field.remove_suffix(1);
    if (field.find('"') != field.npos) record->mistake = "a quote inside a field without quotes";
    return std::string(field);
  }

  std::string Quoted(CsvRecord* record) {
    std::string field;
    rest_.remove_prefix(1);
    while (true) {
      const size_t quote = rest_.find('"');
      if (quote == rest_.npos) {
        record->mistake = "a quote that is never closed";
        return field;
      }
      field += rest_.substr(0, quote);
      rest_.remove_prefix(quote + 1);
      if (!ConsumePrefix(&rest_, "\"")) break;
      field += '"';
    }
    for (const char c : field) line_ += c == '\n';
    return field;
  }

  bool EndLine() {
    if (rest_.empty()) return true;
    ConsumePrefix(&rest_, "\r");
    if (!ConsumePrefix(&rest_, "\n")) return false;
    ++line_;
    return true;
  }

  // Goes on after the line the bad record began on: no other place is sure to be a beginning.
  void SkipLine(std::string_view begin, int line) {
    const size_t end = begin.find('\n');
    rest_ = end == begin.npos ? std::string_view() : begin.substr(end + 1);
    line_ = line + 1;
  }

  std::string_view rest_;
  int line_ = 1;
};

}  // namespace

std::vector<CsvRecord> ParseCsv(std::string_view text) {
  std::vector<CsvRecord> records;
  Reader reader(text);
  while (!reader.AtEnd()) {
    CsvRecord record = reader.Next();
    const bool empty = record.fields.size() == 1 && record.fields[0].empty();
    if (!empty || !record.mistake.empty()) records.push_back(std::move(record));
  }
  return records;
}

std::string CsvLine(const std::vector<std::string>& fields) {
  std::string line;
  for (size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) line += ',';
    if (fields[i].find_first_of(",\"\r\n") == std::string::npos) {
      line += fields[i];
      continue;
    }
    line += '"';
    for (const char c : fields[i]) line += c == '"' ? std::string("\"\"") : std::string(1, c);
    line += '"';
  }
  return line + "\n";
}

}  // namespace motcua::catalogue
