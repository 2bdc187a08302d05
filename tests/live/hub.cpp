#include "live/hub.hpp"

#include <doctest/doctest.h>

#include <memory>

using namespace safetycell::live;

namespace {

FramePtr frame(std::int64_t edition, std::string text = "{}", std::string epoch = "e1") {
    return std::make_shared<Frame const>(Frame{std::move(epoch), edition, "gzip of " + text, text});
}

FramesByAudience edition(std::int64_t number) {
    return {{"wall/enterprise", frame(number, "enterprise " + std::to_string(number))},
            {"wall/own", frame(number, "own " + std::to_string(number))}};
}

/// A screen that counts how often it was woken.
struct Screen {
    int woken = 0;
    Subscription subscription;

    Screen(Hub& hub, std::string audience, Position held = {})
        : subscription(hub, std::move(audience), std::move(held), [this] { ++woken; }) {}
};

}  // namespace

TEST_CASE("a position is an epoch and a number") {
    CHECK(parse_position("8f3a.12") == Position{"8f3a", 12});
    CHECK(parse_position("a.b.7") == Position{"a.b", 7});
    for (char const* const damaged : {"", ".", "8f3a", "8f3a.", ".12", "8f3a.x", "8f3a.12x", "8f3a.-1",
                                      "8f3a.0", "8f3a.99999999999999999999"}) {
        CAPTURE(damaged);
        CHECK(parse_position(damaged) == Position{});
    }
}

TEST_CASE("a screen that holds nothing gets the newest frame on joining, once, without being woken") {
    Hub hub("e1");
    hub.publish(edition(3));
    Screen screen(hub, "wall/own");
    CHECK(screen.woken == 0);
    FramePtr const first = screen.subscription.take();
    REQUIRE(first);
    CHECK(first->text == "own 3");
    CHECK(screen.subscription.take() == nullptr);
}

TEST_CASE("a screen that holds the newest edition gets nothing until the next one") {
    Hub hub("e1");
    hub.publish(edition(3));
    Screen screen(hub, "wall/own", Position{"e1", 3});
    CHECK(screen.subscription.take() == nullptr);
    hub.publish(edition(4));
    CHECK(screen.woken == 1);
    CHECK(screen.subscription.take()->edition == 4);
}

TEST_CASE("the same number of another epoch is another edition") {
    Hub hub("e1");
    hub.publish(edition(3));
    Screen screen(hub, "wall/own", Position{"before the restore", 3});
    REQUIRE(screen.subscription.take());
}

TEST_CASE("a screen that does not take holds only the newest frame") {
    Hub hub("e1");
    Screen screen(hub, "wall/enterprise");
    std::vector<std::weak_ptr<Frame const>> published;
    for (std::int64_t number = 1; number <= 50; ++number) {
        FramesByAudience frames = edition(number);
        published.emplace_back(frames.at("wall/enterprise"));
        hub.publish(std::move(frames));
    }
    std::size_t alive = 0;
    for (auto const& one : published)
        alive += one.expired() ? 0U : 1U;
    CHECK(alive == 1);
    CHECK(screen.subscription.take()->edition == 50);
    CHECK(screen.subscription.take() == nullptr);
}

TEST_CASE("the same bytes are shared by all screens of an audience") {
    Hub hub("e1");
    Screen one(hub, "wall/own");
    Screen two(hub, "wall/own");
    hub.publish(edition(1));
    CHECK(one.subscription.take().get() == two.subscription.take().get());
}

TEST_CASE("publishing the current edition again wakes nobody who has it") {
    Hub hub("e1");
    hub.publish(edition(1));
    Screen screen(hub, "wall/own", Position{"e1", 1});
    hub.publish(edition(1));
    CHECK(screen.woken == 0);
    CHECK(screen.subscription.take() == nullptr);
}

TEST_CASE("an audience that the newest edition lacks is ended, and not admitted any more") {
    Hub hub("e1");
    hub.publish({{"wall/own", frame(1)}, {"wall/site:A", frame(1)}});
    Screen screen(hub, "wall/site:A");
    CHECK(hub.admits("wall/site:A"));
    hub.publish({{"wall/own", frame(2)}});
    CHECK(screen.subscription.ended());
    CHECK(screen.woken == 1);
    CHECK(screen.subscription.take() == nullptr);
    CHECK_FALSE(hub.admits("wall/site:A"));
    CHECK(hub.admits("wall/own"));
}

TEST_CASE("before the first edition every audience is admitted, and the first edition decides") {
    Hub hub("e1");
    CHECK(hub.current() == Position{"e1", 0});
    CHECK(hub.admits("wall/enterprise"));
    CHECK(hub.admits("wall/site:NOWHERE"));
    Screen known(hub, "wall/enterprise");
    Screen unknown(hub, "wall/site:NOWHERE");
    CHECK_FALSE(unknown.subscription.ended());
    hub.publish(edition(1));
    CHECK(known.subscription.take()->edition == 1);
    CHECK(unknown.subscription.ended());
    CHECK(hub.current() == Position{"e1", 1});
}

TEST_CASE("a screen that left is not woken, and what screens show is told by audience") {
    Hub hub("e1");
    hub.publish(edition(7));
    Screen stays(hub, "wall/own");
    {
        Screen leaves(hub, "wall/enterprise");
        leaves.subscription.acknowledge(7);
        CHECK(hub.subscriptions() == 2);
        CHECK(hub.shown() ==
              std::vector<std::pair<std::string, std::int64_t>>{{"wall/enterprise", 7}, {"wall/own", 0}});
    }
    hub.publish(edition(8));
    CHECK(stays.woken == 1);
    CHECK(hub.subscriptions() == 1);
    stays.subscription.acknowledge(8);
    stays.subscription.acknowledge(5);
    CHECK(hub.shown() == std::vector<std::pair<std::string, std::int64_t>>{{"wall/own", 8}});
}
