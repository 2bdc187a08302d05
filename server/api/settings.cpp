#include "api/settings.hpp"

#include "api/account_entry.hpp"
#include "api/query_values.hpp"
#include "contract/object_reader.hpp"
#include "contract/settings.hpp"
#include "store/editions.hpp"
#include "store/settings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace safetycell::api {
namespace {

constexpr std::size_t longest_zone = 100;
constexpr std::size_t longest_time = 5;
constexpr std::size_t longest_language = 10;
constexpr std::size_t longest_reason = 500;

struct Decision {
    domain::Enterprise enterprise;
    store::EnterpriseSettings settings;
    Revision change = 0;
    std::string reason;
};

Result<Decision> read_decision(std::string const& text) {
    contract::ObjectReader body(text);
    Decision decision;
    decision.enterprise.name = body.line("name", store::longest_name);
    std::string const zone = body.line("time_zone", longest_zone);
    std::string const language_text = body.optional_line("language", longest_language);
    auto const slot_texts = body.lines("slots", store::most_slots, longest_time);
    decision.change = body.whole_number("change", 1, std::int64_t{1} << 53).value_or(0);
    decision.reason = body.line("reason", longest_reason);
    if (auto read = body.finish(); !read) return tl::unexpected(read.error());
    auto const time_zone = read_time_zone(zone);
    if (!time_zone) return tl::unexpected(time_zone.error());
    decision.enterprise.time_zone = *time_zone;
    auto language = read_language(language_text);
    if (!language) return tl::unexpected(language.error());
    decision.settings.language = *std::move(language);
    auto slots = read_slots(slot_texts);
    if (!slots) return tl::unexpected(slots.error());
    if (slots->empty()) {
        return failure(ErrorCode::invalid, "At least one time of publication is needed, as 06:00.", "slots");
    }
    decision.settings.slots = *std::move(slots);
    return decision;
}

Reply settings_reply(Context const& context, store::ReadTx const& tx) {
    contract::SettingsEntry entry;
    entry.enterprise = store::find_enterprise(tx).value();
    store::EnterpriseSettings settings = store::find_settings(tx);
    entry.language = std::move(settings.language);
    entry.slots = settings.slots.empty() ? context.service.initial_slots : std::move(settings.slots);
    entry.change = store::newest_settings_change(tx);
    return json_reply(contract::render_settings(entry));
}

}  // namespace

Result<std::string> read_language(std::string const& text) {
    if (text.empty() || text == "en" || text == "ru") return text;
    return failure(ErrorCode::invalid, "There are pages in English, \"en\", and in Russian, \"ru\".",
                   "language");
}

Result<TimeZone> read_time_zone(std::string const& name) {
    auto zone = TimeZone::find(name);
    if (zone) return zone;
    return failure(ErrorCode::invalid, zone.error().message, "time_zone");
}

Result<std::vector<TimeOfDay>> read_slots(std::vector<std::string> const& texts) {
    std::vector<TimeOfDay> slots;
    for (std::string const& text : texts) {
        auto const time = parse_time_of_day(text);
        if (!time) return failure(ErrorCode::invalid, time.error().message, "slots");
        slots.push_back(*time);
    }
    std::sort(slots.begin(), slots.end());
    if (auto const twin = std::adjacent_find(slots.begin(), slots.end()); twin != slots.end()) {
        return failure(ErrorCode::invalid,
                       fmt::format("{} stands there twice; leave one of the two out.", to_string(*twin)),
                       "slots");
    }
    return slots;
}

Result<Reply> get_settings(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {}); !known) return tl::unexpected(known.error());
    return settings_reply(context, tx);
}

Result<Reply> revise_settings(Context const& context, store::WriteTx& tx) {
    auto decision = read_decision(context.request.body);
    if (!decision) return tl::unexpected(decision.error());
    if (decision->change != store::newest_settings_change(tx)) {
        return failure(ErrorCode::stale,
                       "Somebody changed the settings since you opened them; look at them again, then decide.",
                       "change");
    }
    domain::Enterprise const before = store::find_enterprise(tx).value();
    std::vector<TimeOfDay> const slots_before = store::find_settings(tx).slots;
    // The times of the configuration are not recorded as if somebody had chosen them here.
    bool const same_slots =
        decision->settings.slots == (slots_before.empty() ? context.service.initial_slots : slots_before);
    if (same_slots) decision->settings.slots = slots_before;
    decision->enterprise.demo = before.demo;
    tx.open_change(author_of(context, decision->reason));
    bool const is_shown =
        store::put_enterprise(tx, decision->enterprise) != store::Written::unchanged || !same_slots;
    store::put_settings(tx, decision->settings);
    Reply reply = settings_reply(context, tx);
    if (is_shown && store::current_edition_number(tx) != 0) {
        reply.publication = Publication{context.asker.actor->login, decision->reason};
    }
    return reply;
}

}  // namespace safetycell::api
