#pragma once
// The policy the program ships with, as a value: the eight rates, LTI and TRI as IOGP counts them, and the
// default settings.

#include "domain/policy.hpp"

#include <initializer_list>
#include <stdexcept>

namespace safetycell::test {

inline std::bitset<domain::incident_class_count> classes(std::initializer_list<domain::IncidentClass> of) {
    std::bitset<domain::incident_class_count> set;
    for (domain::IncidentClass const incident_class : of)
        set.set(static_cast<std::size_t>(incident_class));
    return set;
}

inline domain::Policy example_policy() {
    using enum domain::IncidentClass;
    using domain::Denominator;
    using domain::Numerator;

    auto const lti = classes({fatality, permanent_total_disability, lost_work_day_case});
    auto const tri = lti | classes({restricted_work_case, medical_treatment_case});
    auto const rate = [](std::string id, Numerator numerator, auto const& of, Denominator denominator,
                         double base) {
        domain::RateDefinition definition;
        definition.name = {id, id};
        definition.id = std::move(id);
        definition.numerator = numerator;
        definition.classes = of;
        definition.denominator = denominator;
        definition.base = base;
        return definition;
    };

    domain::Policy policy;
    policy.case_sets = {lti, tri};
    policy.rates = {
        rate("ltifr", Numerator::cases, lti, Denominator::hours, 1'000'000),
        rate("trifr", Numerator::cases, tri, Denominator::hours, 1'000'000),
        rate("trir_200k", Numerator::cases, tri, Denominator::hours, 200'000),
        rate("dart_200k", Numerator::cases,
             classes({permanent_total_disability, lost_work_day_case, restricted_work_case}),
             Denominator::hours, 200'000),
        rate("far", Numerator::cases, classes({fatality}), Denominator::hours, 100'000'000),
        rate("severity", Numerator::lost_days, lti, Denominator::hours, 1'000'000),
        rate("kch", Numerator::cases, lti, Denominator::headcount, 1'000),
        rate("kt", Numerator::lost_days, lti, Denominator::non_fatal_lti, 1),
    };
    return policy;
}

/// Position of a definition in the policy's rates.
inline std::size_t definition_index(domain::Policy const& policy, std::string_view id) {
    for (std::size_t i = 0; i < policy.rates.size(); ++i) {
        if (policy.rates[i].id == id) return i;
    }
    throw std::invalid_argument("no such definition");
}

}  // namespace safetycell::test
