#include "clients/province/people.h"

#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_format.h"
#include "common/base/strings.h"

namespace motcua::province {
namespace {

// A surname and how many of a hundred people bear it, about.
struct Surname {
  std::string_view name;
  double percent;
};

constexpr Surname kSurnames[] = {
    {"Nguyễn", 38.4}, {"Trần", 11.0},  {"Lê", 9.5},    {"Phạm", 7.1},  {"Hoàng", 2.6},
    {"Huỳnh", 2.5},   {"Phan", 4.5},   {"Vũ", 1.9},    {"Võ", 2.0},    {"Đặng", 2.1},
    {"Bùi", 2.0},     {"Đỗ", 1.4},     {"Hồ", 1.3},    {"Ngô", 1.3},   {"Dương", 1.0},
    {"Lý", 0.5},      {"Đinh", 0.8},   {"Đoàn", 0.7},  {"Trịnh", 0.6}, {"Trương", 1.0},
    {"Lâm", 0.6},     {"Mai", 0.5},    {"Cao", 0.5},   {"Hà", 0.5},    {"Tạ", 0.3},
    {"Thái", 0.3},    {"Châu", 0.3},   {"Lương", 0.4}, {"Lưu", 0.3},   {"Tô", 0.2},
    {"Kiều", 0.2},    {"Quách", 0.15}, {"Văn", 0.1},   {"Thạch", 0.3}, {"Sơn", 0.1},
    {"Kim", 0.1},     {"Danh", 0.2},   {"Tăng", 0.15}, {"Từ", 0.1},    {"Vương", 0.2},
};

constexpr std::string_view kMaleMiddleNames[] = {
    "Văn",   "Hữu",  "Đức",    "Minh",  "Quốc",  "Thanh", "Công", "Ngọc", "Hoàng",
    "Đình",  "Xuân", "Tấn",    "Thành", "Trọng", "Chí",   "Anh",  "Gia",  "Nhật",
    "Phước", "Tuấn", "Duy",    "Quang", "Hải",   "Bá",    "Thế",  "Khắc", "Trung",
    "Hồng",  "Phúc", "Trường", "Nhựt",  "Phát",  "Việt",  "Bảo",  "Đăng",
};

constexpr std::string_view kFemaleMiddleNames[] = {
    "Thị",    "Ngọc", "Thanh", "Thuỳ", "Kim",   "Mỹ",   "Hồng",  "Bích", "Thu",
    "Phương", "Diễm", "Cẩm",   "Minh", "Tuyết", "Như",  "Quỳnh", "Ánh",  "Lan",
    "Hoàng",  "Trúc", "Khánh", "Bảo",  "Tường", "Xuân", "Huỳnh", "Yến",  "Tú",
    "Mộng",   "Thảo", "Ái",    "Gia",  "Kiều",  "Phi",  "Hải",   "Cát",
};

constexpr std::string_view kMaleGivenNames[] = {
    "An",   "Anh",  "Bảo",   "Bình",  "Chiến", "Cường", "Danh",   "Dũng",  "Duy",    "Đạt",
    "Điền", "Định", "Đức",   "Giang", "Hải",   "Hào",   "Hậu",    "Hiếu",  "Hòa",    "Hoàng",
    "Hùng", "Huy",  "Khánh", "Khang", "Khoa",  "Khôi",  "Kiên",   "Kiệt",  "Lâm",    "Linh",
    "Lộc",  "Long", "Luân",  "Lực",   "Mẫn",   "Minh",  "Nam",    "Nghĩa", "Nguyên", "Nhân",
    "Nhựt", "Phát", "Phong", "Phú",   "Phúc",  "Phước", "Quân",   "Quang", "Quốc",   "Quý",
    "Sang", "Sơn",  "Tài",   "Tâm",   "Tân",   "Thắng", "Thành",  "Thiện", "Thịnh",  "Thuận",
    "Tiến", "Tín",  "Toàn",  "Trí",   "Trọng", "Trung", "Trường", "Tú",    "Tuấn",   "Tùng",
    "Vinh", "Vĩnh", "Vũ",    "Vương", "Xuân",  "Út",
};

constexpr std::string_view kFemaleGivenNames[] = {
    "An",     "Anh",   "Ánh",    "Bích",  "Châu",   "Chi",   "Diễm", "Diệp",  "Dung",
    "Duyên",  "Giang", "Hà",     "Hân",   "Hằng",   "Hạnh",  "Hiền", "Hoa",   "Hòa",
    "Hồng",   "Huệ",   "Hương",  "Huyền", "Khánh",  "Kiều",  "Lan",  "Lài",   "Lệ",
    "Liên",   "Linh",  "Loan",   "Ly",    "Mai",    "My",    "Mỹ",   "Nga",   "Ngân",
    "Nghi",   "Ngọc",  "Nguyệt", "Nhi",   "Nhiên",  "Nhung", "Như",  "Oanh",  "Phượng",
    "Phương", "Quyên", "Quỳnh",  "Sương", "Tâm",    "Thanh", "Thảo", "Thi",   "Thơ",
    "Thu",    "Thư",   "Thúy",   "Thùy",  "Thương", "Tiên",  "Trâm", "Trang", "Trinh",
    "Trúc",   "Tuyền", "Tuyết",  "Uyên",  "Vân",    "Vy",    "Xuân", "Yến",
};

// Of middle names the first is by far the commonest.
constexpr double kFirstMiddleName = 0.35;

template <size_t size>
std::string_view OneOf(const std::string_view (&names)[size], Draw& draw) {
  return names[draw.Between(0, size - 1)];
}

template <size_t size>
std::string_view MiddleName(const std::string_view (&names)[size], Draw& draw) {
  return draw.Chance(kFirstMiddleName) ? names[0] : OneOf(names, draw);
}

std::string_view SurnameOf(Draw& draw) {
  static const std::vector<double> cumulative = [] {
    std::vector<double> sums;
    double sum = 0;
    for (const Surname& surname : kSurnames) sums.push_back(sum += surname.percent);
    return sums;
  }();
  return kSurnames[draw.Pick(cumulative)].name;
}

std::string NameOf(bool woman, Draw& draw) {
  const std::string_view surname = SurnameOf(draw);
  const std::string_view middle =
      woman ? MiddleName(kFemaleMiddleNames, draw) : MiddleName(kMaleMiddleNames, draw);
  const std::string_view given =
      woman ? OneOf(kFemaleGivenNames, draw) : OneOf(kMaleGivenNames, draw);
  return Cat(surname, " ", middle, " ", given);
}

// Province of birth, century and sex, year of birth, six digits (NĐ 137/2015 Đ.13).
std::string IdentityNumberOf(bool woman, Draw& draw) {
  const int64_t year = draw.Between(1945, 2004);
  const int century_and_sex = (year < 2000 ? 0 : 2) + (woman ? 1 : 0);
  return absl::StrFormat("087%d%02d%06d", century_and_sex, year % 100, draw.Between(0, 999999));
}

std::string AddressOf(const catalogue::v1::Unit& commune, const catalogue::Catalogue& catalogue,
                      Draw& draw) {
  const bool rural = commune.name().starts_with("Xã");
  const catalogue::v1::Unit* district = catalogue.FindUnit(commune.parent_code());
  return Cat("Số ", draw.Between(1, 480), rural ? ", ấp " : ", khóm ", draw.Between(1, 7), ", ",
             commune.name(), district == nullptr ? "" : Cat(", ", district->name()));
}

}  // namespace

type::v1::Applicant MakeApplicant(const catalogue::v1::Unit& commune,
                                  const catalogue::Catalogue& catalogue, Draw& draw) {
  const bool woman = draw.Chance(0.5);
  type::v1::Applicant applicant;
  applicant.set_name(NameOf(woman, draw));
  applicant.set_identity_number(IdentityNumberOf(woman, draw));
  applicant.set_phone(absl::StrFormat("09%08d", draw.Between(0, 99999999)));
  applicant.set_address(AddressOf(commune, catalogue, draw));
  applicant.set_commune_code(commune.code());
  return applicant;
}

}  // namespace motcua::province
