// Forms filled in, for tests: one dossier of Xã Mỹ Ngãi.
#pragma once

#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/forms/forms.h"
#include "common/forms/postal.h"

namespace motcua::forms {

inline absl::Time At(int year, int month, int day, int hour = 8, int minute = 0) {
  return absl::FromCivil(absl::CivilMinute(year, month, day, hour, minute), LocalZone());
}

inline constexpr char kSampleCode[] = "000.07.31.H20-230118-0002";

inline Head SampleHead(absl::Time issued = At(2023, 1, 18, 8, 30)) {
  return {.agency = AgencyOf("Xã Mỹ Ngãi", "Thành phố Cao Lãnh", absl::CivilDay(2023, 1, 18)),
          .officer = "Lê Thị Hồng Nhung",
          .phone = "0277 3851 234",
          .dossier_code = kSampleCode,
          .owner = {.name = "Nguyễn Thị Tường Vi",
                    .address = "Số 12, tổ 5, ấp Hòa Mỹ, xã Mỹ Ngãi, thành phố Cao Lãnh",
                    .phone = "0912345678",
                    .email = "tuongvi@example.vn",
                    .identity_number = "087195001234"},
          .content =
              "Cấp giấy phép xây dựng mới đối với công trình cấp III, cấp IV và nhà ở "
              "riêng lẻ",
          .issued = issued,
          .book = "2023",
          .number = "12"};
}

inline Receipt SampleReceipt() {
  return {.head = SampleHead(),
          .papers = {{.name = "Đơn đề nghị cấp giấy phép xây dựng", .originals = 1},
                     {.name = "Giấy tờ chứng minh quyền sử dụng đất", .certified_copies = 1},
                     {.name = "Bản vẽ thiết kế xây dựng", .originals = 2, .plain_copies = 1}},
          .limit = "15 ngày làm việc",
          .received = At(2023, 1, 18, 8, 30),
          .due = At(2023, 2, 15, 17),
          .return_place = "Bộ phận Tiếp nhận và Trả kết quả, Ủy ban nhân dân xã Mỹ Ngãi",
          .fee_vnd = 150000,
          .paid_vnd = 150000};
}

inline SupplementRequest SampleSupplement() {
  return {.head = SampleHead(At(2023, 1, 31, 9, 15)),
          .items = {"Bản vẽ mặt bằng móng tỷ lệ 1/100",
                    "Bản cam kết bảo đảm an toàn cho công "
                    "trình liền kề"},
          .reason = "Bản vẽ nộp kèm chưa thể hiện ranh giới với công trình liền kề."};
}

inline Refusal SampleRefusal() {
  return {.head = SampleHead(),
          .reason =
              "Thửa đất nằm trong hành lang an toàn đường bộ, không thuộc trường hợp được "
              "cấp giấy phép xây dựng."};
}

inline Apology SampleApology(absl::Time issued = At(2023, 2, 13, 14)) {
  return {.head = SampleHead(issued),
          .received = At(2023, 1, 18, 8, 30),
          .due = At(2023, 2, 15, 17),
          .new_due = At(2023, 2, 22, 17),
          .reason = "Cơ quan phối hợp chậm trả lời ý kiến về phòng cháy, chữa cháy."};
}

inline StopNotice SampleStop(absl::Time issued = At(2025, 10, 2, 10)) {
  return {.head = SampleHead(issued),
          .received = At(2025, 9, 29, 8, 30),
          .reason = "Thay đổi thiết kế."};
}

inline ControlSlip SampleControl() {
  return {.head = SampleHead(),
          .received = At(2023, 1, 18, 8, 30),
          .due = At(2023, 2, 15, 17),
          .solving_agency = "Phòng Quản lý đô thị",
          .other_agencies = {"Xã Mỹ Ngãi"},
          .hand_overs = {{.from = "Bộ phận Tiếp nhận và Trả kết quả, Xã Mỹ Ngãi",
                          .to = "Phòng Quản lý đô thị",
                          .at = At(2023, 1, 18, 10, 5),
                          .note = "Hồ sơ giấy qua bưu chính"},
                         {.from = "Phòng Quản lý đô thị",
                          .to = "Bộ phận Tiếp nhận và Trả kết quả, Xã Mỹ Ngãi",
                          .at = At(2023, 2, 14, 15, 40),
                          .result = "Trước hạn"}}};
}

inline Register SampleRegister(int rows = 3) {
  Register book{.agency = SampleHead().agency, .year = 2023, .as_of = At(2023, 12, 31, 17)};
  for (int i = 1; i <= rows; ++i) {
    book.rows.push_back({.number = i,
                         .dossier_code = kSampleCode,
                         .content = SampleHead().content,
                         .papers = 3,
                         .owner = SampleHead().owner,
                         .solving_agency = "Phòng Quản lý đô thị",
                         .received = At(2023, 1, 18, 8, 30),
                         .due = At(2023, 2, 15, 17),
                         .returned = i == 2 ? absl::InfiniteFuture() : At(2023, 2, 14, 16),
                         .return_method = i == 1 ? "Bưu chính" : "Trực tiếp"});
  }
  return book;
}

inline SendSlip SampleSlip() {
  return {.number = "EQ473124829VN",
          .post_office = "Bưu điện văn hóa xã Mỹ Ngãi",
          .sender = SampleHead().owner,
          .agency = "Bộ phận Tiếp nhận và Trả kết quả, Ủy ban nhân dân xã Mỹ Ngãi",
          .dossier_code = kSampleCode,
          .content = SampleHead().content,
          .papers = SampleReceipt().papers,
          .taken = At(2023, 1, 18, 9, 20)};
}

inline HandOverRecord SampleRecord(int rows = 3) {
  HandOverRecord record{.bag = "BD.866-230118-0001",
                        .seal = "S-17",
                        .giver = "Bưu điện thành phố Cao Lãnh",
                        .taker = "Bưu điện tỉnh Đồng Tháp",
                        .giver_signer = "Lê Văn Bưu",
                        .taker_signer = "Trần Thị Nhận",
                        .given = At(2023, 1, 18, 16, 30),
                        .taken = At(2023, 1, 19, 6, 45)};
  const char* states[] = {"Đủ", "Thiếu", "Hư hỏng"};
  for (int i = 0; i < rows; ++i) {
    record.rows.push_back({.number = "EQ473124829VN",
                           .dossier_code = kSampleCode,
                           .papers = 3 + i % 2,
                           .state = states[i % 3]});
  }
  return record;
}

}  // namespace motcua::forms
