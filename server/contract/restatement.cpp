#include "contract/restatement.hpp"

#include "contract/edition_parts.hpp"

namespace safetycell::contract {

std::string render_restatement(domain::EditionHeader const& published, domain::Edition const& restated,
                               std::map<Revision, Authorship> const& authors) {
    Json changes = Json::array();
    for (domain::FigureChange const& change : restated.changes) {
        Json object{{"scope", change.scope}};
        append_change(object, change);
        for (Json& cause : object["causes"]) {
            auto const author = authors.find(cause.at("change").get<Revision>());
            bool const known = author != authors.end();
            cause["who"] = known ? Json(author->second.who) : Json(nullptr);
            cause["when"] = known ? Json(to_string(author->second.when)) : Json(nullptr);
            cause["why"] = known ? Json(author->second.why) : Json(nullptr);
        }
        changes.push_back(std::move(object));
    }
    Json counter_changes = Json::array();
    for (domain::CounterChange const& change : restated.counter_changes) {
        Json object{{"scope", change.scope}};
        object.update(json_of(change));
        counter_changes.push_back(std::move(object));
    }
    Json const document{{"edition", published.number},
                        {"as_of", to_string(published.as_of)},
                        {"known_through", published.known_through},
                        {"known_now", restated.header.known_through},
                        {"changes", std::move(changes)},
                        {"counter_changes", std::move(counter_changes)}};
    return document.dump();
}

}  // namespace safetycell::contract
