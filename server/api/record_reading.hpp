#pragma once
// One record as whoever asks may see it: found by the path, with all its revisions, and a violation with its
// steps. The entity tag names the newest change that touched any of it, so that nobody acts upon what they have
// not seen.

#include "api/route.hpp"
#include "contract/records.hpp"
#include "domain/violation_steps.hpp"
#include "import/record_form.hpp"
#include "store/change_log.hpp"
#include "store/photos.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace safetycell::api {

inline constexpr std::string_view no_such_record =
    "There is no such record here; the list of its kind shows those there are.";

Result<importing::Kind> kind_in_path(Context const& context);

struct FoundRecord {
    importing::Kind kind = importing::Kind::violations;
    std::int32_t id = 0;
    domain::Target target;  ///< Whose it is, and where.
};
/// `{id}` of the path. Error `not_found` when there is none, or the asker may not know of it.
Result<FoundRecord> find_record(Context const& context, importing::Kind kind, store::ReadTx const& tx);

domain::Target target_of(store::Whereabouts const& whereabouts);
/// By the names of its columns.
std::vector<contract::RecordField> fields_of(importing::ColumnTexts columns);

/// The newest change that touched the record, its steps and photos among them.
Revision newest_change_of(FoundRecord const& record, store::ReadTx const& tx);
/// Error unless If-Match names that change.
Result<void> check_if_match(Request const& request, Revision newest);
/// Error when the request has no Idempotency-Key.
Result<void> check_has_key(Request const& request);

/// A change that is being made has no row in the log yet: what its row will say.
struct ChangeBeingMade {
    store::WriteTx const& tx;
    store::Author const& author;
};
std::vector<importing::FormRevision> load_revisions(FoundRecord const& record, store::ReadTx const& tx,
                                                    ChangeBeingMade const* made = nullptr);

/// The violation with what decides which step may follow.
domain::ViolationCase violation_case(FoundRecord const& record, store::ReadTx const& tx,
                                     ChangeBeingMade const* made = nullptr);

/// The record as what photos are of; of nothing for kinds that have none.
store::PhotoSubject subject_of(FoundRecord const& record);
/// Those that were taken while the record was the asker's to see.
std::vector<store::StoredPhoto> visible_photos(Context const& context, FoundRecord const& record,
                                               store::ReadTx const& tx);
Result<void> check_may_add_photo(Context const& context, FoundRecord const& record, store::ReadTx const& tx);

/// The steps of a violation, and those that the asker may take now.
Reply steps_reply(Context const& context, FoundRecord const& record, store::ReadTx const& tx);
Reply record_reply(Context const& context, FoundRecord const& record, store::ReadTx const& tx,
                   ChangeBeingMade const* made = nullptr, std::vector<std::string> const& warnings = {},
                   int status = 200);

}  // namespace safetycell::api
