#include "common/validate/s10.h"

#include <unordered_set>

#include "clients/cli/commands/commands.h"
#include "clients/cli/errors.h"
#include "clients/cli/verdicts.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/validate/characters.h"

namespace motcua::cli {
namespace {

using validate::Verdict;

struct S10Args {
  std::string action, id;
  std::string service = "EQ";
  int64_t from = 0;
  int64_t count = 1;
};

Answered CheckIt(std::string_view text) { return {validate::CheckS10(text)}; }

// Makes identifiers of serials, each serial once.
class Issuer {
 public:
  explicit Issuer(std::string service) : service_(std::move(service)) {}

  Verdict Issue(std::string_view text) {
    const auto digits = validate::Compact(text);
    int64_t serial = 0;
    if (!digits.has_value() || !validate::AllDigits(*digits) || !ParseInt(*digits, &serial) ||
        serial < 1 || serial > validate::kMaxS10Serial) {
      return validate::Refused("SERIAL", "is not a whole number of 1 to 99999999");
    }
    if (!issued_.insert(serial).second) {
      return validate::Refused("REPEATED", "was issued already in this run");
    }
    return {.value = validate::S10Of(service_, serial)};
  }

 private:
  std::string service_;
  std::unordered_set<int64_t> issued_;
};

absl::Status IssueRange(Session& session, const S10Args& args) {
  if (args.count > validate::kMaxS10Serial - args.from + 1) {
    return OutOfRange(kSerialsExhausted, Cat("serials end at ", validate::kMaxS10Serial))
        .With("from", args.from)
        .With("count", args.count);
  }
  for (int64_t serial = args.from; serial < args.from + args.count; ++serial) {
    const Answered answered{{.value = validate::S10Of(args.service, serial)}};
    session.out() << (session.json() ? ToJson(Cat(serial), answered) : answered.verdict.value)
                  << "\n";
  }
  return absl::OkStatus();
}

absl::Status Issue(Session& session, const S10Args& args) {
  if (!validate::IsS10Service(args.service)) {
    return UsageError(Cat("'", args.service, "' is no S10 service, such as EQ"));
  }
  if (args.from > 0) return IssueRange(session, args);
  auto issuer = std::make_shared<Issuer>(args.service);
  const Calculate calculate = [issuer](std::string_view text) {
    return Answered{issuer->Issue(text)};
  };
  const bool lines = args.id.empty() || args.id == "-";
  return lines ? AnswerLines(session, calculate) : AnswerOne(session, args.id, calculate);
}

absl::Status S10(Session& session, const S10Args& args) {
  if (args.action == "issue") return Issue(session, args);
  const bool lines = args.id.empty() || args.id == "-";
  return lines ? AnswerLines(session, CheckIt) : AnswerOne(session, args.id, CheckIt);
}

}  // namespace

void AddS10(Program& program) {
  auto args = std::make_shared<S10Args>();
  program
      .Command("s10", Group::kCalculators,
               "Checks S10 identifiers of consignments, or makes them of serials; needs no server.")
      .Choice("ACTION", &args->action, {"check", "issue"}, "What to do.")
      .Required()
      .Text("ID", &args->id, "",
            "The identifier, or the serial. Default, and -: each line of standard input, a line of "
            "JSON for each.")
      .Number("--from", &args->from, int64_t{1}, validate::kMaxS10Serial,
              "issue: the first serial of a range.")
      .Number("--count", &args->count, int64_t{1}, validate::kMaxS10Serial,
              "issue: how many of the range. Default: 1.")
      .Text("--service", &args->service, "AA", "issue: letters of the service. Default: EQ.")
      .Example("motcua s10 check 'EQ 473 124 829 VN'")
      .Example("motcua s10 issue --from 47312482 --count 3 --service EQ")
      .Run([args](Session& session) { return S10(session, *args); });
}

}  // namespace motcua::cli
