// Tables for people: a line of titles, a line a row, columns two spaces apart.
#pragma once

#include <string>
#include <vector>

namespace motcua::cli {

enum class Align { kLeft, kRight };

struct Column {
  std::string title;
  Align align = Align::kLeft;
};

class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  // One cell a column; empty cells show as "-".
  void Add(std::vector<std::string> cells);

  bool empty() const { return rows_.empty(); }

  // The lines, each ended by a line feed. If they would be wider than `width` columns (0: no
  // bound), the widest left-aligned columns are cut until they fit or are 8 wide.
  std::string Render(int width) const;

 private:
  std::vector<int> Widths(int bound) const;
  void Line(const std::vector<std::string>& cells, const std::vector<int>& widths,
            std::string* lines) const;

  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

// "name  value" pairs, names aligned; pairs with an empty value are left out.
std::string Facts(const std::vector<std::pair<std::string, std::string>>& facts);

}  // namespace motcua::cli
