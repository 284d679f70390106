#pragma once

namespace snapory {

// Reads the command line and runs what it says; gives the exit status: 0 success, 2 wrong usage, 1 otherwise.
// What went wrong is said on standard error.
int run_command_line(int argc, const char* const* argv);

}  // namespace snapory
