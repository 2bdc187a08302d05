#include "contract/edition_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iterator>

namespace safetycell::contract {
namespace {

using Json = nlohmann::ordered_json;

std::string text_of(Json const& value, int decimals) {
    return value.is_null() ? "-" : fmt::format("{:.{}f}", value.get<double>(), decimals);
}

std::string words_of(Json const& reason) {
    std::string words = reason.get<std::string>();
    for (char& c : words) {
        if (c == '_') c = ' ';
    }
    return words;
}

bool is_combined(std::string const& scope) {
    return scope.find(':') == std::string::npos;
}

}  // namespace

std::string render_edition_text(std::string_view document) {
    Json const edition = Json::parse(document);
    bool const one_scope = edition.at("completeness").size() == 1;
    auto const shown = [&](Json const& entry) {
        return one_scope || is_combined(entry.at("scope").get<std::string>());
    };

    std::string text;
    auto const out = std::back_inserter(text);
    fmt::format_to(out, "{}{}\nEdition {} ({}), as of {}, published {}\n",
                   edition.at("enterprise").get<std::string>(), edition.at("demo").get<bool>() ? " (DEMO)" : "",
                   edition.at("edition").get<std::int64_t>(), edition.at("kind").get<std::string>(),
                   edition.at("as_of").get<std::string>(), edition.at("published_at").get<std::string>());

    fmt::format_to(out, "\n{:<24} {:<10} {:<18} {:>8} {:>16} {:>10}  {}\n", "scope", "rate", "window", "count",
                   "hours", "value", "95 % interval");
    for (Json const& figure : edition.at("figures")) {
        if (!shown(figure)) continue;
        Json const& interval = figure.at("interval");
        std::string remark;
        if (!figure.at("reason").is_null()) {
            remark = words_of(figure.at("reason"));
        } else if (!interval.is_null()) {
            remark =
                fmt::format("{} to {}", text_of(interval.at("lower"), 2), text_of(interval.at("upper"), 2));
        }
        if (figure.at("reaches_back").get<bool>()) {
            remark += fmt::format("  (since {})", figure.at("first").get<std::string>());
        }
        if (auto const left_out = figure.at("left_out_numerator").get<std::int64_t>(); left_out > 0) {
            remark += fmt::format("  (+{} where hours are missing)", left_out);
        }
        fmt::format_to(out, "{:<24} {:<10} {:<18} {:>8} {:>16} {:>10}  {}\n",
                       figure.at("scope").get<std::string>(), figure.at("id").get<std::string>(),
                       figure.at("window").get<std::string>(), figure.at("numerator").get<std::int64_t>(),
                       text_of(figure.at("hours"), 2), text_of(figure.at("value"), 2), remark);
    }

    fmt::format_to(out, "\n{:<24} {:<10} {:>8} {:<12} {:>8}\n", "scope", "days since", "days", "last on",
                   "record");
    for (Json const& count : edition.at("day_counts")) {
        if (!shown(count)) continue;
        Json const& last = count.at("last_on");
        fmt::format_to(out, "{:<24} {:<10} {:>8} {:<12} {:>8}\n", count.at("scope").get<std::string>(),
                       count.at("class").get<std::string>(), text_of(count.at("days"), 0),
                       last.is_null() ? "never" : last.get<std::string>(), text_of(count.at("record"), 0));
    }

    fmt::format_to(out, "\n{:<24} {:>8} {:>8} {:>8} {:>8} {:>8} {:>10}\n", "violations", "found", "open",
                   "overdue", "waiting", "closed", "on time");
    for (Json const& entry : edition.at("violations")) {
        if (!shown(entry)) continue;
        std::string const on_time =
            entry.at("on_time_share").is_null()
                ? "-"
                : fmt::format("{:.1f} %", entry.at("on_time_share").get<double>() * 100);
        fmt::format_to(out, "{:<24} {:>8} {:>8} {:>8} {:>8} {:>8} {:>10}\n",
                       entry.at("scope").get<std::string>(), entry.at("found").get<std::int64_t>(),
                       entry.at("open").get<std::int64_t>(), entry.at("overdue").get<std::int64_t>(),
                       entry.at("awaiting_verification").get<std::int64_t>(),
                       entry.at("closed").get<std::int64_t>(), on_time);
    }
    return text;
}

}  // namespace safetycell::contract
