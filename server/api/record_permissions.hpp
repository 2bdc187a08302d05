#pragma once
// Which action it is to write a record by its form: what is reported by anybody differs from what a safety
// specialist records, and whoever disputes does not decide.

#include "domain/permissions.hpp"
#include "import/differences.hpp"
#include "import/record_form.hpp"

#include <vector>

namespace safetycell::api {

/// What it takes to see records of the kind.
domain::Action action_to_see(importing::Kind kind);
/// Everything that writing a record of the kind may come to: who may none of it need not even try.
std::vector<domain::Action> actions_of(importing::Kind kind);
/// All that it takes to make `before` (none: a new record) into `after`. `began_it`: the asker recorded it
/// first.
std::vector<domain::Action> actions_to_write(importing::Kind kind, importing::ColumnTexts const* before,
                                             importing::ColumnTexts const& after, bool began_it);

/// The records of the kind that the actor may see.
store::Visible visible_to(domain::Actor const& actor, importing::Kind kind);

std::string text_of(importing::ColumnTexts const& columns, importing::Field field);

/// Whether the asker ever gave the field a value.
bool has_written(std::string_view who, std::vector<importing::FormRevision> const& revisions,
                 importing::Field field);

}  // namespace safetycell::api
