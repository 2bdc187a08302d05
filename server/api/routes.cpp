#include "api/routes.hpp"

#include "api/charts.hpp"
#include "api/comparison.hpp"
#include "api/definitions.hpp"
#include "api/editions.hpp"
#include "api/effect.hpp"
#include "api/health.hpp"
#include "api/lineage.hpp"
#include "api/pages.hpp"
#include "api/restatement.hpp"
#include "api/views.hpp"

#include <array>

namespace safetycell::api {

std::span<Route const> routes() {
    using enum Method;
    using enum Access;
    // Method, path, who may ask, limit and type of the body, handler. Literal paths before those with
    // parameters.
    static constexpr std::array<Route, 16> table{{
        {get, "/", everybody, 0, "", redirect_to_wall},
        {get, "/healthz", everybody, 0, "", get_health},
        {get, "/readyz", everybody, 0, "", get_readiness},
        {get, "/api/v1/live", everybody, 0, "", Live{}},
        {get, "/api/v1/views/wall", everybody, 0, "", get_wall_view},
        {get, "/api/v1/views/hse", local_only, 0, "", get_hse_view},
        {get, "/api/v1/definitions", everybody, 0, "", get_definitions},
        {get, "/api/v1/editions", local_only, 0, "", list_editions},
        {get, "/api/v1/editions/{number}", local_only, 0, "", get_edition},
        {get, "/api/v1/editions/{number}/charts", local_only, 0, "", get_charts},
        {get, "/api/v1/editions/{number}/comparison", local_only, 0, "", get_comparison},
        {get, "/api/v1/editions/{number}/effect", local_only, 0, "", get_effect},
        {get, "/api/v1/editions/{number}/figures/{id}/lineage", local_only, 0, "", get_lineage},
        {get, "/api/v1/editions/{number}/restatement", local_only, 0, "", get_restatement},
        {get, "/assets/{name}", everybody, 0, "", get_page},
        {get, "/{page}", everybody, 0, "", get_page},
    }};
    return table;
}

}  // namespace safetycell::api
