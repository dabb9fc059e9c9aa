#pragma once

namespace wasserfarbe::cli {

/// The whole program wasserfarbe-cli: does what the arguments say and writes to standard output and error.
/// Takes over SIGINT, SIGTERM and SIGHUP while it runs, so one at a time may; blocks. @return the exit code
int run_command_line(int argc, const char* const* argv);

} // namespace wasserfarbe::cli
