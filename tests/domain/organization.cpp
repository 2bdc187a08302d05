#include "domain/organization.hpp"

#include <doctest/doctest.h>

using namespace safetycell::domain;

TEST_CASE("the words of organizations are read as they are written") {
    for (OrganizationKind const kind : {OrganizationKind::own, OrganizationKind::contractor})
        CHECK(organization_kind_from(to_string(kind)) == kind);
    for (CountsFrom const source : {CountsFrom::records, CountsFrom::totals})
        CHECK(counts_from_from(to_string(source)) == source);
    CHECK(to_string(OrganizationKind::own) == "own");
    CHECK(to_string(OrganizationKind::contractor) == "contractor");
    CHECK(to_string(CountsFrom::records) == "records");
    CHECK(to_string(CountsFrom::totals) == "totals");
    CHECK_FALSE(organization_kind_from("Own"));
    CHECK_FALSE(organization_kind_from(""));
    CHECK_FALSE(counts_from_from("record"));
}
