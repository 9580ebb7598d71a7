#include "tests/bench/requests.h"

#include "common/base/strings.h"

namespace motcua::bench {
namespace {

// Papers people add of their own, named as they name them.
constexpr const char* kMorePapers[] = {
    "Giấy chứng nhận kết hôn của cha mẹ do Ủy ban nhân dân xã nơi đăng ký cấp, bản sao có chứng thực "
    "trong thời hạn sáu tháng tính đến ngày nộp hồ sơ",
    "Giấy xác nhận thông tin về cư trú của người mẹ theo mẫu CT07 do Công an cấp xã xác nhận, dùng "
    "để xác định thẩm quyền đăng ký khai sinh cho trẻ em",
    "Văn bản ủy quyền cho ông bà nội đi đăng ký khai sinh, có xác nhận của cơ quan nơi cha mẹ đang "
    "công tác, kèm theo căn cước công dân của người được ủy quyền",
    "Bản cam đoan về nội dung khai sinh và nơi sinh của trẻ do người đi đăng ký lập, có chữ ký của "
    "hai người làm chứng cư trú cùng khóm",
};

}  // namespace

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
  for (const char* name : kMorePapers) {
    auto& paper = *draft.add_papers();
    paper.set_name(name);
    paper.set_kind(type::v1::PAPER_KIND_CERTIFIED_COPY);
    paper.set_count(1);
  }
  return request;
}

SubmissionBytes::SubmissionBytes(std::string run) : run_(std::move(run)) {
  for (size_t i = 0; i < BenchUnits().size(); ++i) {
    auto request = MakeSubmission(run_, static_cast<int64_t>(i), /*accept=*/false);
    request.clear_request_id();
    bodies_.push_back(request.SerializeAsString());
  }
}

// Protobuf messages joined end to end read as one.
std::string SubmissionBytes::Next() {
  intake::v1::SubmitDossierRequest id;
  id.set_request_id(Cat(run_, "-", ++serial_));
  return Cat(id.SerializeAsString(), bodies_[serial_ % bodies_.size()]);
}

}  // namespace motcua::bench
