#include "app/application.hpp"

#include "api/dispatch.hpp"
#include "api/page_files.hpp"
#include "api/pages.hpp"
#include "api/provider_sign_in.hpp"
#include "api/readiness.hpp"
#include "api/routes.hpp"
#include "api/setup_code.hpp"
#include "base/log.hpp"
#include "evidence/files.hpp"
#include "net/command_client.hpp"
#include "net/server.hpp"
#include "oidc/web_client.hpp"
#include "publish/retention.hpp"
#include "store/accounts.hpp"
#include "store/change_log.hpp"
#include "store/database.hpp"
#include "store/photos.hpp"
#include "store/records.hpp"
#include "store/write_probe.hpp"

#include <array>
#include <optional>
#include <utility>

namespace safetycell::app {
namespace {

/// One writer, and as many readers as answer a hall of screens without waiting for each other.
constexpr std::size_t reader_count = 3;

/// Everything that needs to be opened before the server can be built.
struct Opened {
    store::InstanceLock lock;
    store::Connection writer;
    std::vector<store::Connection> readers;
    store::Connection asking_elsewhere;  ///< Reads beside a request that waits for another server.
    api::Pages pages;
    std::string epoch;
    live::FramesByAudience frames;  ///< Of the current edition.
};

/// Records the policy that was given, and makes sure that the one in force can be read: without it no edition
/// could be published.
Result<void> prepare_policy(store::Connection& writer, ApplicationOptions const& options, Instant now) {
    if (options.given_policy) {
        auto const recorded = publish::record_policy(writer, *options.given_policy, now);
        if (!recorded) return tl::unexpected(recorded.error());
        if (*recorded) log::info("policy recorded", {{"change", **recorded}});
    }
    store::ReadTx const tx{writer};
    auto const policy = publish::policy_in_force(tx, store::newest_revision(tx), options.initial_policy);
    if (!policy) return tl::unexpected(policy.error());
    return {};
}

/// A server that was never set up has nothing to open yet.
Result<store::Connection> open_or_create(std::filesystem::path const& file, Instant now) {
    std::error_code fault;
    if (std::filesystem::exists(file, fault)) return store::open_database(file, now);
    return store::create_database(file, now);
}

Result<Opened> open_all(ApplicationOptions const& options, Instant now) {
    auto pages = api::Pages::parse(api::page_files().front().bytes);
    if (!pages) return tl::unexpected(pages.error());
    auto lock = store::InstanceLock::acquire(options.database);
    if (!lock) return tl::unexpected(lock.error());
    auto writer = open_or_create(options.database, now);
    if (!writer) return tl::unexpected(writer.error());
    if (auto const ready = prepare_policy(*writer, options, now); !ready) return tl::unexpected(ready.error());
    std::vector<store::Connection> readers;
    for (std::size_t i = 0; i < reader_count; ++i) {
        auto reader = store::open_database_for_reading(options.database);
        if (!reader) return tl::unexpected(reader.error());
        readers.push_back(*std::move(reader));
    }
    auto asking_elsewhere = store::open_database_for_reading(options.database);
    if (!asking_elsewhere) return tl::unexpected(asking_elsewhere.error());
    std::string epoch;
    live::FramesByAudience frames;
    {
        store::ReadTx const tx{readers.front()};
        epoch = store::epoch(tx);
        frames = publish::load_current_frames(tx);
        // What a crash left between a file and its row: nobody writes yet.
        auto const removed = evidence::Files(options.database).remove_others(store::photo_files(tx));
        if (removed > 0)
            log::info("files of unfinished photos removed", {{"files", static_cast<std::int64_t>(removed)}});
    }
    return Opened{*std::move(lock),  *std::move(writer), std::move(readers), *std::move(asking_elsewhere),
                  *std::move(pages), std::move(epoch),   std::move(frames)};
}

api::SignInRules sign_in_rules(config::Settings const& settings) {
    api::SignInRules rules;
    rules.over_tls = settings.public_address.starts_with("https://");
    rules.idle_limit = std::chrono::hours{settings.session_idle_hours};
    rules.walls_need_token = settings.walls_need_token;
    rules.absolute_limit = std::chrono::hours{24 * settings.session_days};
    return rules;
}

/// None where people sign in with passwords only.
std::optional<api::ProviderSignIn> provider_sign_in(ApplicationOptions const& options) {
    auto const& settings = options.settings.provider;
    if (!settings) return std::nullopt;
    oidc::ProviderOptions provider;
    provider.issuer = settings->issuer;
    provider.client_id = settings->client_id;
    provider.client_secret = options.client_secret;
    provider.return_address = options.settings.public_address + "/sign-in";
    provider.scope = settings->scope;
    provider.claims = {settings->login_claim, settings->name_claim, settings->role_claim,
                       settings->organizations_claim};
    return api::ProviderSignIn{oidc::Provider(std::move(provider)), settings->name, settings->roles,
                               !settings->organizations_claim.empty()};
}

Result<void> check_provider(ApplicationOptions const& options) {
    auto const& settings = options.settings.provider;
    if (!settings) return {};
    if (!oidc::is_safe_address(settings->issuer)) {
        return failure(
            ErrorCode::invalid,
            "The provider's `issuer` must be an https address; http is for one on this machine only.");
    }
    if (options.client_secret.empty()) {
        return failure(ErrorCode::invalid,
                       "The provider's client secret is missing: name its file as `client_secret_file`, or set "
                       "SAFETYCELL_CLIENT_SECRET in the environment.");
    }
    return {};
}

net::ServerOptions server_options(ApplicationOptions const& options, Opened const& opened) {
    net::ServerOptions server;
    server.address = options.settings.listen_address;
    server.port = options.settings.port;
    server.allowed_hosts = options.settings.allowed_hosts;
    server.allowed_origins = options.settings.allowed_origins;
    if (std::string const& address = options.settings.public_address; !address.empty()) {
        server.allowed_hosts.push_back(address.substr(address.find("://") + 3));
        server.allowed_origins.push_back(address);
    }
    server.epoch = opened.epoch;
    server.build = opened.pages.build();
    server.live_needs_rights = options.settings.walls_need_token;
    server.command_socket = net::command_socket_of(options.database);
    return server;
}

}  // namespace

class Application::Impl {
public:
    Impl(ApplicationOptions options, Opened opened, Clock const& clock, CarryOut carry_out)
        : options_(std::move(options)),
          opened_(std::move(opened)),
          clock_(clock),
          carry_out_(std::move(carry_out)),
          evidence_(options_.database),
          provider_(provider_sign_in(options_)),
          service_{opened_.pages,
                   readiness_,
                   setup_code_,
                   evidence_,
                   sign_in_rules(options_.settings),
                   options_.settings.names_in_rating_table,
                   options_.settings.slots,
                   options_.make_demo,
                   provider_ ? &*provider_ : nullptr},
          publisher_(opened_.writer, options_.initial_policy, options_.settings.slots,
                     [this](live::FramesByAudience frames) { server_->publish(std::move(frames)); }),
          retention_(opened_.writer, options_.settings.erase_personal_detail_after_months) {
        server_.emplace(server_options(options_, opened_), functions(), api::routes(), clock_);
        server_->publish(std::move(opened_.frames));
    }

