// A catalogue of one province, one district, two communes and one procedure for tests.
#pragma once

namespace motcua::catalogue {

// Lines are numbered in the tests: mind them when you change this.
inline constexpr char kSmallUnits[] = R"(units { code: "87" name: "Tỉnh Đồng Tháp" level: LEVEL_PROVINCE post_office_code: "BD.87" }
units { code: "87.TTHCC" name: "Trung tâm" level: LEVEL_PROVINCE parent_code: "87" agency_code: "000.00.01.H20" one_stop: true }
units { code: "87.SXD" name: "Sở Xây dựng" level: LEVEL_PROVINCE parent_code: "87" }
units { code: "866" name: "Thành phố Cao Lãnh" level: LEVEL_DISTRICT parent_code: "87" agency_code: "000.00.31.H20" one_stop: true post_office_code: "BD.866" }
units { code: "866.TNMT" name: "Phòng Tài nguyên và Môi trường" level: LEVEL_DISTRICT parent_code: "866" }
units { code: "29863" name: "Phường 11" level: LEVEL_COMMUNE parent_code: "866" agency_code: "000.01.31.H20" valid_to: "2024-12-31" one_stop: true }
units { code: "29881" name: "Xã Mỹ Ngãi" level: LEVEL_COMMUNE parent_code: "866" agency_code: "000.02.31.H20" one_stop: true }
post_offices { code: "BD.87" name: "Bưu điện tỉnh" unit_code: "87" }
post_offices { code: "BD.866" name: "Bưu điện thành phố" unit_code: "866" }
)";

inline constexpr char kSmallProcedures[] = R"(procedures {
  code: "1.001"
  name: "Đăng ký đất đai"
  field: "Đất đai"
  levels: LEVEL_COMMUNE
  limit { kind: LIMIT_KIND_WORKING_DAYS amount: 10 }
  fee_vnd: 15000
  cases { key: "lost" name: "Mất giấy" question: "Giấy chứng nhận bị mất?" }
  papers { name: "Đơn đăng ký" kind: PAPER_KIND_ORIGINAL count: 1 required: true }
  papers { name: "Cam kết" kind: PAPER_KIND_ORIGINAL count: 1 required: true cases: "lost" }
  route { stage: 1 name: "Kiểm tra" unit_selector: "origin" share_permille: 200 role: "officer" }
  route { stage: 2 name: "Thẩm định" unit_selector: "division:TNMT" share_permille: 300 role: "officer" }
  route { stage: 2 name: "Cho ý kiến" unit_selector: "department:SXD" share_permille: 500 role: "officer" }
  route { stage: 3 name: "Ký" unit_selector: "origin.parent" share_permille: 300 role: "leader" }
}
procedures {
  code: "1.002"
  name: "Cấp bản sao từ sổ gốc"
  field: "Chứng thực"
  levels: [LEVEL_COMMUNE, LEVEL_DISTRICT, LEVEL_PROVINCE]
  limit { kind: LIMIT_KIND_SAME_DAY }
  papers { name: "Giấy tờ tuỳ thân" kind: PAPER_KIND_PLAIN_COPY count: 1 required: true }
  route { stage: 1 name: "Lập bản sao" unit_selector: "origin" share_permille: 1000 role: "officer" }
}
)";

inline constexpr char kSmallCalendar[] = R"(calendar_days { date: "2023-05-01" kind: DAY_KIND_HOLIDAY name: "Quốc tế Lao động" }
calendar_days { date: "2024-05-04" kind: DAY_KIND_SWAPPED_WORKING name: "Làm bù" }
office_sessions { begin: "07:00" end: "11:30" }
office_sessions { begin: "13:30" end: "17:00" }
)";

}  // namespace motcua::catalogue
