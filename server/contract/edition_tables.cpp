#include "contract/edition_tables.hpp"

#include <nlohmann/json.hpp>

namespace safetycell::contract {
namespace {

using Json = nlohmann::ordered_json;

tl::unexpected<Error> unreadable(std::string_view what) {
    return failure(ErrorCode::internal,
                   fmt::format("{} cannot be read; run `safetycell verify` and restore a backup.", what));
}

std::optional<double> number_at(Json const& object, char const* key) {
    auto const found = object.find(key);
    if (found == object.end() || found->is_null()) return std::nullopt;
    return found->get<double>();
}

std::string text_at(Json const& object, char const* key) {
    auto const found = object.find(key);
    return found == object.end() || found->is_null() ? std::string{} : found->get<std::string>();
}

Instant instant_at(Json const& object, char const* key) {
    return parse_instant(object.at(key).get<std::string>(), TimeZone{}).value();
}

domain::Words words_at(Json const& object, char const* key) {
    return {object.at(key).at("en").get<std::string>(), object.at(key).at("ru").get<std::string>()};
}

RateLine rate_line(Json const& figure) {
    RateLine line;
    line.id = text_at(figure, "id");
    line.scope = text_at(figure, "scope");
    line.window = text_at(figure, "window");
    line.version = figure.at("version").get<int>();
    line.first = text_at(figure, "first");
    line.last = text_at(figure, "last");
    line.value = number_at(figure, "value");
    line.reason = text_at(figure, "reason");
    if (auto const interval = figure.find("interval"); interval != figure.end() && interval->is_object()) {
        line.lower = number_at(*interval, "lower");
        line.upper = number_at(*interval, "upper");
    }
    line.numerator = figure.at("numerator").get<double>();
    line.base = number_at(figure, "base").value_or(0);
    line.hours = figure.at("hours").get<double>();
    line.estimated_hours = figure.at("estimated_hours").get<double>();
    line.denominator = number_at(figure, "denominator");
    line.provisional = number_at(figure, "provisional").value_or(0);
    line.left_out_organizations = number_at(figure, "left_out_organizations").value_or(0);
    line.left_out_numerator = number_at(figure, "left_out_numerator").value_or(0);
    return line;
}

RatingLine rating_line(Json const& rating) {
    RatingLine line;
    line.organization = text_at(rating, "organization");
    line.score = number_at(rating, "score");
    line.band = text_at(rating, "band");
    line.points = rating.at("points").get<double>();
    line.possible = rating.at("possible").get<double>();
    for (Json const& component : rating.at("components")) {
        if (component.at("assessed").get<bool>())
            line.points_of[text_at(component, "id")] = component.at("points").get<double>();
    }
    for (Json const& gate : rating.at("gates"))
        line.gates.push_back(text_at(gate, "gate"));
    for (Json const& one : rating.at("persistent"))
        line.persistent.push_back(text_at(one, "rule"));
    line.disputed = static_cast<double>(rating.value("disputed", Json::array()).size());
    if (auto const without = rating.find("without_disputed"); without != rating.end() && without->is_object())
        line.score_without_disputed = number_at(*without, "score");
    return line;
}

/// Adds what a ranking says to the ratings it is about.
void read_ranking(EditionTables& tables, Json const& ranking) {
    std::string const id = text_at(ranking, "id");
    tables.ranked.push_back(id);
    bool const is_pooled = ranking.at("pooled").get<bool>();
    for (Json const& entry : ranking.at("organizations")) {
        std::string const code = text_at(entry, "code");
        for (RatingLine& rating : tables.ratings) {
            if (rating.organization != code) continue;
            RankLine& line = rating.ranks[id];
            line.numerator = entry.at("numerator").get<double>();
            line.hours = entry.at("hours").get<double>();
            line.shrunk = entry.at("shrunk").get<double>();
            line.lower = entry.at("lower").get<double>();
            line.upper = entry.at("upper").get<double>();
            if (is_pooled) continue;
            line.rank_from = number_at(entry, "rank_from");
            line.rank_to = number_at(entry, "rank_to");
        }
    }
}

}  // namespace

Result<EditionTables> parse_edition_tables(std::string_view document) {
    try {
        Json const json = Json::parse(document);
        EditionTables tables;
        tables.number = json.at("edition").get<std::int64_t>();
        tables.as_of = instant_at(json, "as_of");
        tables.known_through = json.at("known_through").get<Revision>();
        tables.published_at = instant_at(json, "published_at");
        for (Json const& definition : json.at("definitions")) {
            tables.definitions.push_back({text_at(definition, "id"), definition.at("version").get<int>(),
                                          words_at(definition, "name"), words_at(definition, "explanation")});
        }
        for (Json const& organization : json.at("organizations"))
            tables.organizations[text_at(organization, "code")] = text_at(organization, "name");
        for (Json const& site : json.at("sites"))
            tables.sites[text_at(site, "code")] = text_at(site, "name");
        for (Json const& figure : json.at("figures"))
            tables.rates.push_back(rate_line(figure));
        // Documents of the first form have neither ratings nor rankings.
        if (auto const policy = json.find("rating_policy"); policy != json.end()) {
            tables.rating_version = policy->at("version").get<int>();
            for (auto const& [id, weight] : policy->at("weights").items())
                tables.components.push_back(id);
        }
        for (Json const& rating : json.value("ratings", Json::array()))
            tables.ratings.push_back(rating_line(rating));
        for (Json const& ranking : json.value("rankings", Json::array()))
            read_ranking(tables, ranking);
        return tables;
    } catch (std::exception const&) {
        return unreadable("A stored edition");
    }
}

Result<QuietTable> parse_quiet_table(std::string_view view) {
    try {
        Json const json = Json::parse(view);
        QuietTable table;
        table.edition = json.at("edition").get<std::int64_t>();
        table.as_of = instant_at(json, "as_of");
        for (Json const& entry : json.at("quiet")) {
            table.lines.push_back({text_at(entry, "organization"), text_at(entry, "name"),
                                   entry.at("reports").get<double>(), number_at(entry, "hours").value_or(0),
                                   number_at(entry, "expected"), number_at(entry, "probability"),
                                   entry.at("quiet").get<bool>()});
        }
        return table;
    } catch (std::exception const&) {
        return unreadable("A stored view");
    }
}

}  // namespace safetycell::contract
