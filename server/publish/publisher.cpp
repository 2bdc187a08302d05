#include "publish/publisher.hpp"

#include "base/gzip.hpp"
#include "base/log.hpp"
#include "contract/edition.hpp"
#include "domain/slots.hpp"
#include "publish/building.hpp"
#include "publish/views.hpp"
#include "store/change_log.hpp"
#include "store/database.hpp"
#include "store/editions.hpp"
#include "store/facts.hpp"
#include "store/records.hpp"
#include "store/settings.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace safetycell::publish {
namespace {

constexpr std::string_view schedule = "schedule";

/// An edition published this long after its slot is late: the ticker runs every 15 s, and a busy writer may
/// need a while.
constexpr seconds still_in_time{120};

/// The longest time between two slots, over a day and the night after it.
seconds longest_gap(std::vector<TimeOfDay> const& times) {
    constexpr int minutes_a_day = 24 * 60;
    int longest = times.front().minutes + minutes_a_day - times.back().minutes;
    for (std::size_t i = 1; i < times.size(); ++i) {
        longest = std::max(longest, times[i].minutes - times[i - 1].minutes);
    }
    return std::chrono::minutes{longest};
}

live::FramePtr frame_of(std::string epoch, std::int64_t edition, std::string text, std::string compressed) {
    return std::make_shared<live::Frame const>(
        live::Frame{std::move(epoch), edition, std::move(compressed), std::move(text)});
}

}  // namespace

live::FramesByAudience load_current_frames(store::ReadTx const& tx) {
    live::FramesByAudience frames;
    std::int64_t const current = store::current_edition_number(tx);
    if (current == 0) return frames;
    std::string const epoch = store::epoch(tx);
    for (store::View& view : store::load_views(tx, current)) {
        if (!is_for_walls(view.audience)) continue;
        auto text = gunzip(view.gzip, std::numeric_limits<std::size_t>::max() / 2);
        if (!text) throw store::StoreFault("A stored view is damaged; restore a backup of the database.");
        frames.emplace(view.audience, frame_of(epoch, current, *std::move(text), std::move(view.gzip)));
    }
    return frames;
}

Publisher::Publisher(store::Connection& connection, PolicyInForce initial_policy,
                     std::vector<TimeOfDay> initial_slots, OnPublished on_published)
    : connection_(connection),
      initial_policy_(std::move(initial_policy)),
      initial_slots_(std::move(initial_slots)),
      on_published_(std::move(on_published)) {
}

Publisher::Slots Publisher::find_slots(Instant now) {
    store::ReadTx const tx{connection_};
    auto const schedules = store::load_schedules(tx, initial_slots_);
    if (schedules.empty()) return {};
    auto const last = store::newest_published_slot(tx);
    if (last && *last > now) return {{}, last};
    Instant const after = last ? *last : schedules.front().since;
    return {domain::slots_between(schedules, after, now), std::nullopt};
}

Publisher::Due Publisher::publish_next_due(Instant now) {
    Slots const slots = find_slots(now);
    std::vector<Instant> const& due = slots.due;
    if (due.empty()) return {std::nullopt, false, slots.ahead};
    Instant const slot = due.front();
    domain::EditionHeader header;
    header.kind = now - slot > still_in_time ? domain::EditionKind::late : domain::EditionKind::slot;
    header.slot = slot;
    header.as_of = slot;
    header.published_by = schedule;
    {
        store::ReadTx const tx{connection_};
        header.known_through = store::revision_known_at(tx, slot);
    }
    bool const is_last = due.size() == 1;
    auto const published = publish_one(std::move(header), now, is_last ? Tell::screens : Tell::nobody);
    if (!published) {
        log::error("slot not published", {{"slot", to_string(slot)}, {"why", published.error().message}});
        return {};
    }
    return {published->number, !is_last, std::nullopt};
}

std::vector<std::int64_t> Publisher::tick(Instant now) {
    std::vector<std::int64_t> numbers;
    bool more = true;
    while (more) {
        Due const due = publish_next_due(now);
        if (due.number) numbers.push_back(*due.number);
        more = due.more;
    }
    return numbers;
}

Result<domain::EditionHeader> Publisher::publish(OutOfSlot const& request, Instant now) {
    if (request.as_of > now) {
        return failure(ErrorCode::invalid,
                       fmt::format("{} lies in the future; an edition is about a moment that has passed.",
                                   to_string(request.as_of)),
                       "at");
    }
    if (request.reason.empty()) {
        return failure(ErrorCode::invalid, "An edition out of slot needs a reason; give one with --reason.",
                       "reason");
    }
    domain::EditionHeader header;
    header.kind = domain::EditionKind::out_of_slot;
    header.as_of = request.as_of;
    header.published_by = request.who;
    header.reason = request.reason;
    {
        store::ReadTx const tx{connection_};
        header.known_through =
            request.known_at ? store::revision_known_at(tx, *request.known_at) : store::newest_revision(tx);
    }
    return publish_one(std::move(header), now, Tell::screens);
}

void Publisher::move_facts_to(store::ReadTx const& tx, Revision revision) {
    if (revision < facts_.revision) facts_ = domain::Facts{};
    // Until the advance is complete the facts are of no revision: a fault in between must not be kept.
    domain::Facts facts = std::exchange(facts_, domain::Facts{});
    store::advance_facts(tx, facts, revision);
    facts_ = std::move(facts);
}

Result<domain::EditionHeader> Publisher::publish_one(domain::EditionHeader header, Instant now, Tell tell) {
    store::WriteTx tx{connection_, now};
    move_facts_to(tx, header.known_through);
    if (facts_.enterprise.name.empty()) {
        return failure(ErrorCode::invalid,
                       "Nothing was known at that time, not even the enterprise; choose a later --known-at.",
                       "known_at");
    }
    auto const policy = policy_in_force(tx, header.known_through, initial_policy_);
    if (!policy) return tl::unexpected(policy.error());
    header.number = store::next_edition_number(tx);
    header.published_at = now;
    header.previous = store::predecessor_number(tx, header.as_of);
    domain::SlotSchedule const schedule = store::load_schedules(tx, initial_slots_).back().schedule;
    header.next_slot_at = domain::next_slot(schedule, std::max(header.as_of, now));
    header.longest_slot_gap = longest_gap(schedule.times);

    auto const edition = publish::build_edition(tx, facts_, policy->policy, header);
    if (!edition) return tl::unexpected(edition.error());

    std::string const epoch = store::epoch(tx);
    std::vector<store::View> views;
    live::FramesByAudience frames;
    for (RenderedView& view : render_views(*edition, facts_, policy->policy, epoch)) {
        std::string compressed = gzip(view.text);
        views.push_back({header.number, view.audience, compressed});
        if (!is_for_walls(view.audience)) continue;
        frames.emplace(std::move(view.audience),
                       frame_of(epoch, header.number, std::move(view.text), std::move(compressed)));
    }
    store::StoredEdition stored;
    stored.header = header;
    stored.document = contract::render_edition(*edition, facts_, policy->policy);
    stored.policy = policy->text;
    if (auto const inserted = store::insert_edition(tx, std::move(stored), views); !inserted) {
        return tl::unexpected(inserted.error());
    }
    bool const is_current = store::current_edition_number(tx) == header.number;
    tx.commit();
    if (is_current && tell == Tell::screens && on_published_) on_published_(std::move(frames));
    return header;
}

}  // namespace safetycell::publish
