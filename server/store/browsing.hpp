#pragma once
// Records as people look at them: page by page, and one with all its revisions. What an asker may not see is
// left out here, in the query, and not by whoever calls: each function takes what is visible, without a
// default.

#include "store/change_log.hpp"
#include "store/records.hpp"
#include "store/transaction.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace safetycell::store {

/// What somebody may see of a family: everything, or what is of these organizations or at these sites.
struct Visible {
    bool everything = false;
    std::vector<OrganizationId> organizations;
    std::vector<SiteId> sites;
};

/// Whose a record is, and where.
struct Whereabouts {
    OrganizationId organization;
    SiteId site;
};

struct Filter {
    OrganizationId organization;   ///< None: any.
    SiteId site;                   ///< None: any.
    Date from = Date{-1'000'000};  ///< Of the date the family is known by, both included.
    Date to = Date::never();       ///< never: open.
    bool with_voided = false;
};

enum class Order { by_date, by_record };

/// Where a page goes on: after the record with this date and id. The default is the beginning.
struct Cursor {
    std::string date;
    std::int32_t id = 0;
};

template <class Record>
struct Browsed {
    Record record;
    Revision change = 0;  ///< Of its newest revision.
    std::string date;     ///< That it is known by; "" where it has none.
};

/// The newest first, at most `limit`, handed over one by one as they are read, until `take` has enough: false.
template <class Record>
void for_each_browsed(ReadTx const& tx, Visible const& visible, Filter const& filter, Order order,
                      Cursor const& after, std::int64_t limit,
                      std::function<bool(Browsed<Record>)> const& take);
/// The same as a list.
template <class Record>
std::vector<Browsed<Record>> browse(ReadTx const& tx, Visible const& visible, Filter const& filter, Order order,
                                    Cursor const& after, int limit);

template <class Record>
struct RevisionOf {
    Record record;
    Change change;
};
/// All revisions of the record, oldest first; none when it does not exist.
template <class Record>
std::vector<RevisionOf<Record>> load_revisions(ReadTx const& tx, std::int32_t id);

/// The change that last revised the record; none when it does not exist.
template <class Record>
std::optional<Revision> newest_change_of(ReadTx const& tx, std::int32_t id);

/// Of the newest revision; none when the record does not exist. Organizations and sites are nobody's.
template <class Record>
std::optional<Whereabouts> whereabouts_of(ReadTx const& tx, std::int32_t id);

/// The reference by which people know a record of the family; it never changes.
std::string reference_of(ReadTx const& tx, std::string_view family, std::int32_t id);

}  // namespace safetycell::store
