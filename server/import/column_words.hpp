#pragma once
// What the columns of records are called in a table for people, and what they mean, in English and Russian. The
// headers are those that import recognizes, so that an exported table can be read again.

#include "domain/definitions.hpp"
#include "import/fields.hpp"

namespace safetycell::importing {

struct ColumnWords {
    domain::Words header;
    domain::Words meaning;  ///< With its unit, and what its codes stand for.
};

ColumnWords const& words_of(Kind kind, Field field);
/// The name of the list: "Incidents".
domain::Words const& words_of(Kind kind);

}  // namespace safetycell::importing
