#include "clients/cli/completion/completion.h"

#include <cstdlib>

#include "clients/cli/testing/cli_fixture.h"

namespace motcua::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class CompletionTest : public CliTest {
 protected:
  CompletionTest() { script_ = WriteFile("motcua.bash", RunAlone({"completion", "bash"}).out); }

  // What bash offers when the cursor stands at the end of these words.
  std::string Offers(const std::vector<std::string>& words) {
    std::string line = Cat("source ", script_, "; COMP_WORDS=(");
    for (const std::string& word : words) Append(&line, "'", word, "' ");
    Append(&line, "); COMP_CWORD=", words.size() - 1, "; _motcua; echo \"${COMPREPLY[*]}\"");
    FILE* pipe = popen(Cat("bash -c \"", Escaped(line), "\" 2>&1").c_str(), "r");
    std::string output;
    for (int c; (c = fgetc(pipe)) != EOF;) output += static_cast<char>(c);
    pclose(pipe);
    return output;
  }

  std::string script_;

 private:
  static std::string Escaped(const std::string& text) {
    std::string escaped;
    for (char c : text) {
      if (c == '"' || c == '$') escaped += '\\';
      escaped += c;
    }
    return escaped;
  }
};

TEST_F(CompletionTest, BashReadsTheScript) {
  EXPECT_EQ(std::system(Cat("bash -n ", script_).c_str()), 0);
}

TEST_F(CompletionTest, OffersCommands) {
  EXPECT_EQ(Offers({"motcua", "han"}), "handover handback handbacks\n");
  EXPECT_THAT(Offers({"motcua", "--json", "comp"}), HasSubstr("complete complaint completion"));
}

TEST_F(CompletionTest, OffersTheCommandsOptionsAndTheGlobalOnes) {
  const std::string offers = Offers({"motcua", "claim", "866", "--"});
  EXPECT_THAT(offers, HasSubstr("--lease"));
  EXPECT_THAT(offers, HasSubstr("--json"));
  EXPECT_THAT(offers, Not(HasSubstr("--reject")));
}

TEST_F(CompletionTest, OffersTheWordsOfAValue) {
  EXPECT_EQ(Offers({"motcua", "submit", "--channel", ""}), "counter online postal\n");
  EXPECT_EQ(Offers({"motcua", "submit", "--channel", "=", "po"}), "postal\n");
  EXPECT_EQ(Offers({"motcua", "submit", "--channel", "="}), "counter online postal\n");
  EXPECT_EQ(Offers({"motcua", "completion", ""}), "bash zsh fish\n");
  EXPECT_THAT(Offers({"motcua", "scan", "EQ1", "del"}), HasSubstr("delivered"));
}

TEST_F(CompletionTest, OffersFiles) {
  WriteFile("draft.json", "{}");
  EXPECT_THAT(Offers({"motcua", "submit", "--from", (folder_ / "dra").string()}),
              HasSubstr("draft.json"));
}

TEST_F(CompletionTest, TheOtherShellsKnowEveryCommand) {
  for (const char* shell : {"zsh", "fish"}) {
    const Result script = RunAlone({"completion", shell});
    EXPECT_EQ(script.code, 0);
    for (const char* word : {"guide", "handback", "track", "counter", "lease"}) {
      EXPECT_THAT(script.out, HasSubstr(word)) << shell;
    }
  }
}

}  // namespace
}  // namespace motcua::cli
