#include "config/settings.hpp"

#include "config/policy_versions.hpp"
#include "config/rating_policy.hpp"
#include "config/shipped_files.hpp"
#include "config/toml_reader.hpp"
#include "config/wall_policy.hpp"
#include "config/words.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace safetycell::config {
namespace {

using domain::Denominator;
using domain::IncidentClass;
using domain::Numerator;
using ClassSet = std::bitset<domain::incident_class_count>;

bool is_ip_address(std::string const& text) {
    std::array<unsigned char, sizeof(in6_addr)> address{};
    return inet_pton(AF_INET, text.c_str(), address.data()) == 1 ||
           inet_pton(AF_INET6, text.c_str(), address.data()) == 1;
}

/// A name or address as the Host header carries it, with or without a port.
bool is_host(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '-' || c == ':' || c == '[' || c == ']';
    });
}

bool is_origin(std::string_view text) {
    for (std::string_view const scheme : {"http://", "https://"}) {
        if (text.starts_with(scheme)) return is_host(text.substr(scheme.size()));
    }
    return false;
}

std::vector<TimeOfDay> read_slots(TomlTable& table) {
    std::vector<TimeOfDay> slots;
    for (std::string const& text : table.texts("slots")) {
        Result<TimeOfDay> const time = parse_time_of_day(text);
        if (time) {
            slots.push_back(*time);
        } else {
            table.add_fault("slots", fmt::format("holds a wrong time: {}", time.error().message));
        }
    }
    if (slots.empty()) table.add_fault("slots", "must hold at least one time, as in [\"06:00\", \"18:00\"].");
    std::ranges::sort(slots);
    auto const twin = std::ranges::adjacent_find(slots);
    if (twin != slots.end()) table.add_fault("slots", fmt::format("holds {} twice.", to_string(*twin)));
    return slots;
}

ClassSet set_of(std::initializer_list<IncidentClass> classes) {
    ClassSet set;
    for (IncidentClass const incident_class : classes)
        set.set(static_cast<std::size_t>(incident_class));
    return set;
}

domain::CaseSets read_case_sets(TomlTable& root) {
    TomlTable table = root.table("cases");
    domain::CaseSets sets;
    sets.lti = set_of({IncidentClass::permanent_total_disability, IncidentClass::lost_work_day_case});
    sets.tri = sets.lti | set_of({IncidentClass::restricted_work_case, IncidentClass::medical_treatment_case});
    if (table.yes_no("fatalities_in_lti")) sets.lti |= set_of({IncidentClass::fatality});
    if (table.yes_no("fatalities_in_tri")) sets.tri |= set_of({IncidentClass::fatality});
    table.refuse_unknown_keys();
    return sets;
}

/// "LTI" and "TRI" stand for their sets; any other word is the code of one class of injury.
ClassSet read_classes(TomlTable& table, domain::CaseSets const& sets) {
    ClassSet set;
    for (std::string const& word : table.texts("classes")) {
        std::optional<IncidentClass> const single = domain::incident_class_from(word);
        if (word == "LTI") {
            set |= sets.lti;
        } else if (word == "TRI") {
            set |= sets.tri;
        } else if (single) {
            set.set(static_cast<std::size_t>(*single));
        } else {
            table.add_fault("classes", fmt::format("holds \"{}\"; known are LTI, TRI, FAT, PTD, LWC, RWC, MTC, "
                                                   "FAC, MICRO, NEAR_MISS and HAZARD.",
                                                   word));
        }
    }
    if (set.none()) table.add_fault("classes", "must hold at least one class.");
    return set;
}

Numerator read_numerator(TomlTable& table) {
    std::string const word = table.text("numerator");
    if (word == "lost_days") return Numerator::lost_days;
    if (word != "cases") table.add_fault("numerator", "must be \"cases\" or \"lost_days\".");
    return Numerator::cases;
}

Denominator read_denominator(TomlTable& table) {
    std::string const word = table.text("denominator");
    for (Denominator const known : {Denominator::hours, Denominator::headcount, Denominator::non_fatal_lti}) {
        if (word == domain::to_string(known)) return known;
    }
    table.add_fault("denominator", "must be \"hours\", \"headcount\" or \"non_fatal_lti\".");
    return Denominator::hours;
}

