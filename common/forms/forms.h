// The forms of the one-stop mechanism (TT 01/2018/TT-VPCP Đ.9; from 2025-09-15 TT 03/2025/TT-VPCP)
// as pages to print: A5, the register A4 landscape. A page is one HTML file that needs nothing
// else.
//
// The structs hold what a form says, as plain data. What is empty is printed as dots, to be filled
// in by hand. Instants that are not known are absl::InfiniteFuture().
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/forms/agency.h"
#include "common/forms/editions.h"

namespace motcua::forms {

// For whom. Personal data.
struct Person {
  std::string name, address, phone, email, identity_number;
};

// What every form about one dossier says.
struct Head {
  Agency agency;
  std::string officer;  // who signs for the agency
  std::string phone;    // and answers questions
  std::string dossier_code;
  Person owner;
  std::string content;                         // what is asked for: the procedure's name
  absl::Time issued = absl::InfiniteFuture();  // decides the edition
  std::string book;                            // register book: its year
  std::string number;                          // number in it
};

// A line of the receipt's table; 0 is printed as nothing.
struct PaperLine {
  std::string name;
  int originals = 0, certified_copies = 0, plain_copies = 0;
};

// 01. Issued in two copies, when the dossier is accepted.
struct Receipt {
  Head head;
  std::vector<PaperLine> papers;
  std::string limit;  // "05 ngày làm việc"
  absl::Time received = absl::InfiniteFuture();
  // From when the limit counts; printed where that is later than received.
  absl::Time counts_from = absl::InfinitePast();
  bool has_due = true;  // false: the procedure has no limit
  absl::Time due = absl::InfiniteFuture();
  std::string return_place;
  int64_t fee_vnd = 0, paid_vnd = 0;
};

// 02.
struct SupplementRequest {
  Head head;
  std::vector<std::string> items;
  std::string reason;
};

// 03.
struct Refusal {
  Head head;
  std::string reason;
};

// 04: at least one working day before the promise passes, at most once (NĐ 61/2018 Đ.19(9)).
struct Apology {
  Head head;
  absl::Time received = absl::InfiniteFuture();
  absl::Time due = absl::InfiniteFuture();
  absl::Time new_due = absl::InfiniteFuture();
  std::string reason;
};

// 05 of 2025: the applicant asked to stop (NĐ 118/2025 Đ.21; TT 03/2025 Đ.7: no result yet).
struct StopNotice {
  Head head;
  absl::Time received = absl::InfiniteFuture();
  std::string reason;
};

// One hand-over of a dossier from one office to the next.
struct HandOver {
  std::string from, to;
  absl::Time at = absl::InfiniteFuture();
  std::string result;  // of who hands over: "Trước hạn", "Đúng hạn", "Quá hạn"; may be empty
  std::string note;
};

// 05 of 2018, 06 of 2025.
struct ControlSlip {
  Head head;
  absl::Time received = absl::InfiniteFuture();
  bool has_due = true;
  absl::Time due = absl::InfiniteFuture();
  std::string solving_agency;
  std::vector<std::string> other_agencies;
  std::vector<HandOver> hand_overs;
};

struct RegisterRow {
  int64_t number = 0;
  std::string dossier_code, content;
  int papers = 0;  // 0: not known
  Person owner;
  std::string solving_agency;
  absl::Time received = absl::InfiniteFuture();
  absl::Time due = absl::InfiniteFuture();
  absl::Time returned = absl::InfiniteFuture();
  std::string return_method;
  std::string note;
};

// 06 of 2018, 07 of 2025: a book a year, locked at its end, numbered from 01 (TT 01/2018 Đ.10).
struct Register {
  Agency agency;
  int year = 0;
  absl::Time as_of = absl::InfiniteFuture();  // decides the edition
  std::vector<RegisterRow> rows;
};

std::string ToHtml(const Receipt& form);
std::string ToHtml(const SupplementRequest& form);
std::string ToHtml(const Refusal& form);
std::string ToHtml(const Apology& form);
// FAILED_PRECONDITION: there is no such form on the day it is issued.
absl::StatusOr<std::string> ToHtml(const StopNotice& form);
std::string ToHtml(const ControlSlip& form);
std::string ToHtml(const Register& form);

}  // namespace motcua::forms
