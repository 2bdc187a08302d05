#pragma once
// Which organizations' own figures somebody sees. Figures of the enterprise, of own people, of all contractors
// together and of sites are for everybody who is signed in; what they are made of is cut down to what the asker
// sees of it.

#include "api/route.hpp"
#include "domain/charts.hpp"
#include "domain/lineage.hpp"
#include "domain/restatement.hpp"
#include "store/transaction.hpp"

#include <set>
#include <string>

namespace safetycell::api {

class VisibleOrganizations {
public:
    VisibleOrganizations(Asker const& asker, store::ReadTx const& tx);

    bool everything() const { return everything_; }
    bool contains(OrganizationId id) const;
    bool contains(std::string_view code) const;
    /// "organization:CODE" only where it is visible; every other scope.
    bool contains_scope(std::string_view name) const;
    std::set<std::string, std::less<>> const& codes() const { return codes_; }

    void cut(domain::Lineage& lineage) const;
    void cut(domain::Charts& charts) const;
    void cut(domain::Restatement& restatement) const;

private:
    /// Takes out causes about organizations that are not visible; those that stay are told without more.
    template <class Told>
    void cut_causes(Told& told) const;

    bool everything_ = false;
    std::set<OrganizationId> ids_;
    std::set<std::string, std::less<>> codes_;
};

}  // namespace safetycell::api