domain::RateDefinition read_rate(TomlTable& table, domain::CaseSets const& sets) {
    domain::RateDefinition rate;
    rate.id = table.text("id");
    if (!is_id(rate.id)) table.add_fault("id", "must be small Latin letters, digits and underscores.");
    rate.version = static_cast<int>(table.integer("version", 1, highest_version));
    rate.numerator = read_numerator(table);
    rate.classes = read_classes(table, sets);
    rate.denominator = read_denominator(table);
    rate.base = table.number("base");
    if (!(rate.base > 0)) table.add_fault("base", "must be greater than 0.");
    rate.name = read_words(table, "name");
    rate.explanation = read_words(table, "explanation");
    // Absent in policies of editions published before they were asked for.
    if (table.has("source")) rate.source = read_words(table, "source");
    if (table.has("good_for")) rate.good_for = read_words(table, "good_for");
    if (table.has("not_good_for")) rate.not_good_for = read_words(table, "not_good_for");
    table.refuse_unknown_keys();
    return rate;
}

std::vector<domain::RateDefinition> read_rates(TomlTable& root, domain::CaseSets const& sets) {
    std::vector<domain::RateDefinition> rates;
    for (TomlTable& table : root.tables("rate")) {
        domain::RateDefinition rate = read_rate(table, sets);
        if (std::ranges::find(rates, rate.id, &domain::RateDefinition::id) != rates.end()) {
            table.add_fault("id", fmt::format("is \"{}\" a second time; each rate needs its own.", rate.id));
        }
        rates.push_back(std::move(rate));
    }
    if (rates.empty()) root.add_fault("rate", "is missing; at least one [[rate]] is needed.");
    return rates;
}

domain::GapPolicy read_gaps(TomlTable& root) {
    TomlTable table = root.table("gaps");
    domain::GapPolicy gaps;
    gaps.version = read_version(table);
    gaps.longest_filled_gap_days = static_cast<std::int32_t>(table.integer("longest_filled_gap_days", 0, 366));
    gaps.mean_of_reported_days = static_cast<std::int32_t>(table.integer("mean_of_reported_days", 1, 366));
    table.refuse_unknown_keys();
    return gaps;
}

domain::DuePolicy read_due(TomlTable& violations) {
    TomlTable table = violations.table("due_days");
    domain::DuePolicy due;
    for (domain::Severity const severity : {domain::Severity::critical, domain::Severity::high,
                                            domain::Severity::medium, domain::Severity::low}) {
        due.days[static_cast<std::size_t>(severity)] =
            static_cast<std::int32_t>(table.integer(domain::to_string(severity), 0, 3660));
    }
    table.refuse_unknown_keys();
    return due;
}

domain::OnTimeDefinition read_on_time(TomlTable& violations) {
    std::string const word = violations.text("on_time");
    if (std::optional<domain::OnTimeDefinition> const known = domain::on_time_definition_from(word))
        return *known;
    violations.add_fault("on_time",
                         "must be \"fixed_by_original_due\", \"fixed_by_extended_due\", "
                         "\"verified_by_original_due\", \"verified_by_extended_due\" or "
                         "\"closed_only_verified_by_original_due\".");
    return domain::OnTimeDefinition::fixed_by_extended_due;
}

/// `before` is the policy that it follows, or null.
Result<domain::Policy> parse_policy_after(std::string_view text, std::string_view name,
                                          domain::Policy const* before) {
    Result<TomlDocument> document = TomlDocument::parse(text, name);
    if (!document) return tl::unexpected(document.error());
    TomlTable root = document->root();

    domain::Policy policy;
    policy.case_sets = read_case_sets(root);
    policy.rates = read_rates(root, policy.case_sets);
    policy.gaps = read_gaps(root);
    TomlTable violations = root.table("violations");
    policy.violations_version = read_version(violations);
    policy.due = read_due(violations);
    policy.on_time = read_on_time(violations);
    violations.refuse_unknown_keys();
    policy.rating = read_rating(root);
    policy.quiet = read_quiet(root);
    policy.wall = read_wall(root, policy.rates);
    root.refuse_unknown_keys();
    if (before != nullptr && !document->has_fault()) require_raised_versions(root, policy, *before);

    if (document->has_fault()) return tl::unexpected(document->fault());
    return policy;
}

