#include "domain/slots.hpp"

#include "support/facts_builder.hpp"
#include "support/fake_clock.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

using namespace safetycell;
using namespace safetycell::domain;
using std::chrono::days;
using std::chrono::minutes;

namespace {

/// What the clocks on the wall show, as minutes since 1 January 1970 on that same wall.
std::int64_t shown_at(TimeZone const& zone, Instant instant) {
    return std::int64_t{zone.date_at(instant).days_since_1970} * 1440 + zone.time_of_day_at(instant).minutes;
}

/// A year as somebody sees it who looks at the clock on the wall every minute. A time is due at the first
/// minute at which the clock shows it or, where the clock never shows it, a later one. What was due once is not
/// due again.
struct WatchedYear {
    TimeZone zone;
    Instant start;
    Instant end;
    std::int64_t first_shown = 0;
    std::vector<Instant> due;  ///< By minutes shown since the first, to some days past `end`.

    WatchedYear(std::string_view zone_name, int year) : zone(test::zone(zone_name)) {
        start = zone.start_of(date_from({year, 1, 1}));
        end = zone.start_of(date_from({year + 1, 1, 1}));
        first_shown = shown_at(zone, start);
        for (Instant now = start; now <= end + days{10}; now += minutes{1}) {
            std::int64_t const shown = shown_at(zone, now) - first_shown;
            while (static_cast<std::int64_t>(due.size()) <= shown)
                due.push_back(now);
        }
    }

    /// Each slot in (after, until].
    std::set<Instant> slots(std::vector<TimeOfDay> const& times, Instant after, Instant until) const {
        std::set<Instant> slots;
        for (std::size_t day = 0; day + 1440 <= due.size(); day += 1440) {
            for (TimeOfDay const time : times) {
                Instant const slot = due[day + static_cast<std::size_t>(time.minutes)];
                if (after < slot && slot <= until) slots.insert(slot);
            }
        }
        return slots;
    }
};

/// What the publisher keeps between two ticks is what is stored: the editions, each with its slot.
struct Publisher {
    SlotSchedule schedule;
    Instant created_at;
    std::map<Instant, int> editions;

    /// Publishes what is due at `now`, and is stopped after `stopped_after` editions.
    void tick(Instant now, std::size_t stopped_after) {
        Instant const last = editions.empty() ? created_at : std::max(editions.rbegin()->first, created_at);
        std::vector<Instant> due = slots_between(schedule, last, now);
        due.resize(std::min(due.size(), stopped_after));
        for (Instant const slot : due) {
            RC_ASSERT(slot <= now);
            RC_ASSERT((editions.empty() || editions.rbegin()->first < slot));
            ++editions[slot];
        }
    }
};

std::vector<TimeOfDay> some_times(std::mt19937& random) {
    // The default, times that clock changes of these zones skip or repeat, and any others.
    std::vector<TimeOfDay> times{{6 * 60}, {18 * 60}};
    if (random() % 3 != 0) {
        constexpr std::array around_changes{0,   1,   30,  60,  119,     120,          121,
                                            150, 179, 180, 210, 23 * 60, 23 * 60 + 30, 1439};
        if (random() % 2 == 0) times.clear();
        for (std::size_t i = random() % 5 + 1; i > 0; --i)
            times.push_back({around_changes[random() % around_changes.size()]});
        if (random() % 2 == 0) times.push_back({static_cast<int>(random() % 1440)});
    }
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
    return times;
}

/// A year of a server that is stopped, starts again, and whose clock is set wrong and right.
void live_through(WatchedYear const& year, std::uint32_t seed) {
    std::mt19937 random{seed};
    auto const seconds_up_to = [&random](days most) {
        return seconds{static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(seconds{most}.count()))};
    };
    Instant const created_at = year.start + seconds_up_to(days{20});
    Publisher publisher{{year.zone, some_times(random)}, created_at, {}};
    test::FakeClock clock{created_at};
    Instant truth = created_at;
    seconds wrong_by{0};
    Instant latest_seen = created_at;
    while (truth < year.end) {
        switch (random() % 20) {
            case 0: truth += seconds_up_to(days{12}); break;  // Stopped; a restart keeps only what is stored.
            case 1: wrong_by = seconds_up_to(days{4}); break;
            case 2: wrong_by = -seconds_up_to(days{4}); break;
            case 3:
            case 4: wrong_by = seconds{0}; break;
            case 5: truth += seconds{15}; break;
            default: truth += seconds_up_to(days{1}) / 2;
        }
        truth = std::min(truth, year.end);
        clock.set(truth + wrong_by);
        latest_seen = std::max(latest_seen, clock.now());
        publisher.tick(clock.now(), random() % 8 == 0 ? random() % 3 : SIZE_MAX);
    }
    clock.set(truth);
    latest_seen = std::max(latest_seen, clock.now());
    publisher.tick(clock.now(), SIZE_MAX);
    // A clock that runs ahead shows a slot as due, and it is due for good: so all up to the latest time shown.
    Instant const last_seen_due =
        publisher.editions.empty() ? created_at : std::max(truth, publisher.editions.rbegin()->first);
    RC_ASSERT(last_seen_due <= latest_seen);

    std::set<Instant> published;
    for (auto const& [slot, count] : publisher.editions) {
        RC_ASSERT(count == 1);
        published.insert(slot);
    }
    RC_ASSERT(published == year.slots(publisher.schedule.times, created_at, last_seen_due));
}

void check_year(std::string const& zone, int year) {
    CAPTURE(zone);
    CAPTURE(year);
    WatchedYear const watched{zone, year};
    CHECK(rc::check("a year in " + zone + ", " + std::to_string(year) + ": each slot exactly one edition",
                    [&watched] { live_through(watched, *rc::gen::arbitrary<std::uint32_t>()); }));
}

}  // namespace

TEST_CASE("through restarts and clock jumps each slot of a year gets exactly one edition") {
    check_year("Europe/Berlin", 2025);
    check_year("Asia/Almaty", 2024);
    check_year("America/St_Johns", 2025);
}

TEST_CASE("also where a change of the clocks falls on midnight, or takes a whole day") {
    check_year("America/St_Johns", 2010);
    check_year("Pacific/Apia", 2011);
}

TEST_CASE("the next slot is the first of those that follow") {
    std::vector<TimeZone> const zones{test::zone("Europe/Berlin"), test::zone("Asia/Almaty"),
                                      test::zone("America/St_Johns"), test::zone("Pacific/Apia")};
    CHECK(rc::check("next_slot is the front of slots_between", [&zones] {
        std::mt19937 random{*rc::gen::arbitrary<std::uint32_t>()};
        SlotSchedule const schedule{zones[random() % zones.size()], some_times(random)};
        Instant const after = test::instant("2010-01-01T00:00Z") + seconds{random() % 500'000'000};
        Instant const next = next_slot(schedule, after);
        RC_ASSERT(next > after);
        RC_ASSERT(slots_between(schedule, after, next) == std::vector<Instant>{next});
    }));
}
