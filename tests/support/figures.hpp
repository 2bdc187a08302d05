#pragma once
// Figures by their names, and facts with a month's hours in a row.

#include "domain/rates.hpp"
#include "support/example_policy.hpp"
#include "support/facts_builder.hpp"

#include <doctest/doctest.h>

#include <string_view>

namespace safetycell::test {

using domain::WindowKind;

/// The rates of some facts on one evening, found by scope, definition and window.
struct Computed {
    domain::Facts const& facts;
    domain::Policy policy;
    domain::Rates rates;

    Computed(FactsBuilder const& builder, std::string_view evening, domain::Policy with = example_policy())
        : facts(builder.facts),
          policy(std::move(with)),
          rates(domain::compute_rates(facts, policy, builder.evening_of(evening))) {}

    domain::Figure const& figure(std::string_view scope, std::string_view id,
                                 WindowKind window = WindowKind::rolling_12_months) const {
        std::size_t const definition = definition_index(policy, id);
        for (domain::Figure const& figure : rates.figures) {
            if (figure.definition == definition && figure.window == window &&
                domain::scope_name(figure.scope, facts) == scope) {
                return figure;
            }
        }
        throw std::invalid_argument("no such figure");
    }

    domain::Completeness const& completeness(std::string_view scope) const {
        for (domain::Completeness const& completeness : rates.completeness) {
            if (domain::scope_name(completeness.scope, facts) == scope) return completeness;
        }
        throw std::invalid_argument("no such scope");
    }
};

/// 1 is January.
inline domain::Period month(int year, unsigned number) {
    Date const first = date_from({year, number, 1});
    return {first, last_of_month(first)};
}

/// The same hours in each month of the period, which consists of whole months.
inline void add_months(FactsBuilder& builder, OrganizationId organization, SiteId site, std::string_view first,
                       std::string_view last, double hours_a_month) {
    for (Date day_one = day(first); day_one < day(last); day_one = last_of_month(day_one) + 1) {
        builder.hours(organization, site, domain::Period{day_one, last_of_month(day_one)}, hours_a_month);
    }
}

}  // namespace safetycell::test
