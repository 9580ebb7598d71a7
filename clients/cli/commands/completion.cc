#include "clients/cli/completion/completion.h"

#include "clients/cli/commands/commands.h"

namespace motcua::cli {

void AddCompletion(Program& program) {
  auto shell = std::make_shared<std::string>();
  program.Command("completion", Group::kProgram, "Prints a completion script for a shell.")
      .Choice("SHELL", shell.get(), {"bash", "zsh", "fish"}, "The shell.")
      .Required()
      .Example("motcua completion bash > /etc/bash_completion.d/motcua")
      .Example("motcua completion zsh > \"${fpath[1]}/_motcua\"")
      .Example("motcua completion fish > ~/.config/fish/completions/motcua.fish")
      .Run([shell, &program](Session& session) {
        session.out() << CompletionScript(*shell, DescribeTree(program.app()));
        return absl::OkStatus();
      });
}

}  // namespace motcua::cli
