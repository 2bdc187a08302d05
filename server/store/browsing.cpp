#include "store/browsing.hpp"

#include "store/columns.hpp"
#include "store/rows.hpp"

namespace safetycell::store {
namespace {

/// What of a family's rows says whose a record is, where, and when: expressions over the aliases of Rows.
struct Columns {
    std::string_view family;
    std::string_view organization = "r.organization";
    std::string_view site = "r.site";
    std::string_view date;
};

template <class Record>
constexpr Columns columns_of();

template <>
constexpr Columns columns_of<domain::Organization>() {
    return {"organization", "i.id", "NULL", "r.mobilized_on"};
}
template <>
constexpr Columns columns_of<domain::Site>() {
    return {"site", "NULL", "i.id", "NULL"};
}
template <>
constexpr Columns columns_of<domain::HoursRecord>() {
    return {"hours", "i.organization", "i.site", "i.last_on"};
}
template <>
constexpr Columns columns_of<domain::Incident>() {
    return {"incident", "r.organization", "r.site", "r.occurred_on"};
}
template <>
constexpr Columns columns_of<StoredViolation>() {
    return {"violation", "r.organization", "r.site", "r.found_on"};
}
template <>
constexpr Columns columns_of<domain::PeriodTotals>() {
    return {"period_totals", "i.organization", "i.site", "i.last_on"};
}
template <>
constexpr Columns columns_of<domain::Obligation>() {
    return {"obligation", "r.organization", "r.site", "r.due_on"};
}
template <>
constexpr Columns columns_of<domain::Activity>() {
    return {"activity", "r.organization", "r.site", "r.held_on"};
}
template <>
constexpr Columns columns_of<domain::Breach>() {
    return {"breach", "r.organization", "r.site", "r.occurred_on"};
}
/// A dispute is whose the disputed record is.
template <>
constexpr Columns columns_of<domain::Dispute>() {
    return {"dispute",
            "coalesce((SELECT organization FROM violation_now WHERE id = r.violation),"
            " (SELECT organization FROM incident_now WHERE id = r.incident),"
            " (SELECT organization FROM obligation_now WHERE id = r.obligation),"
            " (SELECT organization FROM breach_now WHERE id = r.breach))",
            "coalesce((SELECT site FROM violation_now WHERE id = r.violation),"
            " (SELECT site FROM incident_now WHERE id = r.incident),"
            " (SELECT site FROM obligation_now WHERE id = r.obligation),"
            " (SELECT site FROM breach_now WHERE id = r.breach))",
            "r.submitted_on"};
}

template <class SomeId>
std::string in_list(std::string_view column, std::vector<SomeId> const& ids) {
    std::string list;
    for (SomeId const id : ids)
        list += fmt::format("{}{}", list.empty() ? "" : ", ", id.value);
    return ids.empty() ? "0" : fmt::format("{} IN ({})", column, list);
}

/// " AND (organization IN (3, 4) OR site IN (1))": numbers of ours, no text of anybody's.
std::string condition_of(Visible const& visible, Columns const& columns) {
    if (visible.everything) return {};
    return fmt::format(" AND ({} OR {})", in_list(columns.organization, visible.organizations),
                       in_list(columns.site, visible.sites));
}

std::string condition_of(Filter const& filter, Columns const& columns) {
    std::string all;
    if (filter.organization)
        all += fmt::format(" AND {} = {}", columns.organization, filter.organization.value);
    if (filter.site) all += fmt::format(" AND {} = {}", columns.site, filter.site.value);
    if (!filter.with_voided) all += " AND r.voided = 0";
    return all;
}

/// The select with the date as one more column at its end.
std::string select_with_date(std::string_view select, std::string_view date) {
    auto const from = select.find(" FROM ");
    return fmt::format("{}, {}{}", select.substr(0, from), date, select.substr(from));
}

}  // namespace

template <class Record>
void for_each_browsed(ReadTx const& tx, Visible const& visible, Filter const& filter, Order order,
                      Cursor const& after, std::int64_t limit,
                      std::function<bool(Browsed<Record>)> const& take) {
    constexpr Columns columns = columns_of<Record>();
    std::string sql = select_with_date(Rows<Record>::select, columns.date);
    sql +=
        fmt::format(" WHERE r.change = (SELECT max(change) FROM {}_revision WHERE id = r.id)", columns.family);
    sql += condition_of(visible, columns) + condition_of(filter, columns);
    bool const has_from = filter.from > Filter{}.from;
    if (has_from) sql += fmt::format(" AND {} >= ?1", columns.date);
    if (!filter.to.is_never()) sql += fmt::format(" AND {} <= ?2", columns.date);
    std::string const by_date = fmt::format("coalesce({}, '')", columns.date);
    if (after.id != 0) {
        sql += order == Order::by_date ? fmt::format(" AND ({}, r.id) < (?3, ?4)", by_date) : " AND r.id < ?4";
    }
    sql +=
        order == Order::by_date ? fmt::format(" ORDER BY {} DESC, r.id DESC", by_date) : " ORDER BY r.id DESC";
    sql += " LIMIT ?5";
    Statement statement = tx.connection().prepare(sql);
    if (has_from) bind_date(statement, 0, filter.from);
    if (!filter.to.is_never()) bind_date(statement, 1, filter.to);
    if (after.id != 0 && order == Order::by_date) statement.bind(2, std::string_view{after.date});
    if (after.id != 0) statement.bind(3, after.id);
    statement.bind(4, limit);
    while (statement.step()) {
        int const last = statement.column_count() - 1;
        bool const goes_on =
            take({Rows<Record>::read(statement), statement.integer(0),
                  statement.is_null(last) ? std::string{} : std::string{statement.text(last)}});
        if (!goes_on) return;
    }
}

template <class Record>
std::vector<Browsed<Record>> browse(ReadTx const& tx, Visible const& visible, Filter const& filter, Order order,
                                    Cursor const& after, int limit) {
    std::vector<Browsed<Record>> page;
    for_each_browsed<Record>(tx, visible, filter, order, after, limit, [&](Browsed<Record> one) {
        page.push_back(std::move(one));
        return true;
    });
    return page;
}

template <class Record>
std::vector<RevisionOf<Record>> load_revisions(ReadTx const& tx, std::int32_t id) {
    Statement statement =
        tx.connection().prepare(fmt::format("{} WHERE r.id = ?1 ORDER BY r.change", Rows<Record>::select));
    statement.bind(0, id);
    std::vector<RevisionOf<Record>> revisions;
    while (statement.step()) {
        Record record = Rows<Record>::read(statement);
        auto change = find_change(tx, statement.integer(0));
        // The change that is being made is written last.
        revisions.push_back(
            {std::move(record), change ? *std::move(change) : Change{statement.integer(0), {}, {}, {}}});
    }
    return revisions;
}

template <class Record>
std::optional<Revision> newest_change_of(ReadTx const& tx, std::int32_t id) {
    Statement statement = tx.connection().prepare(
        fmt::format("SELECT max(change) FROM {}_revision WHERE id = ?1", columns_of<Record>().family));
    statement.bind(0, id).step();
    if (statement.is_null(0)) return std::nullopt;
    return statement.integer(0);
}

template <class Record>
std::optional<Whereabouts> whereabouts_of(ReadTx const& tx, std::int32_t id) {
    constexpr Columns columns = columns_of<Record>();
    Statement statement = tx.connection().prepare(
        fmt::format("SELECT {1}, {2} FROM {0}_revision r JOIN {0} i ON i.id = r.id WHERE r.id = ?1 "
                    "ORDER BY r.change DESC LIMIT 1",
                    columns.family, columns.organization, columns.site));
    if (!statement.bind(0, id).step()) return std::nullopt;
    return Whereabouts{id_at<OrganizationId>(statement, 0), id_at<SiteId>(statement, 1)};
}

std::string reference_of(ReadTx const& tx, std::string_view family, std::int32_t id) {
    Statement statement =
        tx.connection().prepare(fmt::format("SELECT reference FROM {} WHERE id = ?1", family));
    if (!statement.bind(0, id).step()) throw StoreFault(fmt::format("The {} {} is missing.", family, id));
    return std::string{statement.text(0)};
}

#define SAFETYCELL_BROWSE(Record)                                                                              \
    template void for_each_browsed<Record>(ReadTx const&, Visible const&, Filter const&, Order, Cursor const&, \
                                           std::int64_t, std::function<bool(Browsed<Record>)> const&);         \
    template std::optional<Revision> newest_change_of<Record>(ReadTx const&, std::int32_t);                    \
    template std::vector<Browsed<Record>> browse<Record>(ReadTx const&, Visible const&, Filter const&, Order,  \
                                                         Cursor const&, int);                                  \
    template std::vector<RevisionOf<Record>> load_revisions<Record>(ReadTx const&, std::int32_t);              \
    template std::optional<Whereabouts> whereabouts_of<Record>(ReadTx const&, std::int32_t)

SAFETYCELL_BROWSE(domain::Organization);
SAFETYCELL_BROWSE(domain::Site);
SAFETYCELL_BROWSE(domain::HoursRecord);
SAFETYCELL_BROWSE(domain::Incident);
SAFETYCELL_BROWSE(StoredViolation);
SAFETYCELL_BROWSE(domain::PeriodTotals);
SAFETYCELL_BROWSE(domain::Obligation);
SAFETYCELL_BROWSE(domain::Activity);
SAFETYCELL_BROWSE(domain::Breach);
SAFETYCELL_BROWSE(domain::Dispute);

#undef SAFETYCELL_BROWSE

}  // namespace safetycell::store
