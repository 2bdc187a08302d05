#pragma once
// Tables of cases that a safety officer can read and correct: JSON beside the tests.

#include "domain/incident.hpp"
#include "support/source_file.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <string>

namespace safetycell::test {

using Json = nlohmann::ordered_json;

/// The table `cases/<name>`.
inline Json case_file(std::string const& name) {
    std::string const path = source_file("tests/domain/cases/" + name);
    std::ifstream file(path);
    REQUIRE_MESSAGE(file.good(), path);
    return Json::parse(file);
}

/// The text of a member; empty where it is absent.
inline std::string text_of(Json const& object, char const* member) {
    return object.value(member, std::string{});
}

/// The date of a member; never where it is absent or null.
inline Date date_of(Json const& object, char const* member) {
    if (!object.contains(member) || object.at(member).is_null()) return Date::never();
    return parse_date(object.at(member).get<std::string>()).value();
}

inline domain::IncidentClass class_of(Json const& object) {
    return domain::incident_class_from(object.at("class").get<std::string>()).value();
}

}  // namespace safetycell::test
