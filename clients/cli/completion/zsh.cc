#include "clients/cli/completion/completion.h"
#include "common/base/strings.h"

namespace motcua::cli {
namespace {

// Text inside '…' of a script, with the characters that _arguments and _describe take for their
// own escaped.
std::string Quoted(std::string_view text) {
  std::string quoted;
  for (char c : text) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      if (c == '[' || c == ']' || c == ':' || c == '\\') quoted += '\\';
      quoted += c;
    }
  }
  return quoted;
}

std::string Action(const ValueKind& kind) {
  switch (kind.type) {
    case ValueKind::kWords: {
      std::string words;
      for (const auto& word : kind.words) Append(&words, words.empty() ? "" : " ", word);
      return Cat("(", words, ")");
    }
    case ValueKind::kFile:
      return "_files";
    case ValueKind::kFolder:
      return "_files -/";
    default:
      return " ";
  }
}

std::string OptionSpecs(const std::vector<OptionInfo>& options) {
  std::string specs;
  for (const auto& option : options) {
    for (const auto& name : option.names) {
      const bool flag = option.value.type == ValueKind::kNone;
      Append(&specs, " \\\n        '*", name, flag ? "" : (name.size() > 2 ? "=" : ""), "[",
             Quoted(option.help), "]");
      if (!flag) Append(&specs, ":value:", Action(option.value));
      specs += "'";
    }
  }
  return specs;
}

std::string PositionalSpecs(const std::vector<OptionInfo>& positionals) {
  std::string specs;
  for (const auto& positional : positionals) {
    Append(&specs, " \\\n        ':", Quoted(positional.names.front()), ":",
           Action(positional.value), "'");
  }
  return specs;
}

}  // namespace

std::string ZshScript(const TreeInfo& tree) {
  std::string commands, cases;
  for (const auto& command : tree.commands) {
    Append(&commands, "    '", command.name, ":", Quoted(command.help), "'\n");
    Append(&cases, "    ", command.name, ")\n      _arguments", OptionSpecs(command.options),
           OptionSpecs(tree.global), PositionalSpecs(command.positionals), "\n      ;;\n");
  }
  return Cat("#compdef ", tree.program, "\n\n_", tree.program, R"(() {
  local curcontext="$curcontext" state line
  local -a commands
  commands=(
)",
             commands, R"(  )
  _arguments -C)",
             OptionSpecs(tree.global), R"( \
        '1:command:->command' \
        '*::argument:->argument' && return
  case $state in
    command) _describe -t commands command commands; return ;;
  esac
  case $words[1] in
)",
             cases, R"(  esac
}

if [ "$funcstack[1]" = "_)",
             tree.program, R"(" ]; then
  _)",
             tree.program, R"( "$@"
else
  compdef _)",
             tree.program, " ", tree.program, R"(
fi
)");
}

}  // namespace motcua::cli
