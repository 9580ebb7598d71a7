#include <CLI/CLI.hpp>
#include <set>

#include "clients/cli/completion/completion.h"
#include "common/base/strings.h"

namespace motcua::cli {
namespace {

ValueKind KindOf(const CLI::Option& option) {
  if (option.get_expected_max() == 0 || option.get_type_size_max() == 0) return {};
  const std::string name = option.get_type_name();
  if (name == "FILE") return {ValueKind::kFile};
  if (name == "DIR") return {ValueKind::kFolder};
  if (name.find('|') == std::string::npos) return {ValueKind::kAny};
  ValueKind kind{ValueKind::kWords};
  for (std::string_view word : Split(name, '|')) kind.words.emplace_back(word);
  return kind;
}

OptionInfo InfoOf(const CLI::Option& option) {
  OptionInfo info{.help = option.get_description(), .value = KindOf(option)};
  for (const auto& name : option.get_lnames()) info.names.push_back("--" + name);
  for (const auto& name : option.get_snames()) info.names.push_back("-" + name);
  if (option.get_positional()) info.names = {option.get_name(true)};
  return info;
}

void AddOptions(const CLI::App& command, CommandInfo* info) {
  for (const CLI::Option* option : command.get_options()) {
    if (option == command.get_help_ptr()) continue;  // one of the global ones already
    (option->get_positional() ? info->positionals : info->options).push_back(InfoOf(*option));
  }
}

// The commands of a family are words that follow it; their options are offered together.
void AddFamily(const CLI::App& family, CommandInfo* info) {
  OptionInfo word{.names = {"COMMAND"}, .help = "Which one.", .value = {ValueKind::kWords}};
  CommandInfo members;
  for (const CLI::App* member : family.get_subcommands(nullptr)) {
    word.value.words.push_back(member->get_name());
    AddOptions(*member, &members);
  }
  if (word.value.words.empty()) return;
  info->positionals.push_back(std::move(word));
  std::set<std::string> seen;
  for (OptionInfo& option : members.options) {
    if (seen.insert(option.names.front()).second) info->options.push_back(std::move(option));
  }
}

}  // namespace

TreeInfo DescribeTree(const CLI::App& app) {
  TreeInfo tree{.program = app.get_name()};
  for (const CLI::Option* option : app.get_options()) tree.global.push_back(InfoOf(*option));
  for (const CLI::App* command : app.get_subcommands(nullptr)) {
    CommandInfo info{command->get_name(), command->get_description()};
    AddOptions(*command, &info);
    AddFamily(*command, &info);
    tree.commands.push_back(std::move(info));
  }
  return tree;
}

std::string CompletionScript(std::string_view shell, const TreeInfo& tree) {
  if (shell == "bash") return BashScript(tree);
  return shell == "zsh" ? ZshScript(tree) : FishScript(tree);
}

}  // namespace motcua::cli
