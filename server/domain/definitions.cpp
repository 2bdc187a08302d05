#include "domain/definitions.hpp"

#include <fmt/format.h>

namespace safetycell::domain {
namespace {

/// With digits in groups of three.
std::string grouped(double base, std::string_view separator) {
    std::string digits = fmt::format("{}", base);
    if (digits.find_first_not_of("0123456789") != std::string::npos) return digits;
    for (std::size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, separator);
    }
    return digits;
}

std::string counted(RateDefinition const& rate, CaseSets const& sets) {
    if (rate.classes == sets.lti) return "LTI";
    if (rate.classes == sets.tri) return "TRI";
    std::string const classes = to_string(rate.classes);
    return rate.classes.count() == 1 ? classes : fmt::format("({})", classes);
}

Words denominator_of(Denominator denominator) {
    switch (denominator) {
        case Denominator::hours: return {"hours worked", "отработанные часы"};
        case Denominator::headcount: return {"average headcount", "среднесписочная численность"};
        case Denominator::non_fatal_lti: return {"LTI that are not fatal", "LTI без смертельных"};
    }
    return {};
}

}  // namespace

std::string_view to_string(Denominator denominator) {
    switch (denominator) {
        case Denominator::hours: return "hours";
        case Denominator::headcount: return "headcount";
        case Denominator::non_fatal_lti: return "non_fatal_lti";
    }
    return "";
}

std::string to_string(std::bitset<incident_class_count> classes) {
    std::string text;
    for (IncidentClass const incident_class : all_incident_classes) {
        if (!classes.test(static_cast<std::size_t>(incident_class))) continue;
        if (!text.empty()) text += " + ";
        text += to_string(incident_class);
    }
    return text;
}

Words formula_of(RateDefinition const& rate, CaseSets const& sets) {
    std::string const cases = counted(rate, sets);
    Words above{cases, cases};
    if (rate.numerator == Numerator::lost_days) {
        above = {fmt::format("days lost to {}", cases), fmt::format("дни, потерянные из-за {}", cases)};
    }
    if (rate.base != 1) {
        above.en += fmt::format(" × {}", grouped(rate.base, ","));
        above.ru += fmt::format(" × {}", grouped(rate.base, "\u00a0"));
    }
    Words const below = denominator_of(rate.denominator);
    return {fmt::format("{} / {}", above.en, below.en), fmt::format("{} / {}", above.ru, below.ru)};
}

}  // namespace safetycell::domain