    Result<void> start() {
        setup_code_at_start_ = find_setup_code();
        look_for_enterprise();
        return server_->start();
    }
    void stop() { server_->stop(); }
    net::Server const& server() const { return *server_; }

    std::optional<std::string> const& setup_code() const { return setup_code_at_start_; }

private:
    std::optional<std::string> find_setup_code() {
        store::ReadTx const tx{opened_.readers.front()};
        if (store::has_admin(tx)) return std::nullopt;
        return setup_code_.text();
    }

    net::ServerFunctions functions() {
        net::ServerFunctions functions;
        functions.plain = [this](api::Request const& request, api::Match const& match) {
            return api::dispatch(request, match, service_, nullptr);
        };
        for (store::Connection& reader : opened_.readers) {
            functions.readers.push_back({[this, &reader](api::Request const& request, api::Match const& match) {
                                             return api::dispatch(request, match, service_, &reader);
                                         },
                                         [this, &reader](api::Request const& request, api::Match const& match) {
                                             return api::prepare(request, match, service_, reader);
                                         }});
        }
        functions.command = [this](api::Request const& request, api::Match const& match) {
            return with_its_publication(api::dispatch(request, match, service_, &opened_.writer));
        };
        functions.prepare_elsewhere = [this](api::Request const& request, api::Match const& match) {
            return api::prepare(request, match, service_, opened_.asking_elsewhere);
        };
        functions.finish = [this](api::Request const& request, api::Match const& match, api::Rest const& rest) {
            return with_its_publication(api::finish(request, match, service_, opened_.writer, rest));
        };
        functions.tick = [this] {
            return tick();
        };
        functions.carry_out = [this](api::Job const& job) {
            return api::only_reads(job) ? read_for(job) : write_for(job);
        };
        return functions;
    }

    /// On the writer thread. What a command leads to is done before anybody reads its reply: whoever set the
    /// server up finds a board.
    api::Reply with_its_publication(api::Reply reply) {
        if (!reply.publication && !reply.brought_editions) return reply;
        try {
            look_for_enterprise();
            if (reply.publication) publish_now(*reply.publication);
            store::ReadTx const tx{opened_.writer};
            server_->publish(publish::load_current_frames(tx));
        } catch (store::StoreFault const& fault) {
            mark_failed(fault);
        }
        return reply;
    }

