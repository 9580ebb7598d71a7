// The papers that go with the post (QĐ 45/2016/QĐ-TTg): the slip a postman leaves with the sender,
// and the record both sides sign when dossiers are handed over. As the other forms: plain data in,
// one HTML file out, dots for what is empty.
#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/forms/forms.h"

namespace motcua::forms {

// Phiếu gửi hồ sơ (Đ.6): counted against the procedure's list and sealed before the sender's eyes.
struct SendSlip {
  std::string number;       // S10 identifier of the parcel
  std::string post_office;  // that takes it over
  Person sender;
  std::string agency;        // for whom it is
  std::string dossier_code;  // empty: not filed yet
  std::string content;       // the procedure's name
  std::vector<PaperLine> papers;
  absl::Time taken = absl::InfiniteFuture();
};

// A line of the record.
struct HandedOver {
  std::string number;        // of its Phiếu gửi: the S10 identifier
  std::string dossier_code;  // empty: not known
  int papers = 0;            // 0: not known
  std::string state;         // "Đủ", "Thiếu", "Thừa", "Hư hỏng"; empty: not counted yet
};

// Biên bản giao nhận (Đ.7), here of a bag with its manifest (bản kê BD13).
struct HandOverRecord {
  std::string bag, seal;
  std::string giver, taker;                // post offices or units
  std::string giver_signer, taker_signer;  // empty: not signed yet
  absl::Time given = absl::InfiniteFuture();
  absl::Time taken = absl::InfiniteFuture();
  std::vector<HandedOver> rows;
  std::string note;
};

// A5.
std::string ToHtml(const SendSlip& form);
// A4, as many sheets as it needs.
std::string ToHtml(const HandOverRecord& form);

}  // namespace motcua::forms
