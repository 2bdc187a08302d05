#pragma once
// The name and medical detail of injured people: sealed, apart from the incidents they belong to, and erased by
// destroying the key of the incident. Counts, the chain of changes and editions never look at them, so erasing
// changes nothing else. Every reading is a change of its own, for the audit. What stays of erased detail: the
// sealed bytes, which nobody opens any more, and who recorded, read and erased it, when and why.

#include "store/transaction.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace safetycell::store {

struct PersonalDetail {
    std::string injured_person;
    std::string medical_detail;

    friend bool operator==(PersonalDetail const&, PersonalDetail const&) = default;
};

/// In characters.
inline constexpr std::size_t longest_injured_person = 300;
inline constexpr std::size_t longest_medical_detail = 20'000;

enum class PersonalDetailState : std::uint8_t { none, kept, erased };
std::string_view to_string(PersonalDetailState state);

struct PersonalDetailStatus {
    PersonalDetailState state = PersonalDetailState::none;
    Revision change = 0;  ///< That recorded or erased it last; 0: none.
};
/// Precondition: the incident exists.
PersonalDetailStatus personal_detail_status(ReadTx const& tx, IncidentId incident);

/// In place of what was recorded before; with a key of its own after an erasure.
void put_personal_detail(WriteTx& tx, IncidentId incident, PersonalDetail const& detail);
/// Logs the reading as part of the open change. None when none is kept.
std::optional<PersonalDetail> read_personal_detail(WriteTx& tx, IncidentId incident);
/// Destroys the keys of those of these incidents that have one, and gives how many had; the log of the database
/// is wiped after the commit.
std::int64_t erase_personal_detail(WriteTx& tx, std::span<IncidentId const> incidents);

/// Whose personal detail is kept and who were injured on `day` or before; at most `limit`.
std::vector<IncidentId> incidents_with_personal_detail(ReadTx const& tx, Date day, int limit);

/// What the change did to personal detail: "recorded", "read" or "erased", and of which incidents; empty for
/// nothing. At most `limit`.
struct PersonalDetailEvents {
    std::string event;
    std::vector<IncidentId> incidents;
};
PersonalDetailEvents find_personal_detail_events(ReadTx const& tx, Revision change, int limit);

}  // namespace safetycell::store
