#include "api/restatement.hpp"

#include "api/edition_number.hpp"
#include "api/past_edition.hpp"
#include "api/query_values.hpp"
#include "api/visibility.hpp"
#include "contract/restatement.hpp"
#include "publish/past.hpp"
#include "store/change_log.hpp"

#include <map>
#include <vector>

namespace safetycell::api {
namespace {

/// Who recorded what causes name, each change read once.
class Authors {
public:
    Authors(store::ReadTx const& tx, VisibleOrganizations const& visible) : tx_(tx), visible_(visible) {}

    void look_up(std::vector<domain::Cause> const& causes) {
        for (domain::Cause const& cause : causes) {
            if (cause.change == 0 || found_.contains(cause.change)) continue;
            if (!visible_.contains(cause.organization)) continue;  // Nor of what is of no organization.
            if (auto const change = store::find_change(tx_, cause.change)) {
                found_.emplace(cause.change, contract::Authorship{change->author.who, change->recorded_at,
                                                                  change->author.why});
            }
        }
    }
    std::map<Revision, contract::Authorship> const& found() const { return found_; }

private:
    store::ReadTx const& tx_;
    VisibleOrganizations const& visible_;
    std::map<Revision, contract::Authorship> found_;
};

std::map<Revision, contract::Authorship> authors_of(domain::Restatement const& restatement,
                                                    VisibleOrganizations const& visible,
                                                    store::ReadTx const& tx) {
    Authors authors(tx, visible);
    auto const look_up_all = [&authors](auto const& list) {
        for (auto const& one : list)
            authors.look_up(one.why.causes);
    };
    for (domain::FigureChange const& change : restatement.figures)
        authors.look_up(change.causes);
    look_up_all(restatement.counters);
    look_up_all(restatement.violations);
    look_up_all(restatement.ratings);
    look_up_all(restatement.ranks);
    return authors.found();
}

}  // namespace

Result<Reply> get_restatement(Context const& context, store::ReadTx& tx) {
    if (auto known = check_query(context.request, {}); !known) return tl::unexpected(known.error());
    auto const number = edition_number(context, tx);
    if (!number) return tl::unexpected(number.error());
    auto restated = publish::restate(tx, *number);
    if (!restated) return tl::unexpected(restated.error());
    VisibleOrganizations const visible(context.asker, tx);
    visible.cut(restated->restatement);
    return reply_with_json(contract::render_restatement(restated->header, restated->restatement,
                                                        authors_of(restated->restatement, visible, tx)));
}

}  // namespace safetycell::api
