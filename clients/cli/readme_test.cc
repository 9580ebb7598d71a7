// The README's table of commands names what the program has.
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "clients/cli/commands/commands.h"
#include "clients/cli/completion/completion.h"
#include "clients/cli/testing/cli_fixture.h"

namespace motcua::cli {
namespace {

// Tests run in the project's folder.
constexpr char kReadme[] = "clients/cli/README.md";
constexpr char kTable[] = "| command | options |";

// Words and options of a text: "handback", "late-answer", "--page-size".
std::set<std::string> WordsOf(const std::string& text) {
  static const std::regex kWord("-{0,2}[a-z0-9]+(-[a-z0-9]+)*");
  return {std::sregex_token_iterator(text.begin(), text.end(), kWord), {}};
}

// Of a row, what its first cell names and all that it says.
struct Row {
  std::set<std::string> names, words;
};

std::vector<Row> Rows() {
  std::ifstream file(kReadme);
  std::vector<Row> rows;
  bool inside = false;
  for (std::string line; std::getline(file, line);) {
    if (line == kTable) inside = true;
    if (!inside || !line.starts_with("| `")) continue;
    rows.push_back({WordsOf(line.substr(0, line.find(" | "))), WordsOf(line)});
  }
  return rows;
}

// All that the rows say which name the command.
std::set<std::string> SaidOf(const std::string& command, const std::vector<Row>& rows) {
  std::set<std::string> said;
  for (const Row& row : rows) {
    if (row.names.contains(command)) said.insert(row.words.begin(), row.words.end());
  }
  return said;
}

// The command's options, and the commands of a family.
std::vector<std::string> PartsOf(const CommandInfo& command) {
  std::vector<std::string> parts;
  for (const OptionInfo& option : command.options) parts.push_back(option.names.front());
  for (const OptionInfo& positional : command.positionals) {
    if (positional.names.front() != "COMMAND") continue;
    parts.insert(parts.end(), positional.value.words.begin(), positional.value.words.end());
  }
  return parts;
}

TEST(Readme, NamesEachCommandWithItsOptions) {
  std::istringstream in;
  std::ostringstream out, err;
  Program program(Environment{in, out, err, [](const char*) { return std::string(); }, 0, 0});
  AddCommands(program);
  const std::vector<Row> rows = Rows();
  ASSERT_GT(rows.size(), 50u);
  for (const CommandInfo& command : DescribeTree(program.app()).commands) {
    const std::set<std::string> said = SaidOf(command.name, rows);
    EXPECT_FALSE(said.empty()) << kReadme << " has no row of " << command.name;
    for (const std::string& part : PartsOf(command)) {
      EXPECT_TRUE(said.contains(part)) << kReadme << ": " << command.name << " has " << part;
    }
  }
}

}  // namespace
}  // namespace motcua::cli
