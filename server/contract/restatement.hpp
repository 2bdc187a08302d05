#pragma once
// A past edition as it would be today, as JSON: every figure that changed, with old, new, cause, who and when.

#include "domain/edition.hpp"

#include <map>
#include <string>

namespace safetycell::contract {

/// Who recorded a change, when and why.
struct Authorship {
    std::string who;
    Instant when;
    std::string why;
};

/// `restated` is told against the published edition of the same number. `authors` holds each change that a
/// cause names.
std::string render_restatement(domain::EditionHeader const& published, domain::Edition const& restated,
                               std::map<Revision, Authorship> const& authors);

}  // namespace safetycell::contract
