#include "contract/explanations.hpp"

#include "contract/edition_parts.hpp"

#include <fmt/format.h>

namespace safetycell::contract {
namespace {

/// Picks one language.
class Speaker {
public:
    explicit Speaker(Language language) : language_(language) {}
    std::string const& operator()(domain::Words const& words) const {
        return language_ == Language::english ? words.en : words.ru;
    }

private:
    Language language_;
};

struct Line {
    domain::Words label;
    domain::Words text;
};

domain::Words both(std::string const& text) {
    return {text, text};
}

/// A heading, a paragraph, and a list of what is known beyond it.
std::string section(domain::Words const& name, domain::Words const& explanation, std::vector<Line> const& lines,
                    Speaker const& say) {
    std::string text = fmt::format("\n### {}\n\n{}\n\n", say(name), say(explanation));
    for (Line const& line : lines) {
        if (!say(line.text).empty()) text += fmt::format("- **{}:** {}\n", say(line.label), say(line.text));
    }
    return text;
}

domain::Words members_of(domain::FigureExplanation const& figure) {
    std::string list;
    for (std::string const& member : figure.members)
        list += fmt::format("{}`{}`", list.empty() ? "" : ", ", member);
    return both(list);
}

domain::Words const formula{"Formula", "Формула"};
domain::Words const source{"Source", "Источник"};
domain::Words const good_for{"Good for", "Для чего годится"};
domain::Words const not_good_for{"Not good for", "Для чего не годится"};
domain::Words const in_an_edition{"In an edition", "В выпуске"};

}  // namespace

std::string render_explanations(domain::Policy const& policy,
                                std::span<domain::FigureExplanation const> figures) {
    Json document{{"rates", Json::array()}, {"figures", Json::array()}};
    for (domain::RateDefinition const& rate : policy.rates) {
        Json object = json_of(rate);
        object["formula"] = json_of(formula_of(rate, policy.case_sets));
        object["source"] = json_of(rate.source);
        object["good_for"] = json_of(rate.good_for);
        object["not_good_for"] = json_of(rate.not_good_for);
        document["rates"].push_back(std::move(object));
    }
    domain::SettingsInWords const settings{policy};
    for (domain::FigureExplanation const& figure : figures) {
        domain::FigureExplanation const told = settings.tell(figure);
        document["figures"].push_back({{"id", told.id},
                                       {"name", json_of(told.name)},
                                       {"explanation", json_of(told.explanation)},
                                       {"formula", json_of(told.formula)},
                                       {"source", json_of(told.source)},
                                       {"not_good_for", json_of(told.not_good_for)},
                                       {"members", told.members}});
    }
    return document.dump();
}

std::string render_explanations_text(domain::Policy const& policy,
                                     std::span<domain::FigureExplanation const> figures, Language language) {
    Speaker const say{language};
    std::string text =
        fmt::format("# {}\n\n{}\n\n## {}\n", say({"The figures explained", "Показатели: что они значат"}),
                    say({"Printed by `safetycell figures` from the policy and from "
                         "`config/figures.toml`; the page *Figures* shows the same. How each is "
                         "computed in detail: [definitions.md](definitions.md).",
                         "Печатает `safetycell figures` по политике и `config/figures.toml`; то же "
                         "показывает страница «О показателях». Вычисление в подробностях, "
                         "по-английски: [definitions.md](definitions.md)."}),
                    say({"Rates", "Коэффициенты"}));
    for (domain::RateDefinition const& rate : policy.rates) {
        text += section(rate.name, rate.explanation,
                        {{formula, formula_of(rate, policy.case_sets)},
                         {source, rate.source},
                         {good_for, rate.good_for},
                         {not_good_for, rate.not_good_for},
                         {in_an_edition, both(fmt::format("`figures[]`, `{}`", rate.id))}},
                        say);
    }
    text += fmt::format("\n## {}\n", say({"Other figures", "Другие показатели"}));
    domain::SettingsInWords const settings{policy};
    for (domain::FigureExplanation const& figure : figures) {
        domain::FigureExplanation const told = settings.tell(figure);
        text += section(told.name, told.explanation,
                        {{formula, told.formula},
                         {source, told.source},
                         {not_good_for, told.not_good_for},
                         {in_an_edition, members_of(told)}},
                        say);
    }
    return text;
}

}  // namespace safetycell::contract
