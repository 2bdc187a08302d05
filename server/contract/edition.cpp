#include "contract/edition.hpp"

#include "contract/contractors.hpp"
#include "contract/edition_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace safetycell::contract {
namespace {

tl::unexpected<Error> unreadable_edition() {
    return failure(ErrorCode::internal,
                   "A stored edition cannot be read; run `safetycell verify` and restore a backup.");
}

std::optional<double> number_of(Json const& value) {
    return value.is_null() ? std::nullopt : std::optional(value.get<double>());
}

std::optional<domain::Band> band_of(Json const& value) {
    for (std::size_t i = 0; i < domain::band_count && !value.is_null(); ++i) {
        auto const band = static_cast<domain::Band>(i);
        if (value == to_string(band)) return band;
    }
    return std::nullopt;
}

std::string const& organization_code(domain::Facts const& facts, OrganizationId id) {
    return facts.organizations[id.index()].code;
}

Json render_organizations(domain::Facts const& facts) {
    std::vector<domain::Organization const*> sorted;
    for (domain::Organization const& organization : facts.organizations) {
        if (!organization.voided) sorted.push_back(&organization);
    }
    std::sort(sorted.begin(), sorted.end(), [](auto const* a, auto const* b) { return a->code < b->code; });
    Json list = Json::array();
    for (domain::Organization const* organization : sorted) {
        list.push_back({{"code", organization->code},
                        {"name", organization->name},
                        {"kind", to_string(organization->kind)}});
    }
    return list;
}

Json render_sites(domain::Facts const& facts) {
    std::vector<domain::Site const*> sorted;
    for (domain::Site const& site : facts.sites) {
        if (!site.voided) sorted.push_back(&site);
    }
    std::sort(sorted.begin(), sorted.end(), [](auto const* a, auto const* b) { return a->code < b->code; });
    Json list = Json::array();
    for (domain::Site const* site : sorted) {
        list.push_back({{"code", site->code}, {"name", site->name}, {"time_zone", site->time_zone.name()}});
    }
    return list;
}

Json render_definitions(domain::Policy const& policy) {
    Json list = Json::array();
    for (domain::RateDefinition const& definition : policy.rates)
        list.push_back(json_of(definition));
    return list;
}

Json on_time_by_definition(domain::ViolationFigures const& figures) {
    Json object = Json::object();
    for (std::size_t i = 0; i < domain::on_time_definition_count; ++i) {
        object[std::string{to_string(static_cast<domain::OnTimeDefinition>(i))}] = {
            {"due", figures.due_by_definition[i]}, {"on_time", figures.on_time_by_definition[i]}};
    }
    return object;
}

Json render_differences(domain::Edition const& edition, domain::Facts const& facts) {
    auto const stated = [](auto count) {
        return count < 0 ? Json(nullptr) : Json(count);
    };
    Json list = Json::array();
    for (domain::TotalsDifference const& difference : edition.rates.differences) {
        list.push_back(
            {{"organization", organization_code(facts, difference.organization)},
             {"site", difference.site ? Json(facts.sites[difference.site.index()].code) : Json(nullptr)},
             {"first", to_string(difference.period.first)},
             {"last", to_string(difference.period.last)},
             {"lti_in_totals", stated(difference.lti_in_totals)},
             {"lti_in_records", difference.lti_in_records},
             {"tri_in_totals", stated(difference.tri_in_totals)},
             {"tri_in_records", difference.tri_in_records},
             {"hours_in_totals", stated(difference.hours_in_totals)},
             {"hours_in_records", difference.hours_in_records}});
    }
    return list;
}

class ScopeNames {
public:
    explicit ScopeNames(domain::Edition const& edition) {
        for (std::size_t i = 0; i < edition.scopes.size(); ++i) {
            names_.emplace_back(edition.scopes[i], &edition.scope_names[i]);
        }
        std::sort(names_.begin(), names_.end(), [](auto const& a, auto const& b) { return a.first < b.first; });
    }

