#pragma once
// A verb of the command line that works on a database, as a value: it can be carried out here or sent to the
// process that holds the lock.

#include <string>
#include <vector>

namespace safetycell::app {

struct Job {
    std::string verb;                    ///< "import", "publish", "show", "verify"
    std::vector<std::string> arguments;  ///< As typed after the verb, without --database.
    std::string input;                   ///< The bytes of the file to import; else empty.
    std::string input_name;              ///< How messages call it.
    std::string who;                     ///< The operating-system user; a server takes it from the socket.
};

struct JobOutcome {
    int exit_code = 0;
    std::string output;  ///< For standard output.
    std::string errors;  ///< For standard error.
};

}  // namespace safetycell::app
