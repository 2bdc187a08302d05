#include "domain/explanations.hpp"

#include <algorithm>

namespace safetycell::domain {
namespace {

Words words_of(double number) {
    std::string const en = fmt::format("{}", number);
    std::string ru = en;
    std::ranges::replace(ru, '.', ',');
    return {en, ru};
}

Words words_of(std::bitset<incident_class_count> const& classes) {
    std::string const text = to_string(classes);
    return {text, text};
}

Words words_of(OnTimeDefinition definition) {
    switch (definition) {
        case OnTimeDefinition::fixed_by_original_due:
            return {"fixed by the original due date", "устранено к первоначальному сроку"};
        case OnTimeDefinition::fixed_by_extended_due:
            return {"fixed by the due date with granted extensions", "устранено к сроку с учётом продлений"};
        case OnTimeDefinition::verified_by_original_due:
            return {"verified by the original due date", "проверено к первоначальному сроку"};
        case OnTimeDefinition::verified_by_extended_due:
            return {"verified by the due date with granted extensions", "проверено к сроку с учётом продлений"};
        case OnTimeDefinition::closed_only_verified_by_original_due:
            return {"of the closed ones, verified by the original due date",
                    "из закрытых — проверено к первоначальному сроку"};
    }
    return {};
}

Words words_of(Gate gate) {
    switch (gate) {
        case Gate::critical_overdue:
            return {"a critical violation overdue", "просрочено критическое нарушение"};
        case Gate::cardinal_rule_breach:
            return {"an unresolved breach of a cardinal rule",
                    "неурегулированное нарушение кардинального правила"};
        case Gate::concealment: return {"proven concealment", "доказанное сокрытие"};
        case Gate::hours_missing: return {"hours missing for a closed month", "нет часов за закрытый месяц"};
    }
    return {};
}

Words words_of(std::bitset<gate_count> const& gates) {
    Words list;
    for (std::size_t i = 0; i < gate_count; ++i) {
        if (!gates.test(i)) continue;
        Words const gate = words_of(static_cast<Gate>(i));
        list.en += (list.en.empty() ? "" : "; ") + gate.en;
        list.ru += (list.ru.empty() ? "" : "; ") + gate.ru;
    }
    return list.en.empty() ? Words{"none", "нет"} : list;
}

}  // namespace

SettingsInWords::SettingsInWords(Policy const& policy) {
    RatingPolicy const& rating = policy.rating;
    settings_ = {
        {"cases.lti", words_of(policy.case_sets.lti)},
        {"cases.tri", words_of(policy.case_sets.tri)},
        {"gaps.longest_filled_gap_days", words_of(policy.gaps.longest_filled_gap_days)},
        {"gaps.mean_of_reported_days", words_of(policy.gaps.mean_of_reported_days)},
        {"violations.on_time", words_of(policy.on_time)},
        {"rating.repeat_days", words_of(rating.repeat_days)},
        {"rating.prior_weight", words_of(rating.prior_weight)},
        {"rating.average_sample", words_of(rating.average_sample)},
        {"rating.half_initiative_per_100_000_hours", words_of(rating.half_initiative_per_100_000_hours)},
        {"rating.gates", words_of(rating.gates)},
        {"rating.persistent.repeats", words_of(rating.persistent_repeats)},
        {"rating.persistent.critical_overdue", words_of(rating.persistent_critical_overdue)},
        {"quiet.probability", words_of(policy.quiet.probability)},
    };
    for (std::size_t i = 0; i < severity_count; ++i) {
        settings_.emplace(fmt::format("violations.due_days.{}", to_string(static_cast<Severity>(i))),
                          words_of(policy.due.days[i]));
    }
    for (std::size_t i = 0; i < rating_component_count; ++i) {
        settings_.emplace(fmt::format("rating.weights.{}", to_string(static_cast<RatingComponent>(i))),
                          words_of(rating.weights[i]));
    }
    for (std::size_t i = 0; i < rating.least_scores.size(); ++i) {
        settings_.emplace(fmt::format("rating.least_scores.{}", to_string(static_cast<Band>(i))),
                          words_of(rating.least_scores[i]));
    }
}

Result<Words> SettingsInWords::fill_in(Words const& text) const {
    Words filled;
    for (auto const language : {&Words::en, &Words::ru}) {
        std::string_view rest = text.*language;
        std::string& into = filled.*language;
        for (std::size_t open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
            std::size_t const close = rest.find('}', open);
            std::string_view const name = rest.substr(open + 1, close - open - 1);
            auto const setting = settings_.find(name);
            if (close == std::string_view::npos || setting == settings_.end()) {
                return failure(ErrorCode::invalid,
                               fmt::format("names \"{{{}}}\", which is no setting of a policy.", name));
            }
            into += rest.substr(0, open);
            into += setting->second.*language;
            rest.remove_prefix(close + 1);
        }
        into += rest;
    }
    return filled;
}

FigureExplanation SettingsInWords::tell(FigureExplanation explanation) const {
    for (auto const part :
         {&FigureExplanation::name, &FigureExplanation::explanation, &FigureExplanation::formula,
          &FigureExplanation::source, &FigureExplanation::not_good_for}) {
        explanation.*part = fill_in(explanation.*part).value();
    }
    return explanation;
}

}  // namespace safetycell::domain