    std::string const& operator[](domain::Scope scope) const {
        auto const found =
            std::lower_bound(names_.begin(), names_.end(), scope,
                             [](auto const& entry, domain::Scope key) { return entry.first < key; });
        return *found->second;
    }

private:
    std::vector<std::pair<domain::Scope, std::string const*>> names_;
};

std::optional<domain::NoRateReason> reason_from(Json const& value) {
    if (value.is_null()) return std::nullopt;
    auto const text = value.get<std::string>();
    for (auto const reason : {domain::NoRateReason::hours_missing, domain::NoRateReason::zero_exposure,
                              domain::NoRateReason::headcount_missing, domain::NoRateReason::counts_missing,
                              domain::NoRateReason::no_cases}) {
        if (to_string(reason) == text) return reason;
    }
    return std::nullopt;
}

/// One more member of an object printed without its closing brace.
void append_member(std::string& text, std::string_view name, Json const& value) {
    fmt::format_to(std::back_inserter(text), ",\"{}\":{}", name, value.dump());
}

template <class Entry, class Print>
void append_list(std::string& text, std::string_view name, std::vector<Entry> const& entries, Print&& json) {
    fmt::format_to(std::back_inserter(text), ",\"{}\":[", name);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (i > 0) text += ',';
        text += json(entries[i]).dump();
    }
    text += ']';
}

/// Everything `part` states, `whole` states too: members that only `whole` has are new.
bool is_stated_in(Json const& part, Json const& whole) {
    if (part.is_object()) {
        return whole.is_object() &&
               std::all_of(part.items().begin(), part.items().end(), [&](auto const& member) {
                   auto const found = whole.find(member.key());
                   return found != whole.end() && is_stated_in(member.value(), *found);
               });
    }
    if (part.is_array()) {
        return whole.is_array() &&
               std::equal(part.begin(), part.end(), whole.begin(), whole.end(), is_stated_in);
    }
    return part == whole;
}

/// In short what the ratings of an edition's document say of all organizations but these: the best first, those
/// without a score last.
Json rating_table(Json const& edition, std::set<std::string, std::less<>> const& but,
                  OthersInRatingTable others) {
    std::map<std::string, Json> names;
    for (Json const& organization : edition.at("organizations"))
        names[organization.at("code").get<std::string>()] = organization.at("name");
    std::vector<Json> rows;
    for (Json const& rating : edition.value("ratings", Json::array())) {
        std::string const code = rating.at("organization").get<std::string>();
        if (but.contains(code)) continue;
        rows.push_back({{"name", others == OthersInRatingTable::named ? names[code] : Json(nullptr)},
                        {"score", rating.at("score")},
                        {"band", rating.at("band")}});
    }
    // By what is shown only: the order of equal ones must not tell apart those without names.
    std::ranges::sort(rows, [](Json const& a, Json const& b) {
        double const least = -1;
        auto const score = [&](Json const& row) {
            return number_of(row.at("score")).value_or(least);
        };
        return score(a) != score(b) ? score(a) > score(b) : a < b;
    });
    return rows;
}

}  // namespace