    void publish_now(api::Publication const& publication) {
        Instant const now = clock_.now();
        auto const published =
            publisher_.publish({now, std::nullopt, publication.who, publication.reason}, now);
        if (!published) log::error("edition not published", {{"why", published.error().message}});
    }

    void look_for_enterprise() {
        store::ReadTx const tx{opened_.writer};
        readiness_.set_waits_for_setup(!store::find_enterprise(tx));
    }

    /// On the writer thread. One edition a call, so that a long backlog holds up neither records nor a stop.
    bool tick() {
        Instant const now = clock_.now();
        try {
            if (!readiness_.writes_work()) recover(now);
            publish::Publisher::Due const due = publisher_.publish_next_due(now);
            if (due.number) log::info("edition published", {{"edition", *due.number}});
            note_clock(now, due.clock_behind);
            if (std::int64_t const erased = retention_.tick(now); erased > 0)
                log::info("personal detail erased", {{"incidents", erased}});
            return due.more;
        } catch (store::StoreFault const& fault) {
            mark_failed(fault);
            return false;
        }
    }

    /// Says once that the clock went back behind the newest edition, and once that it has caught up.
    void note_clock(Instant now, std::optional<Instant> behind) {
        if (behind.has_value() == readiness_.clock_is_behind()) return;
        readiness_.set_clock_is_behind(behind.has_value());
        if (behind) {
            log::error("the clock is behind the newest edition: no slot is due until it has caught up",
                       {{"now", to_string(now)}, {"newest_slot", to_string(*behind)}});
        } else {
            log::info("the clock has caught up with the newest edition");
        }
    }

    /// On the writer thread.
    api::JobOutcome write_for(api::Job const& job) {
        try {
            if (!readiness_.writes_work()) recover(clock_.now());
            return carry_out_(job,
                              {opened_.writer, publisher_, options_.initial_policy, evidence_, clock_.now()});
        } catch (store::StoreFault const& fault) {
            mark_failed(fault);
            return failed(fmt::format("the database failed and nothing was changed: {}", fault.what()));
        }
    }

    /// On a thread of its own, with a connection of its own.
    api::JobOutcome read_for(api::Job const& job) {
        auto reader = store::open_database_for_reading(options_.database);
        if (!reader) return failed(reader.error().message);
        try {
            return carry_out_(job, {*reader, publisher_, options_.initial_policy, evidence_, clock_.now()});
        } catch (store::StoreFault const& fault) {
            return failed(fmt::format("the database cannot be read: {}", fault.what()));
        }
    }

    static api::JobOutcome failed(std::string_view message) {
        return {1, {}, fmt::format("safetycell: {}\n", message)};
    }

    void mark_failed(store::StoreFault const& fault) {
        readiness_.set_writes_work(false);
        log::error("the database takes no writes", {{"reason", fault.what()}});
    }

    /// After a failed write the connection is not to be trusted: it is opened anew, and a small write proves
    /// that writing works again.
    void recover(Instant now) {
        auto reopened = store::open_database(options_.database, now);
        if (!reopened) throw store::StoreFault(reopened.error().message);
        opened_.writer = *std::move(reopened);
        store::prove_writing(opened_.writer);
        readiness_.set_writes_work(true);
        log::info("the database takes writes again");
    }

    ApplicationOptions options_;
    Opened opened_;
    Clock const& clock_;
    CarryOut carry_out_;
    evidence::Files evidence_;
    api::Readiness readiness_;
    api::SetupCode setup_code_;
    std::optional<std::string> setup_code_at_start_;
    std::optional<api::ProviderSignIn> provider_;
    api::Service service_;
    publish::Publisher publisher_;
    publish::Retention retention_;
    std::optional<net::Server> server_;
};

Application::Application(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {
}

Application::~Application() {
    stop();
}

Result<std::unique_ptr<Application>> Application::start(ApplicationOptions options, Clock const& clock,
                                                        CarryOut carry_out) {
    try {
        if (auto const sound = check_provider(options); !sound) return tl::unexpected(sound.error());
        auto opened = open_all(options, clock.now());
        if (!opened) return tl::unexpected(opened.error());
        auto impl = std::make_unique<Impl>(std::move(options), *std::move(opened), clock, std::move(carry_out));
        if (auto const started = impl->start(); !started) return tl::unexpected(started.error());
        return std::unique_ptr<Application>(new Application(std::move(impl)));
    } catch (store::StoreFault const& fault) {
        return failure(
            ErrorCode::unavailable,
            fmt::format("The database cannot be served: {} Run `safetycell verify`, and restore a backup "
                        "if it finds faults.",
                        fault.what()));
    }
}

void Application::stop() {
    impl_->stop();
}

std::optional<std::string> Application::setup_code() const {
    return impl_->setup_code();
}

std::uint16_t Application::port() const {
    return impl_->server().port();
}

net::Counters const& Application::counters() const {
    return impl_->server().counters();
}

}  // namespace safetycell::app
