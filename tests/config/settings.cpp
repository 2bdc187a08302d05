#include "config/settings.hpp"

#include "support/example_policy.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

using namespace safetycell;
using namespace safetycell::config;

namespace {

std::string with(std::string text, std::string_view from, std::string_view to) {
    std::size_t const at = text.find(from);
    REQUIRE_MESSAGE(at != std::string::npos, "the shipped file no longer holds: ", from);
    return text.replace(at, from.size(), to);
}

std::string settings_error(std::string_view from, std::string_view to) {
    Result<Settings> const read =
        parse_settings(with(std::string{default_settings_text()}, from, to), "s.toml");
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::invalid);
    return read.error().message;
}

std::string policy_error(std::string_view from, std::string_view to) {
    Result<domain::Policy> const read =
        parse_policy(with(std::string{default_policy_text()}, from, to), "p.toml");
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::invalid);
    return read.error().message;
}

bool says(std::string const& message, std::string_view part) {
    INFO(message);
    return message.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("The shipped settings are the defaults") {
    Result<Settings> const read = parse_settings(default_settings_text(), "safetycell.toml");
    REQUIRE_MESSAGE(read, read.error().message);
    CHECK(read->listen_address == Settings{}.listen_address);
    CHECK(read->port == Settings{}.port);
    CHECK(read->allowed_hosts.empty());
    CHECK(read->allowed_origins.empty());
    REQUIRE(read->slots.size() == 2);
    CHECK(to_string(read->slots[0]) == "06:00");
    CHECK(to_string(read->slots[1]) == "18:00");
}

TEST_CASE("Settings are read as written, slots in order") {
    std::string text{default_settings_text()};
    text = with(text, "\"127.0.0.1\"\n", "\"::1\"\n");
    text = with(text, "port = 8080", "port = 0");
    text = with(text, "allowed_hosts = []", "allowed_hosts = [\"walls.example.com:8443\"]");
    text = with(text, "allowed_origins = []", "allowed_origins = [\"https://walls.example.com\"]");
    text = with(text, "[\"06:00\", \"18:00\"]", "[\"18:00\", \"00:00\", \"07:30\"]");
    Result<Settings> const read = parse_settings(text, "safetycell.toml");
    REQUIRE_MESSAGE(read, read.error().message);
    CHECK(read->listen_address == "::1");
    CHECK(read->port == 0);
    CHECK(read->allowed_hosts == std::vector<std::string>{"walls.example.com:8443"});
    CHECK(read->allowed_origins == std::vector<std::string>{"https://walls.example.com"});
    REQUIRE(read->slots.size() == 3);
    CHECK(to_string(read->slots[0]) == "00:00");
    CHECK(to_string(read->slots[2]) == "18:00");
}

TEST_CASE("What is wrong in the settings is named with file, line and remedy") {
    CHECK(settings_error("port = 8080", "prot = 8080").find("s.toml, line") == 0);
    CHECK(says(settings_error("port = 8080", "port = 8080\nports = 1"), "\"ports\" is not known here"));
    CHECK(says(settings_error("port = 8080", "port = 65536"), "from 0 to 65535"));
    CHECK(says(settings_error("port = 8080", "port = \"8080\""), "from 0 to 65535"));
    CHECK(says(settings_error("\"127.0.0.1\"\n", "\"everywhere\"\n"), "must be an IP address"));
    CHECK(says(settings_error("\"18:00\"]", "\"24:00\"]"), "24:00"));
    CHECK(says(settings_error("\"18:00\"]", "\"06:00\"]"), "06:00 twice"));
    CHECK(says(settings_error("[\"06:00\", \"18:00\"]", "[]"), "at least one time"));
    CHECK(says(settings_error("allowed_hosts = []", "allowed_hosts = [\"https://a\"]"), "must hold names"));
    CHECK(says(settings_error("allowed_origins = []", "allowed_origins = [\"a.b\"]"), "must hold origins"));
    CHECK(
        says(settings_error("allowed_origins = []", "allowed_origins = [\"https://a/b\"]"), "without a path"));
    CHECK(says(settings_error("allowed_hosts = []", "allowed_hosts = [1]"), "list of texts"));
    CHECK(says(settings_error("port = 8080", "port = = 8080"), "this is not TOML"));

    Result<Settings> const third_line = parse_settings("\n\nport = false\n", "s.toml");
    REQUIRE_FALSE(third_line);
    CHECK(says(third_line.error().message, "s.toml, line 1: \"listen_address\" is missing"));
    CHECK(third_line.error().field == "listen_address");
}

TEST_CASE("The shipped policy is the one that all other tests compute with") {
    Result<domain::Policy> const read = parse_policy(default_policy_text(), "policy.toml");
    REQUIRE_MESSAGE(read, read.error().message);
    domain::Policy const expected = test::example_policy();

    CHECK(read->case_sets.lti == expected.case_sets.lti);
    CHECK(read->case_sets.tri == expected.case_sets.tri);
    CHECK(read->gaps.longest_filled_gap_days == 62);
    CHECK(read->gaps.mean_of_reported_days == 92);
    CHECK(read->due.days == std::array<std::int32_t, domain::severity_count>{0, 3, 10, 30});
    CHECK(read->on_time == domain::OnTimeDefinition::fixed_by_extended_due);
    CHECK(read->rating == expected.rating);
    CHECK(read->quiet == expected.quiet);
    REQUIRE(read->rates.size() == expected.rates.size());
    for (std::size_t i = 0; i < expected.rates.size(); ++i) {
        INFO(expected.rates[i].id);
        CHECK(read->rates[i].id == expected.rates[i].id);
        CHECK(read->rates[i].version == expected.rates[i].version);
        CHECK(read->rates[i].numerator == expected.rates[i].numerator);
        CHECK(read->rates[i].classes == expected.rates[i].classes);
        CHECK(read->rates[i].denominator == expected.rates[i].denominator);
        CHECK(read->rates[i].base == expected.rates[i].base);
        CHECK_FALSE(read->rates[i].name.en.empty());
        CHECK_FALSE(read->rates[i].name.ru.empty());
        CHECK_FALSE(read->rates[i].explanation.en.empty());
        CHECK_FALSE(read->rates[i].explanation.ru.empty());
        for (domain::Words const& told :
             {read->rates[i].source, read->rates[i].good_for, read->rates[i].not_good_for}) {
            CHECK_FALSE(told.en.empty());
            CHECK_FALSE(told.ru.empty());
        }
    }
}

TEST_CASE("Fatalities may be left out of lost time injuries, and so of what refers to them") {
    std::string const text =
        with(std::string{default_policy_text()}, "fatalities_in_lti = true", "fatalities_in_lti = false");
    Result<domain::Policy> const read = parse_policy(text, "policy.toml");
    REQUIRE_MESSAGE(read, read.error().message);
    auto const fatality = static_cast<std::size_t>(domain::IncidentClass::fatality);
    CHECK_FALSE(read->case_sets.lti.test(fatality));
    CHECK(read->case_sets.tri.test(fatality));
    CHECK_FALSE(read->rates[test::definition_index(*read, "ltifr")].classes.test(fatality));
    CHECK(read->rates[test::definition_index(*read, "trifr")].classes.test(fatality));
    CHECK(read->rates[test::definition_index(*read, "far")].classes.test(fatality));
}

TEST_CASE("What is wrong in the policy is named with file, line and remedy") {
    CHECK(says(policy_error("id = \"trifr\"", "id = \"ltifr\""), "a second time"));
    CHECK(says(policy_error("id = \"trifr\"", "id = \"TRIFR\""), "small Latin letters"));
    CHECK(says(policy_error("version = 1", "version = 0"), "from 1 to"));
    CHECK(
        says(policy_error("numerator = \"lost_days\"", "numerator = \"days\""), "\"cases\" or \"lost_days\""));
    CHECK(says(policy_error("classes = [\"LTI\"]", "classes = [\"LTIS\"]"), "holds \"LTIS\""));
    CHECK(says(policy_error("classes = [\"LTI\"]", "classes = []"), "at least one class"));
    CHECK(says(policy_error("denominator = \"headcount\"", "denominator = \"people\""), "non_fatal_lti"));
    CHECK(says(policy_error("base = 1_000\n", "base = 0\n"), "greater than 0"));
    CHECK(says(policy_error("base = 1_000\n", "base = inf\n"), "must be a number"));
    CHECK(says(policy_error("name.ru = \"FAR", "name.de = \"FAR"), "\"rate.name.ru\" is missing"));
    CHECK(says(policy_error("high = 3", "high = -1"), "from 0 to"));
    CHECK(says(policy_error("high = 3", "hihg = 3"), "violations.due_days"));
    CHECK(says(policy_error("on_time = \"fixed_by_extended_due\"", "on_time = \"always\""),
               "must be \"fixed_by"));
    CHECK(says(policy_error("[gaps]", "[gap]"), "\"gaps\" is missing"));
    CHECK(says(policy_error("longest_filled_gap_days = 62", "longest_filled_gap_days = 62.5"), "whole number"));

    std::string const message = policy_error("fatalities_in_lti = true", "fatalities_in_lti = 1");
    std::string_view const shipped = default_policy_text();
    std::string_view const before = shipped.substr(0, shipped.find("fatalities_in_lti"));
    auto const line = 1 + std::count(before.begin(), before.end(), '\n');
    CHECK(says(message, "p.toml, line " + std::to_string(line) + ":"));
}

TEST_CASE("A policy from before the rating is read with the shipped rating") {
    std::string const text{default_policy_text()};
    std::size_t const first = text.find("[rating]");
    std::size_t const last = text.find("[[rate]]");
    REQUIRE(first < last);
    Result<domain::Policy> const read =
        parse_policy(text.substr(0, first) + text.substr(last), "the stored policy");
    REQUIRE_MESSAGE(read, read.error().message);
    Result<domain::Policy> const shipped = parse_policy(default_policy_text(), "policy.toml");
    REQUIRE(shipped);
    CHECK(read->rating == shipped->rating);
    CHECK(read->quiet == shipped->quiet);
    CHECK(read->rates.size() == shipped->rates.size());
}

TEST_CASE("A policy from before sources and uses were asked for is read without them") {
    std::string text;
    std::string_view rest = default_policy_text();
    while (!rest.empty()) {
        std::string_view const line = rest.substr(0, rest.find('\n') + 1);
        rest.remove_prefix(line.size());
        bool const is_for_readers =
            line.starts_with("source.") || line.starts_with("good_for.") || line.starts_with("not_good_for.");
        if (!is_for_readers) text += line;
    }
    Result<domain::Policy> const read = parse_policy(text, "the stored policy");
    REQUIRE_MESSAGE(read, read.error().message);
    REQUIRE(read->rates.size() == 8);
    for (domain::RateDefinition const& rate : read->rates) {
        CHECK(rate.source == domain::Words{});
        CHECK(rate.good_for == domain::Words{});
        CHECK(rate.not_good_for == domain::Words{});
    }
    // Where one is given it is given in both languages.
    CHECK(says(policy_error("source.ru = ", "sauce.ru = "), "\"rate.source.ru\" is missing"));
    CHECK(says(policy_error("good_for.ru = ", "good_for.de = "), "\"rate.good_for.ru\" is missing"));
    CHECK(says(policy_error("\nnot_good_for.en = ", "\nbad_for.en = "), "not_good_for.en\" is missing"));
}

TEST_CASE("The rating is read as written") {
    std::string text{default_policy_text()};
    text = with(text, "[rating]\nversion = 1", "[rating]\nversion = 7");
    text = with(text, "repeat_days = 90", "repeat_days = 30");
    text = with(text, "prior_weight = 10", "prior_weight = 2.5");
    text = with(text, "average_sample = 20", "average_sample = 40");
    text = with(text, "half_initiative_per_100_000_hours = 5", "half_initiative_per_100_000_hours = 8");
    text = with(text, "gates = [\"critical_overdue\", \"cardinal_rule_breach\", ", "gates = [");
    text = with(text, "elimination_on_time = 35", "elimination_on_time = 40");
    text = with(text, "injuries = 20", "injuries = 15");
    text = with(text, "A = 85", "A = 90.5");
    text = with(text, "repeats = 3\n", "repeats = 4\n");
    text = with(text, "critical_overdue = 2\n", "critical_overdue = 3\n");
    text = with(text, "probability = 0.05", "probability = 0.01");
    Result<domain::Policy> const read = parse_policy(text, "policy.toml");
    REQUIRE_MESSAGE(read, read.error().message);
    domain::RatingPolicy expected;
    expected.version = 7;
    expected.repeat_days = 30;
    expected.prior_weight = 2.5;
    expected.average_sample = 40;
    expected.half_initiative_per_100_000_hours = 8;
    expected.gates.reset(static_cast<std::size_t>(domain::Gate::critical_overdue));
    expected.gates.reset(static_cast<std::size_t>(domain::Gate::cardinal_rule_breach));
    expected.weights = {40, 15, 15, 15, 5, 10};
    expected.least_scores = {90.5, 70, 50};
    expected.persistent_repeats = 4;
    expected.persistent_critical_overdue = 3;
    CHECK(read->rating == expected);
    CHECK(read->quiet.probability == 0.01);
}

TEST_CASE("What is wrong in the rating is named with file, line and remedy") {
    CHECK(says(policy_error("elimination_on_time = 35", "elimination_on_time = 30"),
               "\"rating.weights\" must sum to 100 and sum to 95; add 5"));
    CHECK(says(policy_error("injuries = 20", "injuries = 30"), "sum to 110; take 10 from"));
    CHECK(says(policy_error("initiative = 10\n", "enthusiasm = 10\n"),
               "\"rating.weights.initiative\" is missing"));
    CHECK(says(policy_error("initiative = 10\n", "initiative = 10\nenthusiasm = 0\n"),
               "\"rating.weights.enthusiasm\" is not known here; known are: commitments"));
    CHECK(says(policy_error("initiative = 10\n", "initiative = \"10\"\n"), "whole number from 0 to 100"));
    CHECK(says(policy_error("initiative = 10\n", "initiative = 10.5\n"), "whole number from 0 to 100"));
    CHECK(says(policy_error("B = 70", "B = 85"), "\"rating.least_scores.B\" must be less than"));
    CHECK(says(policy_error("A = 85", "A = 101"), "from 0 to 100"));
    CHECK(says(policy_error("C = 50", "C = -1"), "not below 0"));
    CHECK(says(policy_error("C = 50", "C = 50\nD = 10"), "\"rating.least_scores.D\" is not known"));
    CHECK(says(policy_error("\"concealment\", ", "\"lateness\", "), "holds \"lateness\"; known are critical"));
    CHECK(says(policy_error("prior_weight = 10", "prior_weight = 0"), "greater than 0"));
    CHECK(says(policy_error("average_sample = 20", "average_sample = true"), "must be a number"));
    CHECK(says(policy_error("repeat_days = 90", "repeat_days = 0"), "from 1 to"));
    CHECK(says(policy_error("repeat_days = 90", "repeat_day = 90"), "\"rating.repeat_days\" is missing"));
    CHECK(says(policy_error("[rating.persistent]", "[rating.malicious]"), "\"rating.persistent\" is missing"));
    CHECK(says(policy_error("[rating]\nversion = 1", "[rating]\nversion = 0"), "from 1 to"));
    CHECK(says(policy_error("probability = 0.05", "probability = 1"), "less than 1"));
    CHECK(says(policy_error("probability = 0.05", "probability = 0.05\nodds = 1"), "\"quiet.odds\""));

    std::string const message = policy_error("elimination_on_time = 35", "elimination_on_time = 36");
    std::string_view const shipped = default_policy_text();
    std::string_view const before = shipped.substr(0, shipped.find("[rating.weights]"));
    auto const line = 1 + std::count(before.begin(), before.end(), '\n');
    CHECK(says(message, "p.toml, line " + std::to_string(line) + ":"));
}

TEST_CASE("All faults of a file are named, in its order, and none that only follows from another") {
    std::string text{default_policy_text()};
    text = with(text, "injuries = 20", "injuries = \"20\"");  // And so the weights cannot sum to 100.
    text = with(text, "[gaps]", "[gap]");                     // And so there are no gaps.
    text = with(text, "base = 200_000", "base = 0");          // Of two rates: each is told.
    text = with(text, "base = 200_000", "base = 0");
    Result<domain::Policy> const read = parse_policy(text, "p.toml");
    REQUIRE_FALSE(read);
    std::vector<std::string> lines;
    std::istringstream stream{read.error().message};
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    REQUIRE(lines.size() == 5);
    CHECK(says(lines[0], "p.toml, line 1: \"gaps\" is missing."));
    CHECK(says(lines[1], "\"gap\" is not known here"));
    CHECK(says(lines[2], "\"rating.weights.injuries\" must be a whole number"));
    CHECK(says(lines[3], "\"rate.base\" must be greater than 0."));
    CHECK(says(lines[4], "\"rate.base\" must be greater than 0."));
    CHECK(lines[3] != lines[4]);

    std::string many{default_settings_text()};
    for (int i = 0; i < 60; ++i)
        many += fmt::format("extra_{} = 1\n", i);
    Result<Settings> const settings = parse_settings(many, "s.toml");
    REQUIRE_FALSE(settings);
    CHECK(std::count(settings.error().message.begin(), settings.error().message.end(), '\n') == 50);
    CHECK(says(settings.error().message, "… and 10 more."));
}

namespace {

/// The shipped settings with their example of a provider in use.
std::string settings_with_provider() {
    std::string const text{default_settings_text()};
    std::size_t const at = text.find("# [provider]");
    REQUIRE(at != std::string::npos);
    std::istringstream lines{text.substr(at)};
    std::string in_use =
        with(text.substr(0, at), "public_address = \"\"", "public_address = \"https://a.example\"");
    for (std::string line; std::getline(lines, line);)
        in_use += line.substr(std::min<std::size_t>(line.starts_with("# ") ? 2 : 1, line.size())) + "\n";
    return in_use;
}

std::string provider_error(std::string_view from, std::string_view to) {
    Result<Settings> const read = parse_settings(with(settings_with_provider(), from, to), "s.toml");
    REQUIRE_FALSE(read);
    return read.error().message;
}

}  // namespace

TEST_CASE("The example of a provider in the shipped settings is read as written") {
    CHECK_FALSE(parse_settings(default_settings_text(), "s.toml")->provider);
    CHECK_FALSE(parse_settings(default_settings_text(), "s.toml")->walls_need_token);
    Result<Settings> const read = parse_settings(settings_with_provider(), "s.toml");
    REQUIRE_MESSAGE(read, read.error().message);
    REQUIRE(read->provider);
    CHECK(read->provider->issuer == "https://id.example.com/realms/copper");
    CHECK(read->provider->client_id == "safetycell");
    CHECK(read->provider->client_secret_file == "/etc/safetycell/client_secret");
    CHECK(read->provider->login_claim == "preferred_username");
    CHECK(read->provider->organizations_claim.empty());
    REQUIRE(read->provider->roles.size() == 1);
    CHECK(read->provider->roles[0].first == "safety");
    CHECK(read->provider->roles[0].second == domain::Role::hse_specialist);
}

TEST_CASE("What is wrong about a provider is named") {
    CHECK(says(provider_error("https://a.example", ""), "needs `public_address`"));
    CHECK(says(provider_error("role = \"hse_specialist\"", "role = \"screen\""), "must be viewer"));
    CHECK(says(provider_error("role_claim = \"groups\"\n", ""), "role_claim"));
    CHECK(says(provider_error("client_id", "client"), "client"));
}
