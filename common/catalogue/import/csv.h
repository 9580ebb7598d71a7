// Comma-separated values by RFC 4180: quoted fields may hold commas, line feeds and doubled quotes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace motcua::catalogue {

struct CsvRecord {
  int line = 0;  // on which it begins, from 1
  std::vector<std::string> fields;
  // What is wrong with its quotes; "" if nothing. The fields are then not to be trusted.
  std::string mistake;
};

// The records of a text; lines end with LF or CRLF, empty lines are left out, a byte order mark too.
// After a mistake reading goes on at the next line.
std::vector<CsvRecord> ParseCsv(std::string_view text);

// The fields as one line with its line feed, quoted where they must be.
std::string CsvLine(const std::vector<std::string>& fields);

}  // namespace motcua::catalogue