std::string render_edition(domain::Edition const& edition, domain::Facts const& facts,
                           domain::Policy const& policy) {
    ScopeNames const scope_names{edition};
    Json document = render_header(edition);
    document["format"] = document_format;
    document["enterprise"] = facts.enterprise.name;
    document["time_zone"] = facts.enterprise.time_zone.name();
    document["demo"] = facts.enterprise.demo;
    document["definitions"] = render_definitions(policy);
    document["organizations"] = render_organizations(facts);
    document["sites"] = render_sites(facts);

    // Each entry is printed as soon as it is made: there are some ten thousand.
    std::string text = document.dump();
    text.pop_back();
    append_list(text, "completeness", edition.rates.completeness, [&](domain::Completeness const& entry) {
        Json missing = Json::array();
        for (OrganizationId const id : entry.missing)
            missing.push_back(organization_code(facts, id));
        return Json{{"scope", scope_names[entry.scope]},
                    {"organizations", entry.organizations},
                    {"complete", entry.complete},
                    {"missing", std::move(missing)},
                    {"hours", entry.hours},
                    {"estimated_hours", entry.estimated_hours},
                    {"reports", entry.reports}};
    });
    append_list(text, "figures", edition.rates.figures, [&](domain::Figure const& figure) {
        domain::RateDefinition const& definition = policy.rates[figure.definition];
        Json object{{"id", definition.id}, {"scope", scope_names[figure.scope]}};
        append_figure(object, figure, definition);
        object["denominator"] = json_of(figure.denominator);
        return object;
    });
    append_list(text, "day_counts", edition.day_counts, [&](domain::DayCount const& count) {
        Json object{{"scope", scope_names[count.scope]}};
        object.update(json_of(count));
        return object;
    });
    append_list(text, "violations", edition.violations, [&](domain::ScopedViolations const& entry) {
        Json object{{"scope", scope_names[entry.scope]}, {"window", json_of(edition.violations_window)}};
        append_violation_figures(object, entry.figures);
        object["cancelled"] = entry.figures.cancelled;
        object["open_by_severity"] = by_severity(entry.figures.open_by_severity);
        object["overdue_by_age"] = by_severity(entry.figures.overdue_by_age);
        object["on_time_by_definition"] = on_time_by_definition(entry.figures);
        return object;
    });
    append_list(text, "rankings", edition.rankings,
                [&](domain::Ranking const& ranking) { return json_of(ranking, facts, policy); });
    append_member(text, "rating_policy", json_of(policy.rating));
    append_list(text, "ratings", edition.ratings,
                [&](domain::Rating const& rating) { return json_of(rating, edition, facts); });
    append_member(text, "differences", render_differences(edition, facts));
    append_list(text, "changes", edition.changes, [](domain::FigureChange const& change) {
        Json object{{"scope", change.scope}};
        append_change(object, change);
        return object;
    });
    append_list(text, "counter_changes", edition.counter_changes, [](domain::CounterChange const& change) {
        Json object{{"scope", change.scope}};
        object.update(json_of(change));
        return object;
    });
    text += '}';
    return text;
}

Result<domain::PublishedEdition> parse_published_edition(std::string_view document) {
    try {
        Json const json = Json::parse(document);
        TimeZone const utc;
        auto const instant = [&](char const* key) {
            return parse_instant(json.at(key).get<std::string>(), utc).value();
        };
        domain::PublishedEdition edition;
        edition.number = json.at("edition").get<std::int64_t>();
        edition.as_of = instant("as_of");
        edition.known_through = json.at("known_through").get<Revision>();
        for (Json const& entry : json.at("figures")) {
            domain::PublishedFigure& figure = edition.figures.emplace_back();
            figure.scope = entry.at("scope").get<std::string>();
            figure.id = entry.at("id").get<std::string>();
            figure.definition_version = entry.at("version").get<int>();
            figure.window = domain::window_kind_from(entry.at("window").get<std::string>()).value();
            figure.period = {parse_date(entry.at("first").get<std::string>()).value(),
                             parse_date(entry.at("last").get<std::string>()).value()};
            figure.numerator = entry.at("numerator").get<std::int64_t>();
            figure.hours = entry.at("hours").get<double>();
            figure.estimated_hours = entry.at("estimated_hours").get<double>();
            if (Json const& value = entry.at("value"); !value.is_null()) figure.value = value.get<double>();
            figure.reason = reason_from(entry.at("reason"));
            figure.left_out_numerator = entry.at("left_out_numerator").get<std::int64_t>();
        }
        for (Json const& entry : json.at("day_counts")) {
            auto const date = [&](char const* key) {
                Json const& day = entry.at(key);
                return day.is_null() ? Date::never() : parse_date(day.get<std::string>()).value();
            };
            domain::PublishedDayCount& count = edition.day_counts.emplace_back();
            count.scope = entry.at("scope").get<std::string>();
            count.counter_class = entry.at("class") == to_string(domain::CounterClass::lti)
                                      ? domain::CounterClass::lti
                                      : domain::CounterClass::tri;
            if (Json const& days = entry.at("days"); !days.is_null()) count.days = days.get<std::int32_t>();
            count.last_on = date("last_on");
            count.observed_from = date("observed_from");
            count.only_in_totals = entry.at("only_in_totals").get<bool>();
        }
        return edition;
    } catch (std::exception const&) {
        return unreadable_edition();
    }
}

