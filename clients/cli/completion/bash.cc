#include "clients/cli/completion/completion.h"
#include "common/base/strings.h"

namespace motcua::cli {
namespace {

std::string Names(const std::vector<OptionInfo>& options) {
  std::string names;
  for (const auto& option : options) {
    for (const auto& name : option.names) Append(&names, names.empty() ? "" : " ", name);
  }
  return names;
}

std::string Words(const std::vector<std::string>& words) {
  std::string joined;
  for (const auto& word : words) Append(&joined, joined.empty() ? "" : " ", word);
  return joined;
}

// What to offer for a value; the shell's variable `cur` is what was typed of it.
std::string Offer(const ValueKind& kind) {
  switch (kind.type) {
    case ValueKind::kWords:
      return Cat("COMPREPLY=($(compgen -W '", Words(kind.words), "' -- \"$cur\"))");
    case ValueKind::kFile:
      return "COMPREPLY=($(compgen -f -- \"$cur\"))";
    case ValueKind::kFolder:
      return "COMPREPLY=($(compgen -d -- \"$cur\"))";
    default:
      return "COMPREPLY=()";
  }
}

// Cases of `command:option` whose option takes a value.
std::string ValueCases(const std::string& command, const std::vector<OptionInfo>& options) {
  std::string cases;
  for (const auto& option : options) {
    if (option.value.type == ValueKind::kNone) continue;
    std::string pattern;
    for (const auto& name : option.names) {
      Append(&pattern, pattern.empty() ? "" : "|", command, ":", name);
    }
    Append(&cases, "    ", pattern, ") ", Offer(option.value), "; return ;;\n");
  }
  return cases;
}

std::string WordCases(const TreeInfo& tree) {
  std::string cases;
  for (const auto& command : tree.commands) {
    std::string words;
    for (const auto& positional : command.positionals) {
      if (positional.value.type == ValueKind::kWords) words = Words(positional.value.words);
    }
    Append(&cases, "    ", command.name, ") options='", Names(command.options), "'; words='", words,
           "' ;;\n");
  }
  return cases;
}

std::string CommandNames(const TreeInfo& tree, const char* separator) {
  std::string names;
  for (const auto& command : tree.commands) {
    Append(&names, names.empty() ? "" : separator, command.name);
  }
  return names;
}

}  // namespace

std::string BashScript(const TreeInfo& tree) {
  std::string values;
  for (const auto& command : tree.commands) values += ValueCases(command.name, command.options);
  values += ValueCases("*", tree.global);
  // Bash splits at "=", so "--unit=8" arrives as three words.
  return Cat("# bash completion for ", tree.program, "\n_", tree.program, R"(() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command='' word
  if [[ $cur == '=' ]]; then
    cur=''
  elif [[ $prev == '=' ]]; then
    prev=${COMP_WORDS[COMP_CWORD-2]}
  fi
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in
    )",
             CommandNames(tree, "|"), R"() command=$word; break ;;
    esac
  done
  case $command:$prev in
)",
             values, R"(  esac
  local options='' words=''
  case $command in
    '') words=')",
             CommandNames(tree, " "), R"(' ;;
)",
             WordCases(tree), R"(  esac
  if [[ $cur == -* ]]; then
    words="$options )",
             Names(tree.global), R"("
  fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -F _)",
             tree.program, " ", tree.program, "\n");
}

}  // namespace motcua::cli
