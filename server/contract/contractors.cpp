#include "contract/contractors.hpp"

namespace safetycell::contract {
namespace {

using contract::json_of;  // Beside those of this file.

std::string const& code_of(OrganizationId id, domain::Facts const& facts) {
    return facts.organizations[id.index()].code;
}

std::string reference_of(ViolationId id, domain::Edition const& edition) {
    auto const reference = edition.violation_references.find(id);
    return reference == edition.violation_references.end() ? std::to_string(id.value) : reference->second;
}

/// How people call the record that is disputed.
std::string disputed_record(domain::Dispute const& dispute, domain::Edition const& edition,
                            domain::Facts const& facts) {
    auto const index = static_cast<std::size_t>(dispute.record - 1);
    switch (dispute.family) {
        case domain::Disputed::violation: return reference_of({dispute.record}, edition);
        case domain::Disputed::incident: return facts.incidents[index].reference;
        case domain::Disputed::obligation: return facts.obligations[index].reference;
        case domain::Disputed::breach: return facts.breaches[index].reference;
    }
    return "";
}

Json records_of(domain::Evidence const& evidence, domain::Edition const& edition) {
    Json list = Json::array();
    for (ViolationId const id : evidence.violations)
        list.push_back(reference_of(id, edition));
    for (std::string const& reference : evidence.references)
        list.push_back(reference);
    return list;
}

Json json_of(domain::ComponentRating const& component, domain::Rating const& rating) {
    Json inputs = Json::array();
    for (domain::NamedInput const& input : component.inputs)
        inputs.push_back({{"name", input.name}, {"value", input.value}});
    Json raises = Json::array();
    for (domain::Raise const& raise : rating.raises) {
        if (raise.component != component.component) continue;
        raises.push_back({{"action", to_string(raise.action)},
                          {"amount", raise.amount},
                          {"score", json_of(raise.score)},
                          {"band", raise.band ? Json(to_string(*raise.band)) : Json(nullptr)}});
    }
    return {{"id", to_string(component.component)}, {"points", component.points},
            {"possible", component.possible},       {"assessed", component.assessed},
            {"inputs", std::move(inputs)},          {"raise", std::move(raises)}};
}

/// Of a rating, or of one in short.
template <class Rating>
void append_points(Json& object, Rating const& rating) {
    object["points"] = rating.points;
    object["possible"] = rating.possible;
    object["score"] = json_of(rating.score);
    object["band"] = rating.band ? Json(to_string(*rating.band)) : Json(nullptr);
}

}  // namespace

Json json_of(domain::Ranking const& ranking, domain::Facts const& facts, domain::Policy const& policy) {
    domain::RateDefinition const& definition = policy.rates[ranking.definition];
    Json organizations = Json::array();
    for (domain::RankedOrganization const& ranked : ranking.organizations) {
        organizations.push_back({{"code", code_of(ranked.organization, facts)},
                                 {"numerator", ranked.numerator},
                                 {"hours", ranked.hours},
                                 {"raw", ranked.raw},
                                 {"shrunk", ranked.shrunk.mean},
                                 {"lower", ranked.shrunk.lower},
                                 {"upper", ranked.shrunk.upper},
                                 {"p_above_mean", ranked.shrunk.p_above_mean},
                                 {"rank_from", ranked.shrunk.rank_from},
                                 {"rank_to", ranked.shrunk.rank_to}});
    }
    Json left_out = Json::array();
    for (OrganizationId const id : ranking.left_out)
        left_out.push_back(code_of(id, facts));
    return {{"id", definition.id},
            {"version", definition.version},
            {"window", to_string(ranking.window)},
            {"population", "contractors"},
            {"base", definition.base},
            {"mean", json_of(ranking.mean)},
            {"pooled", ranking.pooled},
            {"between_variance", ranking.between_variance},
            {"alpha", json_of(ranking.alpha)},
            {"beta", json_of(ranking.beta)},
            {"no_ranking", ranking.no_ranking ? Json(to_string(*ranking.no_ranking)) : Json(nullptr)},
            {"organizations", std::move(organizations)},
            {"left_out", std::move(left_out)}};
}

Json json_of(domain::Rating const& rating, domain::Edition const& edition, domain::Facts const& facts) {
    Json gates = Json::array();
    for (domain::OpenGate const& gate : rating.gates) {
        gates.push_back({{"gate", to_string(gate.gate)},
                         {"records", records_of(gate.records, edition)},
                         {"since", gate.since ? json_of(*gate.since) : Json(nullptr)}});
    }
    Json persistent = Json::array();
    for (domain::Persistence const& one : rating.persistent) {
        persistent.push_back({{"rule", to_string(one.rule)}, {"records", records_of(one.records, edition)}});
    }
    Json components = Json::array();
    for (domain::ComponentRating const& component : rating.components)
        components.push_back(json_of(component, rating));
    Json disputed = Json::array();
    for (DisputeId const id : rating.disputed) {
        domain::Dispute const& dispute = facts.disputes[id.index()];
        disputed.push_back({{"reference", dispute.reference},
                            {"family", to_string(dispute.family)},
                            {"record", disputed_record(dispute, edition, facts)},
                            {"submitted_on", to_string(dispute.submitted_on)}});
    }
    Json object{{"organization", code_of(rating.organization, facts)}};
    append_points(object, rating);
    object["gates"] = std::move(gates);
    object["persistent"] = std::move(persistent);
    object["components"] = std::move(components);
    object["disputed"] = std::move(disputed);
    Json& without = object["without_disputed"] = nullptr;
    if (rating.without_disputed) {
        append_points(without = Json::object(), *rating.without_disputed);
        without["persistent"] = rating.without_disputed->persistent;
    }
    return object;
}

Json json_of(domain::RatingPolicy const& policy) {
    Json weights = Json::object();
    for (std::size_t i = 0; i < domain::rating_component_count; ++i) {
        weights[std::string{to_string(static_cast<domain::RatingComponent>(i))}] = policy.weights[i];
    }
    Json least_scores = Json::object();
    for (std::size_t i = 0; i < policy.least_scores.size(); ++i) {
        least_scores[std::string{to_string(static_cast<domain::Band>(i))}] = policy.least_scores[i];
    }
    Json gates = Json::array();
    for (std::size_t i = 0; i < domain::gate_count; ++i) {
        if (policy.gates.test(i)) gates.push_back(to_string(static_cast<domain::Gate>(i)));
    }
    return {{"version", policy.version},
            {"weights", std::move(weights)},
            {"least_scores", std::move(least_scores)},
            {"prior_weight", policy.prior_weight},
            {"average_sample", policy.average_sample},
            {"half_initiative_per_100_000_hours", policy.half_initiative_per_100_000_hours},
            {"repeat_days", policy.repeat_days},
            {"gates", std::move(gates)},
            {"persistent_repeats", policy.persistent_repeats},
            {"persistent_critical_overdue", policy.persistent_critical_overdue}};
}

std::string render_hse(domain::Edition const& edition, domain::Facts const& facts, domain::Policy const& policy,
                       std::string_view epoch) {
    Json quiet = Json::array();
    for (domain::QuietFigure const& figure : edition.quiet) {
        quiet.push_back({{"organization", code_of(figure.organization, facts)},
                         {"name", facts.organizations[figure.organization.index()].name},
                         {"reports", figure.reports},
                         {"hours", figure.hours},
                         {"peers", figure.peers},
                         {"peers_rate", json_of(figure.peers_rate)},
                         {"spread", json_of(figure.spread)},
                         {"expected", json_of(figure.expected)},
                         {"probability", json_of(figure.probability)},
                         {"quiet", figure.quiet}});
    }
    Json const message{{"type", "hse"},
                       {"epoch", epoch},
                       {"edition", edition.header.number},
                       {"as_of", to_string(edition.header.as_of)},
                       {"as_of_date", to_string(edition.as_of_date)},
                       {"enterprise", facts.enterprise.name},
                       {"demo", facts.enterprise.demo},
                       {"probability_of_quiet", policy.quiet.probability},
                       {"quiet", std::move(quiet)}};
    return message.dump();
}

std::string cut_hse_to(std::string_view view, std::set<std::string, std::less<>> const& codes) {
    Json message = Json::parse(view);
    Json kept = Json::array();
    for (Json& entry : message.at("quiet")) {
        if (codes.contains(entry.at("organization").get_ref<std::string const&>()))
            kept.push_back(std::move(entry));
    }
    message["quiet"] = std::move(kept);
    return message.dump();
}

}  // namespace safetycell::contract