Result<domain::PublishedStandings> parse_published_standings(std::string_view document) {
    try {
        Json const json = Json::parse(document);
        domain::PublishedStandings standings;
        for (Json const& entry : json.at("violations")) {
            domain::ViolationValues& values = standings.violations[entry.at("scope").get<std::string>()];
            for (std::size_t i = 0; i < values.size(); ++i) {
                values[i] = number_of(entry.at(to_string(static_cast<domain::ViolationFigure>(i))));
            }
        }
        // Documents of the first form have neither ratings nor rankings.
        for (Json const& entry : json.value("ratings", Json::array())) {
            standings.ratings[entry.at("organization").get<std::string>()] = {number_of(entry.at("score")),
                                                                              band_of(entry.at("band"))};
        }
        for (Json const& ranking : json.value("rankings", Json::array())) {
            auto& ranks = standings.ranks[ranking.at("id").get<std::string>()];
            for (Json const& code : ranking.at("left_out"))
                ranks[code.get<std::string>()] = std::nullopt;
            bool const is_pooled = ranking.at("pooled").get<bool>();
            for (Json const& entry : ranking.at("organizations")) {
                auto& rank = ranks[entry.at("code").get<std::string>()];
                if (is_pooled) continue;
                rank = domain::RankBand{entry.at("rank_from").get<std::int64_t>(),
                                        entry.at("rank_to").get<std::int64_t>()};
            }
        }
        return standings;
    } catch (std::exception const&) {
        return unreadable_edition();
    }
}

bool is_of_this_format(std::string_view document) {
    Json const json = Json::parse(document, nullptr, false);
    return json.is_object() && json.value("format", 0) == document_format;
}

bool follows_from(std::string_view document, std::string_view rebuilt) {
    Json stated = Json::parse(document, nullptr, false);
    Json const known = Json::parse(rebuilt, nullptr, false);
    if (stated.is_object()) stated.erase("format");
    return is_stated_in(stated, known);
}

std::string cut_to_organizations(std::string_view document, std::set<std::string, std::less<>> const& codes,
                                 OthersInRatingTable others) {
    static constexpr std::string_view prefix = "organization:";
    auto const is_code_seen = [&](Json const& code) {
        return code.is_string() && codes.contains(code.get_ref<std::string const&>());
    };
    auto const is_scope_seen = [&](Json const& scope) {
        std::string_view const name = scope.get_ref<std::string const&>();
        return !name.starts_with(prefix) || codes.contains(name.substr(prefix.size()));
    };
    Json json = Json::parse(document);
    if (others != OthersInRatingTable::hidden) json["rating_table"] = rating_table(json, codes, others);
    auto const keep = [](Json& list, auto is_seen) {
        Json kept = Json::array();
        for (Json& entry : list) {
            if (is_seen(entry)) kept.push_back(std::move(entry));
        }
        list = std::move(kept);
    };
    for (char const* list :
         {"completeness", "figures", "day_counts", "violations", "changes", "counter_changes"}) {
        keep(json[list], [&](Json const& entry) { return is_scope_seen(entry.at("scope")); });
    }
    keep(json["organizations"], [&](Json const& entry) { return is_code_seen(entry.at("code")); });
    for (Json& ranking : json["rankings"]) {
        keep(ranking["organizations"], [&](Json const& entry) { return is_code_seen(entry.at("code")); });
        keep(ranking["left_out"], is_code_seen);
    }
    for (char const* list : {"ratings", "differences"}) {
        keep(json[list], [&](Json const& entry) { return is_code_seen(entry.at("organization")); });
    }
    return json.dump();
}

Result<std::string> cut_to_scope(std::string_view document, std::string_view scope) {
    Json json = Json::parse(document);
    bool found = false;
    for (char const* list :
         {"completeness", "figures", "day_counts", "violations", "changes", "counter_changes"}) {
        Json kept = Json::array();
        for (Json& entry : json.at(list)) {
            if (entry.at("scope") == scope) kept.push_back(std::move(entry));
        }
        found = found || !kept.empty();
        json[list] = std::move(kept);
    }
    if (!found) {
        return failure(
            ErrorCode::not_found,
            fmt::format("This edition has no scope \"{}\"; write enterprise, own, contractors, site:CODE "
                        "or organization:CODE.",
                        scope));
    }
    return json.dump();
}

}  // namespace safetycell::contract
