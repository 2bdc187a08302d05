#pragma once
// A published database with records in it, so that every question to an edition has something to answer, and
// changes of those records that were made after the edition.

#include "api/published_database.hpp"

#include <nlohmann/json.hpp>

#include <functional>
#include <string_view>

namespace safetycell::test {

/// Three contractors and own people with a year of hours, injuries and violations: edition 1, as of 23 November
/// 2026. `ACME` has a critical violation overdue, "V-1"; its worst injury is "A-2", a medical treatment case.
class RecordedEnterprise : public PublishedDatabase {
public:
    RecordedEnterprise();

    /// One change, recorded on a later day than the one before.
    void record(std::string_view who, std::string_view why, std::function<void(store::WriteTx&)> const& body);
    void publish();

    /// The answer, which must be one.
    nlohmann::json answer(Question const& question);

private:
    int day_ = 0;
};

}  // namespace safetycell::test
