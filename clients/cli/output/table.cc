#include "clients/cli/output/table.h"

#include <algorithm>
#include <numeric>

#include "clients/cli/output/width.h"

namespace motcua::cli {
namespace {

constexpr int kGap = 2;
constexpr int kLeastWidth = 8;

int TotalWidth(const std::vector<int>& widths) {
  const int gaps = kGap * (static_cast<int>(widths.size()) - 1);
  return std::accumulate(widths.begin(), widths.end(), gaps);
}

void TrimRight(std::string* line) { line->erase(line->find_last_not_of(' ') + 1); }

}  // namespace

void Table::Add(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  for (std::string& cell : cells) cell = cell.empty() ? "-" : OneLine(cell);
  rows_.push_back(std::move(cells));
}

std::vector<int> Table::Widths(int bound) const {
  std::vector<int> widths;
  for (const Column& column : columns_) widths.push_back(DisplayWidth(column.title));
  for (const auto& row : rows_) {
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], DisplayWidth(row[i]));
  }
  while (bound > 0 && TotalWidth(widths) > bound) {
    int* widest = nullptr;
    for (size_t i = 0; i < widths.size(); ++i) {
      if (columns_[i].align == Align::kRight || widths[i] <= kLeastWidth) continue;
      if (widest == nullptr || widths[i] > *widest) widest = &widths[i];
    }
    if (widest == nullptr) break;
    --*widest;
  }
  return widths;
}

void Table::Line(const std::vector<std::string>& cells, const std::vector<int>& widths,
                 std::string* lines) const {
  std::string line;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line.append(kGap, ' ');
    const std::string cell = Shorten(cells[i], std::max(widths[i], 1));
    line += columns_[i].align == Align::kLeft ? Pad(cell, widths[i]) : PadLeft(cell, widths[i]);
  }
  TrimRight(&line);
  *lines += line + "\n";
}

std::string Table::Render(int width) const {
  const std::vector<int> widths = Widths(width);
  std::vector<std::string> titles;
  for (const Column& column : columns_) titles.push_back(column.title);
  std::string lines;
  Line(titles, widths, &lines);
  for (const auto& row : rows_) Line(row, widths, &lines);
  return lines;
}

std::string Facts(const std::vector<std::pair<std::string, std::string>>& facts) {
  int width = 0;
  for (const auto& [name, value] : facts) width = std::max(width, DisplayWidth(name));
  std::string lines;
  for (const auto& [name, value] : facts) {
    if (!value.empty()) lines += Pad(name, width + kGap) + OneLine(value) + "\n";
  }
  return lines;
}

}  // namespace motcua::cli
