#pragma once
// Which action it is to write a record: a supervisor fixes a violation and does not record one, a mentor
// verifies and does not fix, and what is reported by anybody differs from what a safety specialist records.

#include "domain/permissions.hpp"
#include "import/differences.hpp"
#include "import/record_form.hpp"

#include <vector>

namespace safetycell::api {

/// What it takes to see records of the kind.
domain::Action action_to_see(importing::Kind kind);
/// What it takes to make `before` (none: a new record) into `after`.
domain::Action action_to_write(importing::Kind kind, importing::ColumnTexts const* before,
                               importing::ColumnTexts const& after);

/// The records of the kind that the actor may see.
store::Visible visible_to(domain::Actor const& actor, importing::Kind kind);

std::string text_of(importing::ColumnTexts const& columns, importing::Field field);

/// Who gave the field the value that it has now: domain.md 6, the verifier is never the one who fixed.
std::string author_of_value(std::vector<importing::FormRevision> const& revisions, importing::Field field);

}  // namespace safetycell::api
