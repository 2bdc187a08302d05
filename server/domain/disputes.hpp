#pragma once
// A contractor disputes an input of its rating, with evidence, and somebody decides. While nobody has, the
// input carries a mark and the rating is given with it and without it. An upheld dispute takes the input out of
// the rating, of past moments too, and erases nothing; a refused one changes nothing. Injuries are told by
// their own records: an upheld dispute of an incident asks for a revision of that record and takes nothing out.

#include "base/civil_time.hpp"
#include "base/ids.hpp"
#include "domain/breaches.hpp"
#include "domain/incident.hpp"
#include "domain/obligations.hpp"
#include "domain/violations.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace safetycell::domain {

/// The families of records that may be disputed.
enum class Disputed : std::uint8_t { violation, incident, obligation, breach };
inline constexpr std::size_t disputed_count = 4;
std::string_view to_string(Disputed family);
std::optional<Disputed> disputed_from(std::string_view text);

struct Dispute {
    DisputeId id;
    std::string reference;  ///< Unique.
    Disputed family = Disputed::violation;
    std::int32_t record = 0;  ///< Number of the disputed record in its family.
    Date submitted_on;        ///< In the enterprise's zone, as the decision.
    std::string evidence;
    Date decided_on = Date::never();
    bool upheld = false;
    std::string decided_by;
    std::string reason;  ///< Of the decision.
    bool voided = false;

    friend bool operator==(Dispute const&, Dispute const&) = default;
};

/// The day from which a record is an input that its contractor may dispute: found, reported, fallen due or held
/// against it.
Date disputable_since(Violation const& violation);
Date disputable_since(Incident const& incident);
Date disputable_since(Obligation const& obligation);
Date disputable_since(Breach const& breach);

inline constexpr int working_days_to_dispute = 10;
/// The last day on which an input of that day may be disputed. Working days are Monday to Friday.
Date last_day_to_dispute(Date input_on);

/// Submitted by the evening of `date`, and no decision is known.
bool is_open_on(Dispute const& dispute, Date date);

/// Decided for the contractor. It counts from when it is known, whatever the moment one looks at.
bool is_upheld(Dispute const& dispute);

}  // namespace safetycell::domain
