#include "domain/slots.hpp"

#include "case_file.hpp"
#include "support/facts_builder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace safetycell;
using namespace safetycell::domain;
using test::instant;
using test::Json;
using test::text_of;

namespace {

SlotSchedule schedule(std::string_view zone, std::vector<std::string> const& times) {
    SlotSchedule result{test::zone(zone), {}};
    for (std::string const& time : times)
        result.times.push_back(parse_time_of_day(time).value());
    return result;
}

}  // namespace

TEST_CASE("the table of slots") {
    Json const table = test::case_file("slots.json");
    for (Json const& one : table.at("cases")) {
        CAPTURE(text_of(one, "case"));
        SlotSchedule const due =
            schedule(text_of(one, "zone"), one.at("times").get<std::vector<std::string>>());
        std::vector<std::string> slots;
        for (Instant const slot :
             slots_between(due, instant(text_of(one, "after")), instant(text_of(one, "until"))))
            slots.push_back(to_string(slot));
        CHECK(slots == one.at("slots").get<std::vector<std::string>>());
    }
}

TEST_CASE("the next slot is the first one later") {
    SlotSchedule const due = schedule("Asia/Almaty", {"06:00", "18:00"});
    CHECK(next_slot(due, instant("2025-06-10T00:59:59Z")) == instant("2025-06-10T01:00Z"));
    CHECK(next_slot(due, instant("2025-06-10T01:00Z")) == instant("2025-06-10T13:00Z"));
    CHECK(next_slot(due, instant("2025-06-10T13:00Z")) == instant("2025-06-11T01:00Z"));
    SlotSchedule const once = schedule("Pacific/Apia", {"23:59"});
    CHECK(next_slot(once, instant("2011-12-30T09:59Z")) == instant("2011-12-30T10:00Z"));
    CHECK(next_slot(once, instant("2011-12-30T10:00Z")) == instant("2011-12-31T09:59Z"));
}

TEST_CASE("ten years away: two slots a day, each later than the one before, none lost at the seams") {
    for (std::string_view const zone : {"Europe/Berlin", "Asia/Almaty", "America/St_Johns", "UTC"}) {
        CAPTURE(zone);
        SlotSchedule const due = schedule(zone, {"06:00", "18:00"});
        Instant const from = due.time_zone.start_of(test::day("2016-01-01"));
        Instant const until = due.time_zone.start_of(test::day("2026-01-01"));
        std::vector<Instant> const slots = slots_between(due, from, until);
        CHECK(slots.size() == 2 * 3653);
        CHECK(std::adjacent_find(slots.begin(), slots.end(), std::greater_equal<>{}) == slots.end());
        for (Instant const slot : slots) {
            int const minutes = due.time_zone.time_of_day_at(slot).minutes;
            REQUIRE((minutes == 6 * 60 || minutes == 18 * 60));
        }
        // Asked for month by month it is the same.
        std::vector<Instant> pieces;
        for (Instant start = from; start < until; start += std::chrono::days{30}) {
            auto const piece = slots_between(due, start, std::min(start + std::chrono::days{30}, until));
            pieces.insert(pieces.end(), piece.begin(), piece.end());
        }
        CHECK(pieces == slots);
    }
}

TEST_CASE("what was due at a moment is what the schedule in force then says") {
    SlotSchedule const before = schedule("UTC", {"06:00", "18:00"});
    SlotSchedule const after = schedule("UTC", {"08:00", "18:00", "20:00"});
    std::vector<ScheduleChange> const history{{instant("2026-05-01T00:00:00Z"), before},
                                              {instant("2026-05-02T07:00:00Z"), after}};
    auto const slots = [&](std::string_view from, std::string_view until) {
        std::vector<std::string> texts;
        for (Instant const slot : slots_between(history, instant(from), instant(until)))
            texts.push_back(to_string(slot));
        return texts;
    };
    CHECK(slots("2026-05-01T05:00:00Z", "2026-05-03T09:00:00Z") ==
          std::vector<std::string>{"2026-05-01T06:00:00Z", "2026-05-01T18:00:00Z", "2026-05-02T06:00:00Z",
                                   "2026-05-02T08:00:00Z", "2026-05-02T18:00:00Z", "2026-05-02T20:00:00Z",
                                   "2026-05-03T08:00:00Z"});
    CHECK(slots("2026-05-02T07:00:00Z", "2026-05-02T08:00:00Z") ==
          std::vector<std::string>{"2026-05-02T08:00:00Z"});
    // Nothing is due before the first, and a time of day that has passed waits for the next day.
    CHECK(slots("2026-04-29T00:00:00Z", "2026-05-01T05:00:00Z").empty());
    CHECK(slots_between({{instant("2026-05-01T19:00:00Z"), before}}, instant("2026-05-01T00:00:00Z"),
                        instant("2026-05-02T05:59:59Z"))
              .empty());
}

TEST_CASE("a slot at the very instant of a change is one of the schedule before it") {
    std::vector<ScheduleChange> const history{{instant("2026-05-01T00:00:00Z"), schedule("UTC", {"06:00"})},
                                              {instant("2026-05-02T06:00:00Z"), schedule("UTC", {"07:00"})}};
    CHECK(slots_between(history, instant("2026-05-01T12:00:00Z"), instant("2026-05-02T12:00:00Z")) ==
          std::vector<Instant>{instant("2026-05-02T06:00:00Z"), instant("2026-05-02T07:00:00Z")});
}

TEST_CASE("of changes made while the clock was wrong the last one counts") {
    std::vector<ScheduleChange> const history{{instant("2026-05-01T00:00:00Z"), schedule("UTC", {"06:00"})},
                                              {instant("2026-05-09T00:00:00Z"), schedule("UTC", {"07:00"})},
                                              {instant("2026-05-02T00:00:00Z"), schedule("UTC", {"08:00"})}};
    CHECK(slots_between(history, instant("2026-05-01T00:00:00Z"), instant("2026-05-03T00:00:00Z")) ==
          std::vector<Instant>{instant("2026-05-01T06:00:00Z"), instant("2026-05-02T08:00:00Z")});
}

TEST_CASE("a change of the zone moves the slots from then on") {
    std::vector<ScheduleChange> const history{
        {instant("2026-05-01T00:00:00Z"), schedule("UTC", {"06:00"})},
        {instant("2026-05-01T12:00:00Z"), schedule("Asia/Almaty", {"06:00"})}};
    CHECK(slots_between(history, instant("2026-05-01T00:00:00Z"), instant("2026-05-02T05:00:00Z")) ==
          std::vector<Instant>{instant("2026-05-01T06:00:00Z"), instant("2026-05-02T01:00:00Z")});
}
