#include "tests/bench/requests.h"

#include "common/base/strings.h"

namespace motcua::bench {

const std::vector<std::string>& BenchUnits() {
  static const auto* units = new std::vector<std::string>{
      "29869", "29872", "29875", "29878", "29881", "29884", "29887", "29890"};
  return *units;
}

intake::v1::SubmitDossierRequest MakeSubmission(const std::string& run, int64_t serial,
                                                bool accept) {
  intake::v1::SubmitDossierRequest request;
  request.set_request_id(Cat(run, "-", serial));
  request.set_accept(accept);
  auto& draft = *request.mutable_draft();
  draft.set_procedure_code("1.001193");  // Đăng ký khai sinh: two steps at the commune
  draft.set_receiving_unit(BenchUnits()[serial % BenchUnits().size()]);
  draft.set_channel(accept ? type::v1::CHANNEL_COUNTER : type::v1::CHANNEL_ONLINE);
  draft.set_return_method(type::v1::RETURN_METHOD_COUNTER);
  auto& applicant = *draft.mutable_applicant();
  applicant.set_name("Nguyễn Thị Bích Phượng");
  applicant.set_identity_number("087190001234");
  applicant.set_phone("0912345678");
  applicant.set_email("bich.phuong@example.vn");
  applicant.set_address("Số 27, đường Nguyễn Huệ, khóm 3, phường 2, thành phố Cao Lãnh, Đồng Tháp");
  applicant.set_commune_code("29869");
  for (const char* name : {"Tờ khai", "Giấy chứng sinh"}) {
    auto& paper = *draft.add_papers();
    paper.set_name(name);
    paper.set_kind(type::v1::PAPER_KIND_ORIGINAL);
    paper.set_count(1);
  }
  for (int i = 1; i <= 12; ++i) {
    auto& paper = *draft.add_papers();
    paper.set_name(Cat("Giấy tờ kèm theo số ", i,
                       ": bản chụp sổ hộ khẩu, trang thông tin về nhân thân của cha mẹ"));
    paper.set_kind(type::v1::PAPER_KIND_PLAIN_COPY);
    paper.set_count(1);
  }
  return request;
}

}  // namespace motcua::bench
