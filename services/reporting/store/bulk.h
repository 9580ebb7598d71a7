// Statements over many rows at once: one round trip to the server and one step of the engine for a
// hundred rows or more. Prepared once a connection. They throw what SOCI throws.
#pragma once

#include <algorithm>
#include <array>
#include <deque>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "common/base/strings.h"
#include "services/reporting/store/rows.h"
#include "soci/soci.h"

namespace motcua::reporting {

// Inserts rows by multi-row VALUES, in statements of a few fixed sizes, each prepared when it is
// first needed.
template <class Row>
class ValuesInsert {
 public:
  ValuesInsert(soci::session& sql, std::string table, std::string on_conflict)
      : sql_(sql), table_(std::move(table)), on_conflict_(std::move(on_conflict)) {}

  void Write(const std::vector<Row>& rows) {
    size_t done = 0;
    for (size_t i = 0; i < kSizes.size(); ++i) {
      for (; rows.size() - done >= kSizes[i]; done += kSizes[i]) {
        if (!statements_[i]) {
          statements_[i] = std::make_unique<Fixed>(sql_, table_, on_conflict_, kSizes[i]);
        }
        statements_[i]->Run(rows.begin() + done);
      }
    }
  }

 private:
  static constexpr std::array<size_t, 3> kSizes = {128, 16, 1};

  // A statement for exactly `size` rows, bound to its own buffer.
  class Fixed {
   public:
    Fixed(soci::session& sql, const std::string& table, const std::string& on_conflict, size_t size)
        : rows_(size), statement_(sql) {
      const std::string text = Cat("INSERT INTO ", table, " (", ColumnList<Row>(), ") VALUES ",
                                   Bind(), " ", on_conflict);
      statement_.alloc();
      statement_.prepare(text);
      statement_.define_and_bind();
    }

    void Run(typename std::vector<Row>::const_iterator first) {
      std::copy(first, first + rows_.size(), rows_.begin());
      statement_.execute(true);
    }

   private:
    // "(:v0, :v1), (:v2, :v3)", each value bound to its field of the buffer.
    std::string Bind() {
      std::string values;
      int next = 0;
      for (Row& row : rows_) {
        values += values.empty() ? "(" : ", (";
        const int first = next;
        ForEachColumn(row, [&](const char*, auto& field) {
          Append(&values, next == first ? ":v" : ", :v", next);
          statement_.exchange(soci::use(field));
          ++next;
        });
        values += ")";
      }
      return values;
    }

    std::vector<Row> rows_;
    soci::statement statement_;
  };

  soci::session& sql_;
  std::string table_;
  std::string on_conflict_;
  std::array<std::unique_ptr<Fixed>, kSizes.size()> statements_;
};

// Inserts any number of rows by one array a column: PostgreSQL takes in rows so several times as
// fast as by VALUES.
template <class Row>
class ArrayInsert {
 public:
  ArrayInsert(soci::session& sql, const std::string& table, const std::string& on_conflict)
      : statement_(sql) {
    std::string arrays;
    Row row;
    ForEachColumn(row, [&](const char*, const auto& field) {
      const bool text = std::is_same_v<std::decay_t<decltype(field)>, std::string>;
      Append(&arrays, arrays.empty() ? "" : ", ", "CAST(:v", arrays_.size(),
             text ? " AS TEXT[])" : " AS BIGINT[])");
      arrays_.emplace_back();
    });
    for (std::string& array : arrays_) statement_.exchange(soci::use(array));
    statement_.alloc();
    statement_.prepare(Cat("INSERT INTO ", table, " (", ColumnList<Row>(),
                           ") SELECT * FROM unnest(", arrays, ") ", on_conflict));
    statement_.define_and_bind();
  }

  void Write(std::vector<Row> rows) {
    if (rows.empty()) return;
    for (std::string& array : arrays_) array = "{";
    for (Row& row : rows) {
      size_t column = 0;
      ForEachColumn(row, [&](const char*, const auto& field) {
        std::string& array = arrays_[column++];
        if (array.size() > 1) array += ',';
        AppendElement(field, &array);
      });
    }
    for (std::string& array : arrays_) array += '}';
    statement_.execute(true);
  }

 private:
  static void AppendElement(int64_t number, std::string* array) { Append(array, number); }
  static void AppendElement(const std::string& text, std::string* array) {
    *array += '"';
    for (const char c : text) {
      if (c == '"' || c == '\\') *array += '\\';
      *array += c;
    }
    *array += '"';
  }

  std::deque<std::string> arrays_;  // as many as columns; statement_ refers to them
  soci::statement statement_;
};

// Inserts rows in the way that suits the database.
template <class Row>
class BulkInsert {
 public:
  // `on_conflict` is what follows the rows, e.g. "ON CONFLICT (code) DO UPDATE SET …"; may be
  // empty. Rows of one call must not conflict with each other.
  BulkInsert(soci::session& sql, const std::string& table, const std::string& on_conflict) {
    if (sql.get_backend_name() == "postgresql") {
      arrays_ = std::make_unique<ArrayInsert<Row>>(sql, table, on_conflict);
    } else {
      values_ = std::make_unique<ValuesInsert<Row>>(sql, table, on_conflict);
    }
  }

  void Write(const std::vector<Row>& rows) {
    if (arrays_) return arrays_->Write(rows);
    values_->Write(rows);
  }

 private:
  std::unique_ptr<ArrayInsert<Row>> arrays_;
  std::unique_ptr<ValuesInsert<Row>> values_;
};

// Loads rows of `table` by keys, a hundred keys a statement. Absent keys have no row.
template <class Row>
class BulkSelect {
 public:
  BulkSelect(soci::session& sql, const std::string& table, const std::string& key)
      : keys_(kKeys), statement_(sql) {
    std::string text = Cat("SELECT ", ColumnList<Row>(), " FROM ", table, " WHERE ", key, " IN (");
    for (size_t i = 0; i < kKeys; ++i) {
      Append(&text, i == 0 ? ":k" : ", :k", i);
      statement_.exchange(soci::use(keys_[i]));
    }
    ForEachColumn(row_, [&](const char*, auto& field) { statement_.exchange(soci::into(field)); });
    statement_.alloc();
    statement_.prepare(text + ")");
    statement_.define_and_bind();
  }

  // Calls found(row) for each row, in no order. Keys must differ and not be empty.
  template <class Found>
  void Load(const std::vector<std::string>& keys, Found found) {
    for (size_t first = 0; first < keys.size(); first += kKeys) {
      for (size_t i = 0; i < kKeys; ++i) {
        keys_[i] = first + i < keys.size() ? keys[first + i] : std::string();
      }
      statement_.execute(false);
      while (statement_.fetch()) found(row_);
    }
  }

 private:
  static constexpr size_t kKeys = 128;

  std::vector<std::string> keys_;
  Row row_;
  soci::statement statement_;
};

}  // namespace motcua::reporting
