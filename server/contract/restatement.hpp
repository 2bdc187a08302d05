#pragma once
// A past edition against what it would be today, as JSON: every figure that differs, with old, new, cause, who
// and when: schema/messages/restatement.schema.json.

#include "domain/restatement.hpp"

#include <map>
#include <string>

namespace safetycell::contract {

/// Who recorded a change, when and why.
struct Authorship {
    std::string who;
    Instant when;
    std::string why;
};

/// `authors` holds each change that a cause names.
std::string render_restatement(domain::EditionHeader const& published, domain::Restatement const& restatement,
                               std::map<Revision, Authorship> const& authors);

}  // namespace safetycell::contract
