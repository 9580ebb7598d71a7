// Completion scripts for shells, made from the program's own tree of commands and options.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace motcua::cli {

// What stands behind an option, or in place of a positional.
struct ValueKind {
  enum Type { kNone, kAny, kWords, kFile, kFolder } type = kNone;
  // For kWords.
  std::vector<std::string> words;
};

struct OptionInfo {
  // "--unit", "-h"; a positional's name without dashes.
  std::vector<std::string> names;
  std::string help;
  ValueKind value;
};

struct CommandInfo {
  std::string name;
  std::string help;
  std::vector<OptionInfo> options;
  std::vector<OptionInfo> positionals;
};

struct TreeInfo {
  std::string program;
  // Options of every command.
  std::vector<OptionInfo> global;
  std::vector<CommandInfo> commands;
};

TreeInfo DescribeTree(const CLI::App& app);

// A script for "bash", "zsh" or "fish".
std::string CompletionScript(std::string_view shell, const TreeInfo& tree);

std::string BashScript(const TreeInfo& tree);
std::string ZshScript(const TreeInfo& tree);
std::string FishScript(const TreeInfo& tree);

}  // namespace motcua::cli
