// How fast deadlines are worked out.
#pragma once

namespace motcua::bench {

// Works out deadlines of receipts all over nine years, of every kind of limit, on one core and the
// shipped calendar, and prints "rate=…", deadlines a second. The exit code.
int RunDeadlines(double seconds);

}  // namespace motcua::bench
