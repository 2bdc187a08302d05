#include "base/clock.hpp"
#include "commands/commands.hpp"
#include "commands/configuration.hpp"
#include "commands/database_work.hpp"
#include "commands/figures.hpp"
#include "commands/init.hpp"
#include "commands/serve.hpp"
#include "commands/user.hpp"
#include "commands/verbs.hpp"
#include "import/fields.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <string>
#include <vector>

namespace safetycell::commands {
namespace {

constexpr char const* description =
    "SafetyCell turns the safety records of an industrial enterprise into one objective picture, published "
    "twice a "
    "day to its people, its contractors and its wall screens.";

/// Everything the command line can say; CLI11 writes into it.
struct Arguments {
    std::string database = "safetycell.db";
    InitOptions init;
    std::vector<std::string> kind_and_file;
    std::string profile;
    std::string policy_file;
    bool show_text = false;
    bool dry_run = false;
    std::string at;
    std::string known_at;
    std::string login;
    std::string reason;
    std::string edition;
    std::string change;
    std::string scope;
    std::string sheet;
    bool json = false;
    std::string language;
    ConfigurationFiles files;
    ServeOptions serve;
};

void add_database(CLI::App& verb, Arguments& arguments) {
    verb.add_option("--database", arguments.database, "The database file")->capture_default_str();
}

void add_policy(CLI::App& verb, Arguments& arguments) {
    verb.add_option("--policy", arguments.files.policy,
                    "Record these definitions and rules as those in force, unless they are, then go on");
}

void add_config(CLI::App& verb, Arguments& arguments) {
    verb.add_option("--config", arguments.files.settings, "Settings to use instead of the shipped ones");
}

void set_unless_empty(api::Job& job, char const* name, std::string const& value) {
    if (!value.empty()) job.options[name] = value;
}

/// Adds the file to import, and an own profile, to the job: the process that carries it out may not be able to
/// read them itself.
Result<void> attach_import(api::Job& job, Arguments const& arguments) {
    std::vector<std::string> const& words = arguments.kind_and_file;
    bool const has_profile = !arguments.profile.empty();
    if (words.size() != 2 && !(has_profile && words.size() == 1)) {
        return failure(ErrorCode::invalid,
                       "write `safetycell import KIND FILE` or `safetycell import --profile NAME FILE`.");
    }
    if (words.size() == 2) job.options["kind"] = words.front();
    auto bytes = read_file(words.back());
    if (!bytes) return tl::unexpected(bytes.error());
    job.input = *std::move(bytes);
    job.options["file"] = words.back();
    if (has_profile) {
        job.options["profile"] = arguments.profile;
        if (arguments.profile.ends_with(".toml")) {
            auto text = read_file(arguments.profile);
            if (!text) return tl::unexpected(text.error());
            job.options["profile-text"] = *std::move(text);
        }
    }
    return {};
}

/// Likewise the policy.
Result<void> attach_policy(api::Job& job, Arguments const& arguments) {
    if (arguments.policy_file.empty()) return {};
    auto text = read_file(arguments.policy_file);
    if (!text) return tl::unexpected(text.error());
    job.input = *std::move(text);
    job.options["file"] = arguments.policy_file;
    return {};
}

int print(api::JobOutcome const& outcome) {
    std::fwrite(outcome.output.data(), 1, outcome.output.size(), stdout);
    std::fflush(stdout);
    std::fwrite(outcome.errors.data(), 1, outcome.errors.size(), stderr);
    return outcome.exit_code;
}

int run(int argument_count, char const* const* words) {
    Arguments arguments;
    CLI::App program{description, "safetycell"};
    program.require_subcommand(1);
    program.set_version_flag("--version", SAFETYCELL_VERSION);

    CLI::App* const init_verb = program.add_subcommand("init", "Makes a database");
    add_database(*init_verb, arguments);
    init_verb->add_option("--name", arguments.init.name, "The name of the enterprise")->capture_default_str();
    init_verb->add_option("--time-zone", arguments.init.time_zone, "Its IANA time zone, such as Asia/Almaty")
        ->capture_default_str();
    init_verb->add_flag("--demo", arguments.init.demo, "Fill it with a generated enterprise, marked DEMO");
    init_verb
        ->add_option("--demo-days", arguments.init.demo_days,
                     "For how many days the demo has been in use, with an edition in each slot")
        ->check(CLI::Range(1, most_demo_days))
        ->capture_default_str();

    CLI::App* const import_verb = program.add_subcommand(
        "import", "Takes a file of records whole, or refuses it with a list of every fault");
    add_database(*import_verb, arguments);
    import_verb
        ->add_option(
            "kind-and-file", arguments.kind_and_file,
            fmt::format("KIND FILE, where KIND is {}; only FILE with --profile", importing::kinds_in_words()))
        ->required()
        ->expected(1, 2);
    import_verb->add_option(
        "--profile", arguments.profile,
        "A foreign layout: esdc, cer_incidents, hpd_violations, msha_accidents, eia_msha, or "
        "your own file ending in .toml");
    import_verb->add_option("--sheet", arguments.sheet,
                            "Of an Excel workbook; the first that holds anything unless named");
    import_verb->add_flag("--dry-run", arguments.dry_run,
                          "Check, say what would be new and what would change; write nothing");

    CLI::App* const policy_verb = program.add_subcommand(
        "policy", "Records other definitions and rules as those in force; without FILE lists their changes");
    add_database(*policy_verb, arguments);
    CLI::Option* const policy_file =
        policy_verb->add_option("file", arguments.policy_file, "A changed copy of the text in force");
    policy_verb->add_option("--reason", arguments.reason, "Why; required with FILE")->needs(policy_file);
    policy_verb->add_flag("--show", arguments.show_text, "Print the text in force")->excludes(policy_file);

    CLI::App* const link_verb =
        program.add_subcommand("link", "Makes a one-time link to set the password of an account");
    add_database(*link_verb, arguments);
    link_verb->add_option("login", arguments.login, "Whose")->required();

    CLI::App* const publish_verb = program.add_subcommand("publish", "Publishes an edition out of slot");
    add_database(*publish_verb, arguments);
    publish_verb->add_option(
        "--at", arguments.at,
        "The moment it is about, such as 2014-12-31T23:59, in the enterprise's time zone unless "
        "it ends in Z or an offset (default: now)");
    publish_verb->add_option("--known-at", arguments.known_at,
                             "Compute it from what was known at this moment (default: everything known now)");
    publish_verb->add_option("--reason", arguments.reason, "Why (default: history)");
    add_config(*publish_verb, arguments);
    add_policy(*publish_verb, arguments);

    CLI::App* const show_verb = program.add_subcommand("show", "Shows an edition as it was published");
    add_database(*show_verb, arguments);
    show_verb->add_option("--edition", arguments.edition, "Its number (default: the last published)");
    show_verb->add_option("--scope", arguments.scope,
                          "enterprise, own, contractors, site:CODE or organization:CODE (default: all)");
    show_verb->add_flag("--json", arguments.json, "As one JSON object");

    CLI::App* const verify_verb = program.add_subcommand(
        "verify", "Checks the chain of changes and rebuilds every edition from its records");
    add_database(*verify_verb, arguments);
    verify_verb->add_option("--change", arguments.change,
                            "Check that this change, as an earlier run printed it, is still in the chain");
    verify_verb->add_option("--edition", arguments.edition, "The same for an edition");

    CLI::App* const serve_verb = program.add_subcommand("serve", "Serves the pages and publishes the slots");
    add_database(*serve_verb, arguments);
    serve_verb->add_option("--port", arguments.serve.port, "TCP port; 0 takes a free one (default: 8080)");
    serve_verb->add_option("--listen", arguments.serve.listen_address, "Address to bind (default: 127.0.0.1)");
    add_config(*serve_verb, arguments);
    add_policy(*serve_verb, arguments);

    CLI::App* const figures_verb = program.add_subcommand(
        "figures", "Explains every figure: what it is, its formula, its source, what it is not good for");
    figures_verb->add_option("--language", arguments.language, "en or ru (default: both)")
        ->check(CLI::IsMember({"en", "ru"}));
    figures_verb->add_option("--policy", arguments.files.policy,
                             "Explain the rates of this policy instead of the shipped ones");

    try {
        program.parse(argument_count, words);
    } catch (CLI::ParseError const& fault) {
        return program.exit(fault) == 0 ? 0 : 2;
    }

    SystemClock const clock;
    if (init_verb->parsed()) {
        arguments.init.database = arguments.database;
        return print(init(arguments.init, current_user(), clock.now()));
    }
    if (serve_verb->parsed()) {
        arguments.serve.database = arguments.database;
        arguments.serve.files = arguments.files;
        return print(serve(arguments.serve, clock));
    }
    if (figures_verb->parsed()) return print(explain_figures({arguments.language, arguments.files.policy}));
    api::Job job;
    job.verb = program.get_subcommands().front()->get_name();
    job.who = current_user();
    Result<void> attached;
    if (import_verb->parsed()) attached = attach_import(job, arguments);
    if (policy_verb->parsed()) attached = attach_policy(job, arguments);
    if (!attached) return print(failed(attached.error().message));
    if (arguments.dry_run) job.options["dry-run"] = "";
    if (arguments.show_text) job.options["show"] = "";
    set_unless_empty(job, "login", arguments.login);
    set_unless_empty(job, "at", arguments.at);
    set_unless_empty(job, "known-at", arguments.known_at);
    set_unless_empty(job, "reason", arguments.reason);
    set_unless_empty(job, "edition", arguments.edition);
    set_unless_empty(job, "change", arguments.change);
    set_unless_empty(job, "scope", arguments.scope);
    set_unless_empty(job, "sheet", arguments.sheet);
    if (arguments.json) job.options["json"] = "";
    return print(work_on_database(arguments.database, job, arguments.files, clock));
}

}  // namespace

int run_command_line(int argument_count, char const* const* arguments) {
    try {
        return run(argument_count, arguments);
    } catch (std::exception const& fault) {
        return print(failed(fmt::format("an internal fault: {}", fault.what())));
    }
}

}  // namespace safetycell::commands
