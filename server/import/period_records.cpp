#include "import/period_records.hpp"

#include <algorithm>
#include <set>

namespace safetycell::importing {
namespace {

using Records = std::vector<PeriodRecord>;

/// More people than any organization has, to find a slip of the keyboard where no headcount was ever stated.
constexpr std::int64_t people_of_the_largest = 100'000;

auto place_of(PeriodRecord const& record) {
    return std::tuple{record.organization, record.site};
}

/// What the database holds of the organizations of a file, as it will stand beside it: in force, and not stated
/// anew by the file.
struct Recorded {
    Records same_kind;
    Records other_kind;
};

Recorded load_recorded(Batch const& batch, Records const& stated) {
    std::set<OrganizationId> organizations;
    std::set<std::tuple<OrganizationId, SiteId, domain::Period>> restated;
    for (PeriodRecord const& one : stated) {
        organizations.insert(one.organization);
        restated.emplace(one.organization, one.site, one.period);
    }
    Kind const kind = batch.mapping.mapping().kind;
    Recorded recorded;
    auto const add_all = [&](auto const& records) {
        for (auto const& record : records) {
            PeriodRecord const one = in_common(record);
            bool const is_same_kind = one.kind == kind;
            bool const is_restated =
                is_same_kind && restated.contains({one.organization, one.site, one.period});
            if (!one.voided && !is_restated) {
                (is_same_kind ? recorded.same_kind : recorded.other_kind).push_back(one);
            }
        }
    };
    for (OrganizationId const organization : organizations) {
        add_all(store::load_hours_of(batch.tx, organization));
        add_all(store::load_period_totals_of(batch.tx, organization));
    }
    return recorded;
}

/// Refuses each row at most once: one year may stand against twelve months.
class Refusals {
public:
    explicit Refusals(Batch& batch) : batch_(batch) {}

    void refuse(PeriodRecord const& record, std::string_view expected) {
        if (rows_.insert(record.row).second) batch_.reader(record.row).refuse_row(expected);
    }
    /// Of two records, the row to refuse: the one of the file, or the later one.
    static PeriodRecord const& culprit(PeriodRecord const& one, PeriodRecord const& other) {
        return one.line > other.line ? one : other;
    }

private:
    Batch& batch_;
    std::set<std::size_t> rows_;
};

bool are_both_recorded(PeriodRecord const& one, PeriodRecord const& other) {
    return one.line == 0 && other.line == 0;
}

void refuse_overlap(Refusals& refusals, PeriodRecord const& one, PeriodRecord const& other,
                    std::string_view what) {
    if (are_both_recorded(one, other)) return;
    auto const& [earlier, later] =
        std::minmax(one, other, [](auto const& left, auto const& right) { return left.line < right.line; });
    if (earlier.line == 0) {
        refusals.refuse(
            later,
            fmt::format("A period that shares no day with what is recorded for this organization and site: "
                        "{} to {}. Correct it, or withdraw that period by stating it with \"voided\" = yes.",
                        to_string(earlier.period.first), to_string(earlier.period.last)));
    } else {
        refusals.refuse(later, fmt::format("A period that shares no day with another row of the same "
                                           "organization and site; lines {} and {} {}.",
                                           earlier.line, later.line, what));
    }
}

void refuse_overlaps(Refusals& refusals, Records records) {
    std::ranges::sort(records, {}, [](PeriodRecord const& one) {
        return std::tuple{one.organization, one.site, one.period, one.line};
    });
    PeriodRecord const* previous = nullptr;
    // Of those before at the same place and in force, the one that ends last.
    PeriodRecord const* longest = nullptr;
    for (PeriodRecord const& one : records) {
        if (previous != nullptr && place_of(*previous) != place_of(one)) previous = longest = nullptr;
        if (previous != nullptr && previous->period == one.period) {
            refuse_overlap(refusals, *previous, one, "state the same period");
        } else if (longest != nullptr && !one.voided && longest->period.overlaps(one.period)) {
            refuse_overlap(refusals, *longest, one, "overlap");
        }
        previous = &one;
        bool const is_longer = longest == nullptr || one.period.last > longest->period.last;
        if (!one.voided && is_longer) longest = &one;
    }
}

std::string where(Batch& batch, PeriodRecord const& record) {
    std::string const place =
        record.site ? fmt::format("at site \"{}\"", batch.directory.code_of(record.site)) : "without a site";
    if (record.line > 0) return fmt::format("line {} {}", record.line, place);
    return fmt::format("the recorded {} of {} to {} {}", record.kind == Kind::hours ? "hours" : "period totals",
                       to_string(record.period.first), to_string(record.period.last), place);
}

/// What stands without a site is of all sites, so it must not stand beside what is at one of them.
/// Precondition: the periods without a site of one organization are disjoint, or refused already.
void refuse_counted_twice(Batch& batch, Refusals& refusals, Records without_site, Records const& at_sites) {
    auto const by_day = [](PeriodRecord const& one) {
        return std::tuple{one.organization, one.period.first};
    };
    std::ranges::sort(without_site, {}, by_day);
    for (PeriodRecord const& one : at_sites) {
        auto const after =
            std::ranges::upper_bound(without_site, std::tuple{one.organization, one.period.last}, {}, by_day);
        if (after == without_site.begin()) continue;
        PeriodRecord const& whole = *std::prev(after);
        bool const counts_twice = whole.organization == one.organization && whole.period.overlaps(one.period);
        if (!counts_twice || are_both_recorded(whole, one)) continue;
        refusals.refuse(Refusals::culprit(whole, one),
                        fmt::format("Days that count once: {} and {} would be added up. Leave one of them out, "
                                    "or withdraw it by stating it with \"voided\" = yes.",
                                    where(batch, whole), where(batch, one)));
    }
}

template <class Test>
Records those(Records const& records, Test test) {
    Records chosen;
    std::ranges::copy_if(records, std::back_inserter(chosen),
                         [&](PeriodRecord const& one) { return !one.voided && test(one); });
    return chosen;
}

/// The numbers of people that are known of organizations, by site and first day.
class Headcounts {
public:
    void add(Records const& records) {
        for (PeriodRecord const& one : records) {
            if (one.voided || one.headcount == domain::unknown_headcount) continue;
            known_[one.organization][one.site][one.period.first] = one.headcount;
        }
    }

