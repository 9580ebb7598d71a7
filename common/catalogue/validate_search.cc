#include <string>

#include "absl/container/flat_hash_set.h"
#include "common/base/strings.h"
#include "common/base/text.h"
#include "common/catalogue/validate.h"

namespace motcua::catalogue {
namespace {

void CheckKeywords(const v1::Procedure& procedure, const Place& place, Mistakes* mistakes) {
  absl::flat_hash_set<std::string> seen;
  for (int i = 0; i < procedure.keywords_size(); ++i) {
    const std::string folded = Fold(procedure.keywords(i));
    if (folded.empty() || !seen.insert(folded).second) {
      mistakes->Add(place, "keywords", i, "keyword is empty or there twice");
    }
  }
}

}  // namespace

void CheckSearch(const Source& source, Mistakes* mistakes) {
  for (int i = 0; i < source.all.procedures_size(); ++i) {
    CheckKeywords(source.all.procedures(i), source.procedures[i], mistakes);
  }
  absl::flat_hash_set<std::string> phrases;
  for (int i = 0; i < source.all.synonyms_size(); ++i) {
    const v1::Synonym& synonym = source.all.synonyms(i);
    const Place& place = source.synonyms[i];
    CheckName(place, "phrase", synonym.phrase(), 100, mistakes);
    CheckName(place, "meaning", synonym.meaning(), 200, mistakes);
    if (!phrases.insert(Fold(synonym.phrase())).second) {
      mistakes->Add(place, "phrase", Cat("synonym \"", synonym.phrase(), "\" is there twice"));
    }
  }
}

}  // namespace motcua::catalogue
