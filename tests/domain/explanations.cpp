#include "domain/explanations.hpp"

#include "support/example_policy.hpp"

#include <doctest/doctest.h>

using namespace safetycell;
using namespace safetycell::domain;

namespace {

Words told(Policy const& policy, std::string const& text) {
    auto const filled = SettingsInWords{policy}.fill_in({text, text});
    REQUIRE_MESSAGE(filled, filled.error().message);
    return *filled;
}

}  // namespace

TEST_CASE("texts tell the settings of the policy in force") {
    Policy policy = test::example_policy();
    CHECK(told(policy, "no setting").en == "no setting");
    CHECK(told(policy, "{gaps.longest_filled_gap_days} and {gaps.mean_of_reported_days}.").en == "62 and 92.");
    CHECK(told(policy, "{cases.lti}; {cases.tri}").ru == "FAT + PTD + LWC; FAT + PTD + LWC + RWC + MTC");
    CHECK(told(policy, "{violations.due_days.critical}{violations.due_days.low}").en == "030");
    CHECK(told(policy, "{quiet.probability}") == Words{"0.05", "0,05"});
    CHECK(told(policy, "{rating.weights.elimination_on_time}, {rating.weights.initiative}").en == "35, 10");
    CHECK(told(policy, "{rating.least_scores.A} {rating.least_scores.C}").en == "85 50");
    CHECK(told(policy, "{violations.on_time}").en == "fixed by the due date with granted extensions");
    CHECK(told(policy, "{rating.gates}").en ==
          "a critical violation overdue; an unresolved breach of a cardinal rule; proven concealment; hours "
          "missing for a closed month");

    policy.gaps.longest_filled_gap_days = 31;
    policy.rating.prior_weight = 2.5;
    policy.rating.gates = 0b0100;
    policy.on_time = OnTimeDefinition::verified_by_original_due;
    CHECK(told(policy, "{gaps.longest_filled_gap_days}").en == "31");
    CHECK(told(policy, "{rating.prior_weight}") == Words{"2.5", "2,5"});
    CHECK(told(policy, "{rating.gates}") == Words{"proven concealment", "доказанное сокрытие"});
    CHECK(told(policy, "{violations.on_time}").ru == "проверено к первоначальному сроку");
    policy.rating.gates.reset();
    CHECK(told(policy, "{rating.gates}").en == "none");
}

TEST_CASE("a setting that no policy has is refused, in either language") {
    SettingsInWords const settings{test::example_policy()};
    for (char const* const text : {"{}", "{nothing}", "{rating.weights}", "{quiet.probability", "a } b {"}) {
        CAPTURE(text);
        CHECK_FALSE(settings.fill_in({text, "words"}));
        CHECK_FALSE(settings.fill_in({"words", text}));
    }
    CHECK(settings.fill_in({"a } b", "c"})->en == "a } b");
}

TEST_CASE("every text of an explanation is filled in, and nothing else changes") {
    SettingsInWords const settings{test::example_policy()};
    Words const days{"{rating.repeat_days} days", "{rating.repeat_days} дн."};
    Words const in_words{"90 days", "90 дн."};
    FigureExplanation const told =
        settings.tell(FigureExplanation{"repeat", days, days, days, days, days, {"{}"}});
    CHECK(told == FigureExplanation{"repeat", in_words, in_words, in_words, in_words, in_words, {"{}"}});
}
