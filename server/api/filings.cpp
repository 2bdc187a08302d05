#include "api/filings.hpp"

#include "api/account_entry.hpp"
#include "api/asker.hpp"
#include "api/enterprise_zone.hpp"
#include "api/query_values.hpp"
#include "api/record_permissions.hpp"
#include "contract/filings.hpp"
#include "store/filings.hpp"

#include <algorithm>
#include <limits>

namespace safetycell::api {
namespace {

using importing::Kind;

constexpr std::string_view no_such_form =
    "There is no such form here; the list of its month shows those there are.";

domain::Period month_from(Date day) {
    return {first_of_month(day), last_of_month(day)};
}

Date const earliest_month = date_from({1900, 1, 1});
Date const latest_month = date_from({2999, 12, 1});

/// The month that the query asks for; the last one that has ended where it asks for none.
Result<domain::Period> month_in_query(Request const& request, Date today) {
    auto const found = request.query.find("month");
    if (found == request.query.end()) return month_from(months_before(first_of_month(today), 1));
    auto const day = parse_date(found->second + "-01");
    if (day && *day >= earliest_month && *day <= latest_month) return month_from(*day);
    return failure(ErrorCode::invalid, "`month` is a month as 2026-01, from 1900-01 to 2999-12.", "month");
}

domain::OrganizationRecords records_of(store::FilingRecords const& loaded) {
    domain::OrganizationRecords records;
    auto const point = [](auto const& from, auto& to) {
        for (auto const& record : from)
            to.push_back(&record);
    };
    point(loaded.hours, records.hours);
    point(loaded.incidents, records.incidents);
    point(loaded.totals, records.totals);
    return records;
}

struct Filed {
    contract::FiledForm form;
    std::vector<domain::MonthFigures> before;
};

Filed filed_form(store::ReadTx const& tx, domain::PeriodTotals const& form, store::FilingRecords const& loaded,
                 Date today) {
    domain::OrganizationRecords const records = records_of(loaded);
    Filed filed;
    filed.form.id = form.id.value;
    if (form.site) filed.form.site = store::site_code(tx, form.site);
    filed.form.period = form.period;
    store::Change first = store::load_revisions<domain::PeriodTotals>(tx, form.id.value).front().change;
    filed.form.filed_at = first.recorded_at;
    filed.form.who = std::move(first.author.who);
    filed.form.comparison = compare_with_records(form, records, today);
    filed.before = months_before_form(form, records);
    filed.form.jumps = jumps_in(form, filed.before);
    return filed;
}

/// Looks back from the first day that any of the forms speaks of.
Date looked_back_from(domain::Period period) {
    return months_before(first_of_month(period.first), domain::months_looked_back);
}

bool speaks_of(domain::PeriodTotals const& form, domain::Period month) {
    return form.period.first <= month.first && form.period.last >= month.last;
}

contract::OrganizationFilings filings_of(store::ReadTx const& tx, store::FilingRecords const& loaded,
                                         domain::Period month, TimeZone const& zone, Date today) {
    contract::OrganizationFilings filings;
    filings.code = loaded.organization.code;
    filings.name = loaded.organization.name;
    for (domain::PeriodTotals const& form : loaded.totals) {
        if (speaks_of(form, month)) filings.forms.push_back(filed_form(tx, form, loaded, today).form);
    }
    std::vector<domain::CameForm> forms;
    for (store::StatedForm const& one : loaded.stated)
        forms.push_back({one.site, zone.date_at(one.recorded_at)});
    std::vector<SiteId> places = domain::places_in(loaded.hours, month);
    if (places.empty()) places.emplace_back();
    std::vector<Date> filed_on;
    for (SiteId const place : places) {
        filed_on.push_back(domain::filed_on(forms, place));
        if (filed_on.back().is_never() && place && !forms.empty()) {
            filings.missing_sites.push_back(store::site_code(tx, place));
        }
    }
    filings.state = domain::filing_state(std::ranges::max(filed_on), domain::filing_due_on(month), today);
    return filings;
}

/// Own people have no form to file: their hours and injuries are recorded one by one. What was filed is told.
bool is_listed(store::FilingRecords const& loaded, contract::OrganizationFilings const& filings,
               domain::Period month, TimeZone const& zone) {
    if (!filings.forms.empty()) return true;
    Date const known_since = std::min(loaded.first_trace, zone.date_at(loaded.recorded_at));
    return loaded.organization.kind == domain::OrganizationKind::contractor &&
           was_on_site(loaded.organization, known_since, month);
}

}  // namespace

Result<Reply> list_filings(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {"month"}); !known) return tl::unexpected(known.error());
    TimeZone const zone = zone_of_enterprise(tx);
    Date const today = zone.date_at(context.request.received_at);
    auto const month = month_in_query(context.request, today);
    if (!month) return tl::unexpected(month.error());
    contract::FilingList list;
    list.month = *month;
    list.due_on = domain::filing_due_on(*month);
    store::Visible const visible = visible_to(*context.asker.actor, Kind::period_totals);
    for (auto const& loaded : store::load_filing_records(tx, visible, *month, looked_back_from(*month))) {
        auto filings = filings_of(tx, loaded, *month, zone, today);
        if (is_listed(loaded, filings, *month, zone)) list.organizations.push_back(std::move(filings));
    }
    Reply reply = json_reply(contract::render_filing_list(list));
    reply.cache_control = "no-cache";
    return reply;
}

Result<Reply> get_filing(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {}); !known) return tl::unexpected(known.error());
    auto const missing = [] {
        return failure(ErrorCode::not_found, std::string{no_such_form});
    };
    auto const id = positive_integer(context.parameters.find("id")->second);
    if (!id || *id > std::numeric_limits<std::int32_t>::max()) return missing();
    auto const number = static_cast<std::int32_t>(*id);
    auto const revisions = store::load_revisions<domain::PeriodTotals>(tx, number);
    if (revisions.empty()) return missing();
    domain::PeriodTotals const& form = revisions.back().record;
    auto may = check_may(context.asker, action_to_see(Kind::period_totals), {form.organization, form.site},
                         no_such_form);
    if (!may) return tl::unexpected(may.error());
    if (form.voided) return missing();
    store::Visible const visible = visible_to(*context.asker.actor, Kind::period_totals);
    auto const loaded = store::load_filing_records_of(tx, visible, form.organization, form.period,
                                                      looked_back_from(form.period));
    if (!loaded) return missing();
    TimeZone const zone = zone_of_enterprise(tx);
    Date const today = zone.date_at(context.request.received_at);
    Filed filed = filed_form(tx, form, *loaded, today);
    contract::Filing filing;
    filing.organization = loaded->organization.code;
    filing.organization_name = loaded->organization.name;
    filing.due_on = domain::filing_due_on(form.period);
    filing.state = domain::filing_state(zone.date_at(filed.form.filed_at), filing.due_on, today);
    if (form.headcount != domain::unknown_headcount) filing.headcount = form.headcount;
    filing.form = std::move(filed.form);
    filing.before = std::move(filed.before);
    Reply reply = json_reply(contract::render_filing(filing));
    reply.cache_control = "no-cache";
    return reply;
}

}  // namespace safetycell::api