    /// The last one known at the site, or of all sites together where none is; the first one where all are
    /// later.
    std::optional<std::int64_t> last_known(PeriodRecord const& record) const {
        auto const organization = known_.find(record.organization);
        if (organization == known_.end()) return std::nullopt;
        auto const at_site = organization->second.find(record.site);
        if (at_site != organization->second.end()) return last_until(at_site->second, record.period.first);
        std::int64_t sum = 0;
        for (auto const& [site, by_day] : organization->second)
            sum += last_until(by_day, record.period.first);
        return sum;
    }

private:
    using ByDay = std::map<Date, std::int64_t>;

    static std::int64_t last_until(ByDay const& by_day, Date day) {
        auto const after = by_day.upper_bound(day);
        return after == by_day.begin() ? after->second : std::prev(after)->second;
    }

    std::map<OrganizationId, std::map<SiteId, ByDay>> known_;
};

void check_hours(Batch& batch, PeriodRecord const& record, Headcounts const& headcounts) {
    if (record.voided || record.hours_hundredths == domain::unknown_count) return;
    bool const has_headcount = record.headcount != domain::unknown_headcount;
    std::optional<std::int64_t> const last_known = headcounts.last_known(record);
    std::int64_t const people = std::max<std::int64_t>(
        has_headcount ? record.headcount : last_known.value_or(people_of_the_largest), 1);
    std::int64_t const most = 24 * people * record.period.days();
    if (record.hours_hundredths <= most * 100) return;
    std::string const expected =
        fmt::format("At most {} hours: 24 a day for {} people over the {} days from {} to {}", most, people,
                    record.period.days(), to_string(record.period.first), to_string(record.period.last));
    RowReader reader = batch.reader(record.row);
    if (has_headcount) {
        reader.refuse(Field::hours, expected + ".");
    } else {
        reader.warn(Field::hours, fmt::format("{}. {} Correct the hours, or state the headcount.", expected,
                                              last_known ? "So many were last known of the organization."
                                                         : "No headcount of the organization is known."));
    }
}

}  // namespace

void refuse_unended(RowReader& reader, domain::Period period, Place const& place) {
    if (period.last <= place.today) return;
    reader.refuse_row(
        fmt::format("A period that is not in the future; this one lasts to {}, and there it is {} today.",
                    to_string(period.last), to_string(place.today)));
}

void check_period_records(Batch& batch, std::vector<PeriodRecord> const& stated) {
    Recorded const recorded = load_recorded(batch, stated);
    Headcounts headcounts;
    headcounts.add(recorded.other_kind);
    headcounts.add(recorded.same_kind);
    headcounts.add(stated);
    for (PeriodRecord const& one : stated)
        check_hours(batch, one, headcounts);

    Refusals refusals{batch};
    Records all = recorded.same_kind;
    all.insert(all.end(), stated.begin(), stated.end());
    refuse_overlaps(refusals, all);
    auto const is_without_site = [](PeriodRecord const& one) {
        return !one.site;
    };
    auto const is_at_site = [](PeriodRecord const& one) {
        return static_cast<bool>(one.site);
    };
    refuse_counted_twice(batch, refusals, those(all, is_without_site), those(all, is_at_site));
    // Hours records and totals are told apart by days only where the total speaks for the site of the record.
    auto const is_hours_without_site = [](PeriodRecord const& one) {
        return one.kind == Kind::hours && !one.site;
    };
    auto const is_total_with_hours_at_site = [](PeriodRecord const& one) {
        return one.kind == Kind::period_totals && one.site && one.hours_hundredths != domain::unknown_count;
    };
    all.insert(all.end(), recorded.other_kind.begin(), recorded.other_kind.end());
    refuse_counted_twice(batch, refusals, those(all, is_hours_without_site),
                         those(all, is_total_with_hours_at_site));
}

}  // namespace safetycell::importing
