#pragma once
// A verb of the command line that works on a database, as a value: it can be carried out by the process that
// was started, or sent to the one that holds the database's lock.

#include <map>
#include <string>

namespace safetycell::api {

struct Job {
    std::string verb;  ///< "import", "link", "policy", "publish", "show", "verify"
    std::map<std::string, std::string>
        options;        ///< By the option's name without dashes; a flag has the value "".
    std::string input;  ///< The bytes of the file to import or of the policy; else empty.
    std::string who;    ///< The operating-system user; a server takes it from the socket.
};

/// Whether the job changes nothing, so that it needs neither the lock nor the writing connection.
inline bool only_reads(Job const& job) {
    return job.verb == "show" || job.verb == "verify" ||
           (job.verb == "policy" && !job.options.contains("file"));
}

struct JobOutcome {
    int exit_code = 0;
    std::string output;  ///< For standard output.
    std::string errors;  ///< For standard error.
};

}  // namespace safetycell::api