std::optional<ProviderSettings> read_provider(TomlTable& root, std::string const& public_address) {
    auto table = root.find_table("provider");
    if (!table) return std::nullopt;
    if (public_address.empty()) {
        root.add_fault("provider", "needs `public_address`: the provider sends people back to it.");
    }
    ProviderSettings provider;
    provider.name = table->text("name");
    provider.issuer = table->text("issuer");
    provider.client_id = table->text("client_id");
    provider.client_secret_file = table->find_text("client_secret_file").value_or("");
    provider.scope = table->find_text("scope").value_or(provider.scope);
    provider.login_claim = table->find_text("login_claim").value_or(provider.login_claim);
    provider.name_claim = table->find_text("name_claim").value_or(provider.name_claim);
    provider.role_claim = table->text("role_claim");
    provider.organizations_claim = table->find_text("organizations_claim").value_or("");
    for (TomlTable& one : table->tables("role")) {
        std::string const value = one.text("value");
        auto const role = domain::role_from(one.text("role"));
        if (!role || *role == domain::Role::screen) {
            one.add_fault("role",
                          "must be viewer, contractor_supervisor, mentor, ambassador, hse_specialist, director "
                          "or admin.");
        }
        one.refuse_unknown_keys();
        provider.roles.emplace_back(value, role.value_or(domain::Role::viewer));
    }
    if (provider.roles.empty())
        table->add_fault("role", "is missing; at least one [[provider.role]] is needed.");
    table->refuse_unknown_keys();
    return provider;
}

}  // namespace

Result<Settings> parse_settings(std::string_view text, std::string_view name) {
    Result<TomlDocument> document = TomlDocument::parse(text, name);
    if (!document) return tl::unexpected(document.error());
    TomlTable root = document->root();

    Settings settings;
    settings.listen_address = root.text("listen_address");
    if (!is_ip_address(settings.listen_address)) {
        root.add_fault("listen_address", "must be an IP address, as \"127.0.0.1\", \"0.0.0.0\" or \"::1\".");
    }
    settings.port = static_cast<std::uint16_t>(root.integer("port", 0, 65535));
    settings.allowed_hosts = root.texts("allowed_hosts");
    if (!std::ranges::all_of(settings.allowed_hosts, is_host)) {
        root.add_fault("allowed_hosts", "must hold names as browsers send them, as \"walls.example.com\".");
    }
    settings.allowed_origins = root.texts("allowed_origins");
    if (!std::ranges::all_of(settings.allowed_origins, is_origin)) {
        root.add_fault("allowed_origins",
                       "must hold origins, as \"https://walls.example.com\", without a path.");
    }
    settings.public_address = root.find_text("public_address").value_or("");
    if (!settings.public_address.empty() && !is_origin(settings.public_address)) {
        root.add_fault(
            "public_address",
            "must be what people type to come here, as \"https://safety.example.com\", without a path.");
    }
    settings.names_in_rating_table =
        root.find_yes_no("names_in_rating_table").value_or(settings.names_in_rating_table);
    settings.session_idle_hours = static_cast<int>(
        root.find_integer("session_idle_hours", 1, 24 * 30).value_or(settings.session_idle_hours));
    settings.session_days =
        static_cast<int>(root.find_integer("session_days", 1, 366).value_or(settings.session_days));
    settings.erase_personal_detail_after_months =
        static_cast<int>(root.find_integer("erase_personal_detail_after_months", 0, 1200)
                             .value_or(settings.erase_personal_detail_after_months));
    settings.walls_need_token = root.find_yes_no("walls_need_token").value_or(settings.walls_need_token);
    settings.provider = read_provider(root, settings.public_address);
    settings.slots = read_slots(root);
    root.refuse_unknown_keys();

    if (document->has_fault()) return tl::unexpected(document->fault());
    return settings;
}

Result<domain::Policy> parse_policy(std::string_view text, std::string_view name) {
    return parse_policy_after(text, name, nullptr);
}

Result<domain::Policy> parse_next_policy(std::string_view text, std::string_view name,
                                         domain::Policy const& before) {
    return parse_policy_after(text, name, &before);
}

std::string_view default_settings_text() {
    return shipped_file("safetycell.toml");
}

std::string_view default_policy_text() {
    return shipped_file("policy.toml");
}

}  // namespace safetycell::config
