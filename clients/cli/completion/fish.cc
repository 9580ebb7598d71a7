#include "clients/cli/completion/completion.h"
#include "common/base/strings.h"

namespace motcua::cli {
namespace {

std::string Quoted(std::string_view text) {
  std::string quoted = "'";
  for (char c : text) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

std::string ValueSwitches(const ValueKind& kind) {
  switch (kind.type) {
    case ValueKind::kNone:
      return "";
    case ValueKind::kFile:
      return " -r -F";
    case ValueKind::kFolder:
      return " -x -a '(__fish_complete_directories)'";
    case ValueKind::kAny:
      return " -x";
    case ValueKind::kWords:
      break;
  }
  std::string words;
  for (const auto& word : kind.words) Append(&words, words.empty() ? "" : " ", word);
  return Cat(" -x -a '", words, "'");
}

std::string OptionLine(const TreeInfo& tree, const std::string& condition,
                       const OptionInfo& option) {
  std::string line = Cat("complete -c ", tree.program, condition);
  for (std::string_view name : option.names) {
    const bool is_long = ConsumePrefix(&name, "--");
    if (!is_long) ConsumePrefix(&name, "-");
    Append(&line, is_long ? " -l " : " -s ", name);
  }
  return Cat(line, ValueSwitches(option.value), " -d ", Quoted(option.help), "\n");
}

std::string CommandLines(const TreeInfo& tree, const CommandInfo& command) {
  const std::string inside = Cat(" -n '__fish_seen_subcommand_from ", command.name, "'");
  std::string lines = Cat("complete -c ", tree.program, " -n __fish_use_subcommand -a ",
                          command.name, " -d ", Quoted(command.help), "\n");
  for (const auto& option : command.options) lines += OptionLine(tree, inside, option);
  for (const auto& positional : command.positionals) {
    if (positional.value.type != ValueKind::kWords) continue;
    Append(&lines, "complete -c ", tree.program, inside, ValueSwitches(positional.value), " -d ",
           Quoted(positional.help), "\n");
  }
  return lines;
}

}  // namespace

std::string FishScript(const TreeInfo& tree) {
  std::string script =
      Cat("# fish completion for ", tree.program, "\ncomplete -c ", tree.program, " -f\n");
  for (const auto& option : tree.global) script += OptionLine(tree, "", option);
  for (const auto& command : tree.commands) script += CommandLines(tree, command);
  return script;
}

}  // namespace motcua::cli
