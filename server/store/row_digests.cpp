#include "store/row_digests.hpp"

#include "store/canonical_digest.hpp"

#include <array>
#include <string_view>

namespace safetycell::store {
namespace {

struct Family {
    std::string_view name;
    /// Rows of change ?1 and later, by change and id; the first column is the change. Left joins, so that a row
    /// whose record is gone is still seen. The columns and their order are part of every stored hash: they
    /// never change.
    std::string_view sql;
};

constexpr std::array families{
    Family{"enterprise", R"(
        SELECT r.change, r.name, r.time_zone, r.demo
        FROM enterprise_revision r WHERE r.change >= ?1 ORDER BY r.change)"},
    Family{"organization", R"(
        SELECT r.change, r.id, i.code, r.name, r.kind, r.counts_from, r.mobilized_on, r.demobilized_on, r.voided
        FROM organization_revision r LEFT JOIN organization i ON i.id = r.id
        WHERE r.change >= ?1 ORDER BY r.change, r.id)"},
    Family{"site", R"(
        SELECT r.change, r.id, i.code, r.name, r.time_zone, r.voided
        FROM site_revision r LEFT JOIN site i ON i.id = r.id
        WHERE r.change >= ?1 ORDER BY r.change, r.id)"},
    Family{"hours", R"(
        SELECT r.change, r.id, i.organization, i.site, i.first_on, i.last_on, r.hours_hundredths, r.headcount,
               r.estimated, r.voided
        FROM hours_revision r LEFT JOIN hours i ON i.id = r.id
        WHERE r.change >= ?1 ORDER BY r.change, r.id)"},
    Family{"incident", R"(
        SELECT r.change, r.id, i.reference, r.event_reference, r.organization, r.site, r.occurred_on, r.occurred_at,
               r.reported_on, r.class, r.provisional, r.lost_days, r.restricted_days, r.returned_on, r.description,
               r.voided
        FROM incident_revision r LEFT JOIN incident i ON i.id = r.id
        WHERE r.change >= ?1 ORDER BY r.change, r.id)"},
    Family{"violation", R"(
        SELECT r.change, r.id, i.reference, r.organization, r.site, r.requirement, q.text, r.severity, r.voided,
               r.found_on, r.assigned_on, r.due_on, r.extended_due_on, r.extension_granted_on, r.fixed_on,
               r.verified_on, r.cancelled_on, r.description, r.location
        FROM violation_revision r LEFT JOIN violation i ON i.id = r.id LEFT JOIN requirement q ON q.id = r.requirement
        WHERE r.change >= ?1 ORDER BY r.change, r.id)"},
    Family{"period_totals", R"(
        SELECT r.change, r.id, i.organization, i.site, i.first_on, i.last_on, r.hours_hundredths, r.headcount,
               r.fat_count, r.ptd_count, r.lwc_count, r.rwc_count, r.mtc_count, r.fac_count, r.micro_count,
               r.near_miss_count, r.hazard_count, r.lost_days, r.restricted_days, r.voided
        FROM period_totals_revision r LEFT JOIN period_totals i ON i.id = r.id
        WHERE r.change >= ?1 ORDER BY r.change, r.id)"},
    // A family without a row in a change adds nothing to its digest: chains from before a family existed hold.
    Family{"policy", R"(
        SELECT r.change, r.text
        FROM policy_revision r WHERE r.change >= ?1 ORDER BY r.change)"},
    // So is what is flagged only here: a violation's digest above is as it was before the column was there.
    Family{"self_found_violation", R"(
        SELECT r.change, r.id
        FROM violation_revision r WHERE r.change >= ?1 AND r.self_found <> 0 ORDER BY r.change, r.id)"},
    Family{"obligation", R"(
        SELECT r.change, r.id, i.reference, r.kind, r.organization, r.site, r.description, r.weight, r.first_on, r.due_on, 
               r.done_on, r.owner, r.confirmed_by, r.voided
        FROM obligation_revision r LEFT JOIN obligation i ON i.id = r.id
        WHERE r.change >= ?1 ORDER BY r.change, r.id)"},
    Family{"activity", R"(
        SELECT r.change, r.id, i.reference, r.kind, r.organization, r.site, r.held_on, r.started_by, r.description, 
               r.voided
        FROM activity_revision r LEFT JOIN activity i ON i.id = r.id
        WHERE r.change >= ?1 ORDER BY r.change, r.id)"},
    Family{"breach", R"(
        SELECT r.change, r.id, i.reference, r.kind, r.organization, r.site, r.occurred_on, r.established_on, 
               r.resolved_on, r.description, r.voided
        FROM breach_revision r LEFT JOIN breach i ON i.id = r.id
        WHERE r.change >= ?1 ORDER BY r.change, r.id)"},
    Family{"dispute", R"(
        SELECT r.change, r.id, i.reference, r.violation, r.incident, r.obligation, r.breach, r.submitted_on, 
               r.evidence, r.decided_on, r.upheld, r.decided_by, r.reason, r.voided
        FROM dispute_revision r LEFT JOIN dispute i ON i.id = r.id
        WHERE r.change >= ?1 ORDER BY r.change, r.id)"},
    Family{"account", R"(
        SELECT r.change, r.id, i.login, r.name, r.role, r.all_sites, r.disabled
        FROM account_revision r LEFT JOIN account i ON i.id = r.id
        WHERE r.change >= ?1 ORDER BY r.change, r.id)"},
    Family{"account_assignment", R"(
        SELECT r.change, r.account, r.organization, r.site
        FROM account_assignment r WHERE r.change >= ?1
        ORDER BY r.change, r.account, r.organization, r.site)"},
    Family{"account_event", R"(
        SELECT r.change, r.account, r.event, r.detail
        FROM account_event r WHERE r.change >= ?1 ORDER BY r.change)"},
    Family{"violation_step", R"(
        SELECT r.change, r.violation, r.step, r.taken_on, r.text, r.assigned_to, r.until_on
        FROM violation_step r WHERE r.change >= ?1 ORDER BY r.change, r.violation)"},
    Family{"settings", R"(
        SELECT r.change, r.language, r.slots
        FROM settings_revision r WHERE r.change >= ?1 ORDER BY r.change)"},
    // Sealed: the digest stays what it is when the key is destroyed.
    Family{"personal_detail", R"(
        SELECT r.change, r.incident, r.event, r.sealed
        FROM personal_detail_event r WHERE r.change >= ?1 ORDER BY r.change, r.incident)"},
    Family{"photo", R"(
        SELECT r.change, r.id, r.violation, r.incident, r.moment, r.caption, r.type, r.width, r.height, r.bytes,
               r.sha256, r.thumbnail_sha256
        FROM photo r WHERE r.change >= ?1 ORDER BY r.change, r.id)"},
    Family{"import", R"(
        SELECT r.change, r.undoes, r.account, r.kind, r.file_name, r.created, r.revised, r.unchanged
        FROM import_log r WHERE r.change >= ?1 ORDER BY r.change)"},
};

}  // namespace

RowDigests::RowDigests(ReadTx const& tx, Revision first) {
    cursors_.reserve(families.size());
    for (Family const& family : families) {
        cursors_.push_back({family.name, tx.connection().prepare(family.sql), std::nullopt});
        cursors_.back().rows.bind(0, first);
        advance(cursors_.back());
    }
}

void RowDigests::advance(Cursor& cursor) {
    cursor.at = cursor.rows.step() ? std::optional{cursor.rows.integer(0)} : std::nullopt;
}

RowDigests::Digest RowDigests::of(Revision change) {
    CanonicalDigest digest;
    Digest result;
    for (Cursor& cursor : cursors_) {
        for (; cursor.at && *cursor.at < change; advance(cursor))
            strays_.insert(*cursor.at);
        if (cursor.at != change) continue;
        digest.add(cursor.family);
        for (; cursor.at == change; advance(cursor)) {
            digest.add_row(cursor.rows);
            ++result.rows;
        }
    }
    result.sha256 = digest.hex();
    return result;
}

std::set<Revision> RowDigests::strays() {
    for (Cursor& cursor : cursors_) {
        for (; cursor.at; advance(cursor))
            strays_.insert(*cursor.at);
    }
    return strays_;
}

std::vector<std::string> find_unrecorded_rows(ReadTx const& tx) {
    std::vector<std::string> faults;
    auto const find = [&](std::string_view what, std::string_view sql) {
        Statement statement = tx.connection().prepare(sql);
        if (statement.step() && statement.integer(0) > 0) {
            faults.push_back(
                fmt::format("{} of the table {} belong to no change.", statement.integer(0), what));
        }
    };
    for (std::string_view const family :
         {"organization", "site", "hours", "incident", "violation", "period_totals", "obligation", "activity",
          "breach", "dispute", "account"}) {
        find(family, fmt::format("SELECT count(*) FROM {0} i WHERE NOT EXISTS "
                                 "(SELECT 1 FROM {0}_revision r WHERE r.id = i.id)",
                                 family));
    }
    find("requirement",
         "SELECT count(*) FROM requirement WHERE id NOT IN "
         "(SELECT requirement FROM violation_revision WHERE requirement IS NOT NULL)");
    return faults;
}

}  // namespace safetycell::store
