// The metrics of each service, by name, kind and labels, against metrics_golden.txt: dashboards and
// alerts hang on them, so a rename is a change of the contract. MOTCUA_UPDATE_GOLDEN=1 in the
// environment writes the file anew.
#include <asio/connect.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/read.hpp>
#include <asio/write.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "common/base/strings.h"
#include "tests/system/province.h"

namespace motcua {
namespace {

constexpr char kGolden[] = MOTCUA_GOLDEN;

// The whole answer to a GET of /metrics; "" if nobody answers.
std::string Scrape(const std::string& endpoint) {
  const auto parts = Split(endpoint, ':');
  asio::io_context io;
  asio::ip::tcp::socket socket(io);
  asio::error_code error;
  asio::ip::tcp::resolver resolver(io);
  asio::connect(socket, resolver.resolve(parts[0], parts[1], error), error);
  const std::string request = Cat("GET /metrics HTTP/1.0\r\nHost: ", endpoint, "\r\n\r\n");
  asio::write(socket, asio::buffer(request), error);
  std::string answer;
  asio::read(socket, asio::dynamic_buffer(answer), error);
  return answer;
}

// Names of the labels in `{method="…",le="…"}`; those that belong to the format are left out.
std::set<std::string> LabelsOf(const std::string& sample) {
  std::set<std::string> labels;
  size_t at = sample.find('{');
  while (at != std::string::npos && sample[at] != '}') {
    const size_t equals = sample.find("=\"", at);
    if (equals == std::string::npos) break;
    const std::string name = sample.substr(at + 1, equals - at - 1);
    if (name != "le" && name != "quantile") labels.insert(name);
    at = equals + 2;
    while (at < sample.size() && sample[at] != '"') at += sample[at] == '\\' ? 2 : 1;
    ++at;
  }
  return labels;
}

std::string FamilyOf(const std::string& sample, const std::map<std::string, std::string>& kinds) {
  const std::string name = sample.substr(0, sample.find_first_of("{ "));
  for (const char* end : {"_bucket", "_sum", "_count"}) {
    const size_t at = name.rfind(end);
    if (at == std::string::npos || at + std::string(end).size() != name.size()) continue;
    if (kinds.contains(name.substr(0, at))) return name.substr(0, at);
  }
  return name;
}

// "service kind name{label,label}", sorted.
std::set<std::string> MetricsOf(const std::string& service, const std::string& text) {
  std::map<std::string, std::string> kinds;
  std::map<std::string, std::set<std::string>> labels;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("# TYPE ")) {
      const auto words = Split(line, ' ');
      kinds[std::string(words[2])] = std::string(words[3]);
    } else if (!line.empty() && line[0] != '#' && !kinds.empty()) {
      labels[FamilyOf(line, kinds)].merge(LabelsOf(line));
    }
  }
  std::set<std::string> metrics;
  for (const auto& [name, kind] : kinds) {
    std::string all;
    for (const std::string& label : labels[name]) Append(&all, all.empty() ? "" : ",", label);
    metrics.insert(Cat(service, " ", kind.substr(0, kind.find('\r')), " ", name, "{", all, "}"));
  }
  return metrics;
}

std::set<std::string> Golden() {
  std::ifstream file(kGolden);
  std::set<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.insert(line);
  return lines;
}

void Update(const std::set<std::string>& metrics) {
  std::ofstream file(kGolden);
  for (const std::string& line : metrics) file << line << "\n";
}

TEST(MetricsTest, NamesAndLabelsAreThoseOfTheGoldenFile) {
  Stack stack;
  Province province(stack);
  // A dossier's life, so that what appears by use is there.
  auto draft = province.Draft("1.001193", "29881");
  draft.set_return_method(type::v1::RETURN_METHOD_POST);
  const std::string code = province.File(draft);
  province.Work("29881");
  province.Work("29881");
  province.Carry(province.OpenConsignment(code));
  EXPECT_TRUE(stack.Settle());

  std::set<std::string> metrics;
  const auto scrape = [&] {
    metrics.clear();
    for (const char* service : kServices) {
      metrics.merge(MetricsOf(service, Scrape(stack.MetricsEndpoint(service))));
    }
    return metrics == Golden();
  };
  Eventually(scrape, absl::Seconds(5));  // some gauges appear at their worker's first turn
  if (std::getenv("MOTCUA_UPDATE_GOLDEN") != nullptr) Update(metrics);
  EXPECT_THAT(metrics, ::testing::ContainerEq(Golden()));
}

}  // namespace
}  // namespace motcua
