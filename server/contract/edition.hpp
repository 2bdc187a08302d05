#pragma once
// Editions and views as JSON: the stored document, the wall's message, and what `show --json` prints.
// Described in schema/messages/. Deterministic: the same edition gives the same bytes.

#include "base/result.hpp"
#include "domain/edition.hpp"
#include "domain/facts.hpp"
#include "domain/policy.hpp"

#include <string>
#include <string_view>

namespace safetycell::contract {

/// The edition document, as stored and as `show --json` prints it.
std::string render_edition(domain::Edition const& edition, domain::Facts const& facts,
                           domain::Policy const& policy);
/// What the next edition is told against.
Result<domain::PublishedEdition> parse_published_edition(std::string_view document);

/// The wall's message for one scope of the edition. `epoch` is the database's.
std::string render_wall(domain::Edition const& edition, domain::Scope scope, domain::Facts const& facts,
                        domain::Policy const& policy, std::string_view epoch);

/// The edition document cut down to one scope, re-rendered. Error `not_found` when it has no such scope.
Result<std::string> cut_to_scope(std::string_view document, std::string_view scope);

}  // namespace safetycell::contract
