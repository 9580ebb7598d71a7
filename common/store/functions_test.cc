// Each function's header states its contract; this test holds header, body and caller together.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

namespace motcua::store {
namespace {

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string Header(const std::string& code) {
  std::string header, line;
  for (std::istringstream lines(code); std::getline(lines, line) && line.starts_with("--");) {
    header += line + "\n";
  }
  return header;
}

// Positions named as NAME[n] in the header, or name[n] in the body.
std::set<int> Positions(const std::string& text, const std::string& name) {
  std::set<int> found;
  std::regex pattern(name + R"(\[(\d+)…?\])");
  for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it) {
    found.insert(std::stoi((*it)[1]));
  }
  return found;
}

std::set<std::string> Words(const std::string& text, const std::string& pattern) {
  std::set<std::string> found;
  std::regex regex(pattern);
  for (std::sregex_iterator it(text.begin(), text.end(), regex), end; it != end; ++it) {
    found.insert((*it)[1]);
  }
  return found;
}

class FunctionFile : public testing::TestWithParam<std::string> {
 protected:
  std::string code = ReadFile("common/store/functions/" + GetParam());
  std::string header = Header(code);
  std::string body = code.substr(header.size());
};

TEST_P(FunctionFile, HeaderNamesEachKeyAndArgumentOfTheBody) {
  EXPECT_THAT(Positions(body, "keys"), testing::IsSubsetOf(Positions(header, "KEYS")));
  EXPECT_THAT(Positions(body, "args"), testing::IsSubsetOf(Positions(header, "ARGV")));
}

TEST_P(FunctionFile, HeaderNamesEachOutcome) {
  EXPECT_EQ(Words(header, R"(\{'([A-Z]+)')"), Words(body, R"(return \{'([A-Z]+)')"));
}

TEST_P(FunctionFile, HeaderHasItsParts) {
  EXPECT_THAT(header, testing::HasSubstr("-- Returns"));
  EXPECT_THAT(header, testing::HasSubstr("-- Emits"));
  EXPECT_THAT(header, testing::HasSubstr("-- KEYS[1]"));
}

TEST_P(FunctionFile, IsCalledFromCommitCcAlone) {
  auto names = Words(body, R"(register_function\('(\w+)')");
  ASSERT_EQ(names.size(), 1u);
  EXPECT_THAT(ReadFile("common/store/commit.cc"), testing::HasSubstr(*names.begin()));
}

TEST_P(FunctionFile, IsShort) {
  EXPECT_LE(std::count(body.begin(), body.end(), '\n'), 75);
}

INSTANTIATE_TEST_SUITE_P(All, FunctionFile,
                         testing::Values("commit.lua", "bury.lua", "acknowledge.lua", "deliver.lua",
                                         "reserve.lua"),
                         [](const auto& info) {
                           return info.param.substr(0, info.param.find('.'));
                         });

TEST(Functions, EveryFileIsTested) {
  int files = 0;
  for (const auto& file : std::filesystem::directory_iterator("common/store/functions")) {
    files += file.path().extension() == ".lua";
  }
  EXPECT_EQ(files, 5);
}

}  // namespace
}  // namespace motcua::store
