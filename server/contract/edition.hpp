#pragma once
// The edition's document, as it is stored and as `show --json` prints it: schema/messages/edition.schema.json.
// Deterministic: the same edition gives the same bytes.

#include "base/result.hpp"
#include "domain/edition.hpp"
#include "domain/facts.hpp"
#include "domain/policy.hpp"
#include "domain/restatement.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace safetycell::contract {

/// The form of the document. To be raised by whoever adds to it; nothing that was published is taken out of it.
inline constexpr int document_format = 3;

/// The edition document, as stored and as `show --json` prints it.
std::string render_edition(domain::Edition const& edition, domain::Facts const& facts,
                           domain::Policy const& policy);
/// What the next edition is told against.
Result<domain::PublishedEdition> parse_published_edition(std::string_view document);

/// What a restatement of the edition compares beside that.
Result<domain::PublishedStandings> parse_published_standings(std::string_view document);

/// Whether the document is of the form that render_edition writes today, so that a rebuilt one has equal bytes.
bool is_of_this_format(std::string_view document);
/// For a document of an earlier form: whether all it states is stated in the rebuilt one.
bool follows_from(std::string_view document, std::string_view rebuilt);

/// How somebody sees the contractors that are not theirs in the table of ratings.
enum class OthersInRatingTable : std::uint8_t { hidden, anonymous, named };

/// The edition document without what it says of single organizations, but for those with these codes. What the
/// ratings of the others come to is then a list `rating_table`, the best first.
std::string cut_to_organizations(std::string_view document, std::set<std::string, std::less<>> const& codes,
                                 OthersInRatingTable others);

/// The edition document cut down to one scope, re-rendered. Error `not_found` when it has no such scope.
Result<std::string> cut_to_scope(std::string_view document, std::string_view scope);

}  // namespace safetycell::contract
