#include "contract/restatement.hpp"

#include "contract/edition_parts.hpp"

#include <utility>

namespace safetycell::contract {
namespace {

using contract::json_of;  // Beside those of this file.

Json json_of(std::optional<domain::Band> const& band) {
    return band ? Json(to_string(*band)) : Json(nullptr);
}

Json json_of(std::optional<domain::RankBand> const& rank) {
    if (!rank) return nullptr;
    return {{"from", rank->from}, {"to", rank->to}};
}

class Renderer {
public:
    Renderer(domain::Restatement const& restatement, std::map<Revision, Authorship> const& authors)
        : restatement_(restatement), authors_(authors) {}

    Json figures() const {
        Json list = Json::array();
        for (domain::FigureChange const& change : restatement_.figures) {
            Json object{{"scope", change.scope}};
            append_change(object, change);
            object["causes"] = causes(change.causes);
            list.push_back(std::move(object));
        }
        return list;
    }

    Json counters() const {
        Json list = Json::array();
        for (domain::CounterRestatement const& one : restatement_.counters) {
            Json object{{"scope", one.change.scope}};
            object.update(json_of(one.change));
            list.push_back(explained(std::move(object), one.why));
        }
        return list;
    }

    Json violations() const {
        Json list = Json::array();
        for (domain::ViolationsRestatement const& one : restatement_.violations) {
            Json figures = Json::array();
            for (auto const& difference : one.differences) {
                figures.push_back({{"figure", to_string(difference.figure)},
                                   {"old_value", json_of(difference.old_value)},
                                   {"new_value", json_of(difference.new_value)}});
            }
            list.push_back(explained({{"scope", one.scope}, {"figures", std::move(figures)}}, one.why));
        }
        return list;
    }

    Json ratings() const {
        Json list = Json::array();
        for (domain::RatingRestatement const& one : restatement_.ratings) {
            list.push_back(explained({{"organization", one.organization},
                                      {"old_score", json_of(one.old_rating.score)},
                                      {"new_score", json_of(one.new_rating.score)},
                                      {"old_band", json_of(one.old_rating.band)},
                                      {"new_band", json_of(one.new_rating.band)}},
                                     one.why));
        }
        return list;
    }

    Json ranks() const {
        Json list = Json::array();
        for (domain::RankRestatement const& one : restatement_.ranks) {
            list.push_back(explained({{"id", one.id},
                                      {"organization", one.organization},
                                      {"old_rank", json_of(one.old_rank)},
                                      {"new_rank", json_of(one.new_rank)}},
                                     one.why));
        }
        return list;
    }

private:
    Json explained(Json object, domain::ToldCauses const& why) const {
        object["causes"] = causes(why.causes);
        object["more_causes"] = why.more_causes;
        return object;
    }

    Json causes(std::vector<domain::Cause> const& all) const {
        Json list = Json::array();
        for (domain::Cause const& cause : all) {
            Json object = json_of(cause);
            if (cause.violation) {
                auto const reference = restatement_.violation_references.find(cause.violation);
                if (reference != restatement_.violation_references.end())
                    object["reference"] = reference->second;
            }
            auto const author = authors_.find(cause.change);
            bool const known = author != authors_.end();
            object["who"] = known ? Json(author->second.who) : Json(nullptr);
            object["when"] = known ? Json(to_string(author->second.when)) : Json(nullptr);
            object["why"] = known ? Json(author->second.why) : Json(nullptr);
            list.push_back(std::move(object));
        }
        return list;
    }

    domain::Restatement const& restatement_;
    std::map<Revision, Authorship> const& authors_;
};

}  // namespace

std::string render_restatement(domain::EditionHeader const& published, domain::Restatement const& restatement,
                               std::map<Revision, Authorship> const& authors) {
    Renderer const renderer(restatement, authors);
    Json const document{{"edition", published.number},
                        {"as_of", to_string(published.as_of)},
                        {"known_through", published.known_through},
                        {"known_now", restatement.known_now},
                        {"changes", renderer.figures()},
                        {"counter_changes", renderer.counters()},
                        {"violations", renderer.violations()},
                        {"ratings", renderer.ratings()},
                        {"ranks", renderer.ranks()}};
    return document.dump();
}

}  // namespace safetycell::contract
