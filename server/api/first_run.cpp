#include "api/first_run.hpp"

#include "api/settings.hpp"
#include "contract/object_reader.hpp"
#include "publish/policy.hpp"
#include "store/change_log.hpp"
#include "store/copying.hpp"
#include "store/policy.hpp"
#include "store/records.hpp"

namespace safetycell::api {
namespace {

constexpr std::size_t longest_word = 100;
constexpr std::size_t longest_time = 5;

Error invalid(std::string_view field, std::string message) {
    return {ErrorCode::invalid, std::move(message), std::string{field}};
}

/// The first of the members that are given without being asked for here.
std::optional<std::string_view> superfluous(FirstRunTexts const& texts, bool has_enterprise) {
    if (!texts.enterprise.empty()) return "enterprise";
    if (!texts.time_zone.empty()) return "time_zone";
    if (!has_enterprise) return std::nullopt;
    if (texts.demo) return "demo";
    if (!texts.slots.empty()) return "slots";
    if (!texts.rates.empty()) return "rates";
    if (!texts.window.empty()) return "window";
    return std::nullopt;
}

Result<domain::WallPolicy> read_wall(FirstRunTexts const& texts) {
    domain::WallPolicy wall;
    if (!texts.rates.empty()) {
        auto const rates = domain::wall_rates_from(texts.rates);
        if (!rates) {
            return tl::unexpected(
                invalid("rates", "Walls show rates \"per_million_hours\" or \"per_200_000_hours\"."));
        }
        wall.rates = *rates;
    }
    if (!texts.window.empty()) {
        auto const window = domain::window_kind_from(texts.window);
        if (!window) {
            return tl::unexpected(
                invalid("window", "A window is \"rolling_12_months\", \"year_to_date\" or \"month\"."));
        }
        wall.window = *window;
    }
    return wall;
}

Result<domain::Enterprise> read_enterprise(FirstRunTexts const& texts) {
    if (texts.enterprise.empty()) return tl::unexpected(invalid("enterprise", "The enterprise needs a name."));
    if (texts.time_zone.empty()) {
        return tl::unexpected(invalid("time_zone", "The enterprise needs a time zone, as Europe/Berlin."));
    }
    auto const zone = read_time_zone(texts.time_zone);
    if (!zone) return tl::unexpected(zone.error());
    return domain::Enterprise{texts.enterprise, *zone, false};
}

Result<FirstRun> check_first_run(FirstRunTexts const& texts, store::ReadTx const& tx) {
    FirstRun run;
    auto language = read_language(texts.language);
    if (!language) return tl::unexpected(language.error());
    run.settings.language = *std::move(language);
    bool const has_enterprise = store::find_enterprise(tx).has_value();
    if (has_enterprise || texts.demo) {
        if (auto const member = superfluous(texts, has_enterprise)) {
            return tl::unexpected(invalid(
                *member, has_enterprise ? "This server has its enterprise already; leave this out."
                                        : "The demo brings its own name and time zone; leave this out."));
        }
    }
    if (has_enterprise) return run;
    run.demo = texts.demo;
    if (!run.demo) {
        auto enterprise = read_enterprise(texts);
        if (!enterprise) return tl::unexpected(enterprise.error());
        run.enterprise = *std::move(enterprise);
    }
    auto slots = read_slots(texts.slots);
    if (!slots) return tl::unexpected(slots.error());
    run.settings.slots = *std::move(slots);
    auto const wall = read_wall(texts);
    if (!wall) return tl::unexpected(wall.error());
    run.wall = *wall;
    return run;
}

}  // namespace

FirstRunTexts read_first_run(contract::ObjectReader& body) {
    FirstRunTexts texts;
    texts.demo = body.flag("demo", false);
    texts.enterprise = body.optional_line("enterprise", store::longest_name);
    texts.time_zone = body.optional_line("time_zone", longest_word);
    texts.language = body.optional_line("language", longest_word);
    texts.rates = body.optional_line("rates", longest_word);
    texts.window = body.optional_line("window", longest_word);
    texts.slots = body.lines("slots", store::most_slots, longest_time);
    return texts;
}

Result<FirstRun> prepare_first_run(FirstRunTexts const& texts, Context const& context,
                                   store::ReadTx const& tx) {
    auto run = check_first_run(texts, tx);
    if (!run || !run->demo) return run;
    if (store::newest_revision(tx) != 0) {
        return tl::unexpected(
            invalid("demo",
                    "The demo needs a database without any record, and this one has some; begin "
                    "with your own enterprise, or with another database."));
    }
    if (!context.service.make_demo) {
        return tl::unexpected(invalid("demo", "This server brings no demo; begin with your own enterprise."));
    }
    auto records =
        context.service.make_demo(tx, publish::shipped_policy_text(run->wall), context.request.received_at);
    if (!records) return tl::unexpected(records.error());
    run->demo_records = *std::move(records);
    return run;
}

void bring_demo(FirstRun const& run, store::WriteTx& tx) {
    if (run.demo_records) store::copy_records(tx, *run.demo_records);
}

void record_first_run(FirstRun const& run, Context const& context, std::string const& who, store::WriteTx& tx,
                      Reply& reply) {
    if (run.enterprise) {
        store::put_enterprise(tx, *run.enterprise);
        // A policy that the server was started with stays, with its own choice for the walls.
        if (!store::policy_known_at(tx, tx.change())) {
            store::put_policy_revision(tx, publish::shipped_policy_text(run.wall));
        }
    }
    store::put_settings(tx, run.settings);
    // The demo was published at the usual times: a board that awaits another one must learn so at once.
    bool const other_slots = !run.settings.slots.empty() && run.settings.slots != context.service.initial_slots;
    if (run.enterprise) {
        reply.publication = Publication{who, "The first edition, at the setup"};
    } else if (run.demo && other_slots) {
        reply.publication = Publication{who, "Other times of publication, at the setup"};
    }
    reply.brought_editions = run.demo;
}

}  // namespace safetycell::api
