// The archive's schema as a sequence of migrations; each turns the version before it into its own.
//
// A migration runs in one short transaction while programs of the version before may still read and
// write: it only adds (tables, indexes, columns with a default). What is to be filled in from the
// events is filled in afterwards, in batches. One that takes something away is a `contraction`: it
// comes a version after the last program that needed what it takes.
#pragma once

#include <string>
#include <vector>

namespace motcua::reporting {

struct Migration {
  std::string what;
  // Programs that know only versions before this one can no longer use the archive.
  bool contraction = false;
  // In the common tongue of both databases; {key} is the type of a 64-bit primary key, which SQLite
  // wants to be INTEGER to make it the table's own order; {clustered} makes another primary key that.
  std::vector<std::string> statements;
};

// The first makes version 1 out of an empty database. New ones go to the end; none is ever changed.
const std::vector<Migration>& Migrations();

}  // namespace motcua::reporting
