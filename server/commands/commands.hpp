#pragma once
// The command line. Each verb has a file of its own. A verb that works on a database is carried out by the
// process that holds its lock: this one when no server runs on it, else the server, asked over the Unix socket
// beside the database.

namespace safetycell::commands {

/// The whole program: parses, runs, prints. Gives the exit code: 0, or 1 with a sentence on standard error,
/// or 2 for a command line that was not understood.
int run_command_line(int argument_count, char const* const* arguments);

}  // namespace safetycell::commands
