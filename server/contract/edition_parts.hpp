#pragma once
// The parts of an edition as JSON, which its document and the messages to walls share.

#include "domain/edition.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <optional>
#include <string>

namespace safetycell::contract {

using Json = nlohmann::ordered_json;

/// null for Date::never().
Json json_of(Date day);
Json json_of(std::optional<domain::NoRateReason> const& reason);
Json json_of(domain::Period const& period);
Json json_of(domain::Words const& words);
Json json_of(domain::RateDefinition const& definition);
Json json_of(domain::DayCount const& count);
Json json_of(domain::CounterChange const& change);
Json json_of(domain::Cause const& cause);

template <class T>
Json json_of(std::optional<T> const& value) {
    return value ? Json(*value) : Json(nullptr);
}

template <std::size_t count, class Value>
Json by_severity(std::array<Value, count> const& values) {
    Json object = Json::object();
    for (std::size_t severity = 0; severity < count; ++severity) {
        object[std::string{to_string(static_cast<domain::Severity>(severity))}] = values[severity];
    }
    return object;
}

Json render_header(domain::Edition const& edition);
/// Desks print as many decimals as the interval allows, walls two significant digits at most.
enum class Reader : std::uint8_t { desk, wall };
void append_figure(Json& object, domain::Figure const& figure, domain::RateDefinition const& definition,
                   Reader reader = Reader::desk);
void append_violation_figures(Json& object, domain::ViolationFigures const& figures);
void append_change(Json& object, domain::FigureChange const& change);

}  // namespace safetycell::contract
