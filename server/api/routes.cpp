#include "api/routes.hpp"

#include "api/accounts.hpp"
#include "api/audit.hpp"
#include "api/charts.hpp"
#include "api/comparison.hpp"
#include "api/definitions.hpp"
#include "api/editions.hpp"
#include "api/effect.hpp"
#include "api/exports.hpp"
#include "api/failed_sign_ins.hpp"
#include "api/filings.hpp"
#include "api/health.hpp"
#include "api/imports.hpp"
#include "api/lineage.hpp"
#include "api/own_account.hpp"
#include "api/pages.hpp"
#include "api/personal_detail.hpp"
#include "api/photos.hpp"
#include "api/provider_sign_in.hpp"
#include "api/records.hpp"
#include "api/restatement.hpp"
#include "api/screens.hpp"
#include "api/second_factor.hpp"
#include "api/settings.hpp"
#include "api/sign_in.hpp"
#include "api/tokens.hpp"
#include "api/views.hpp"
#include "api/violation_steps.hpp"
#include "evidence/photo.hpp"

#include <array>

namespace safetycell::api {

std::span<Route const> routes() {
    using enum Method;
    using enum domain::Action;
    constexpr std::size_t form = 64 * 1024;
    constexpr std::size_t record = 1024 * 1024;
    constexpr std::size_t file = 20 * 1024 * 1024;
    constexpr std::string_view json = "application/json";
    constexpr std::string_view image = "image/jpeg, image/png";
    constexpr std::string_view files =
        "application/octet-stream, text/csv, "
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    // Method, path, action, limit and type of the body, handler. Literal paths before those with parameters.
    static constexpr auto table = std::to_array<Route>({
        {get, "/", see_walls, 0, "", redirect_to_wall},
        {get, "/healthz", see_walls, 0, "", get_health},
        {get, "/readyz", see_walls, 0, "", get_readiness},
        {get, "/api/v1/live", see_walls, 0, "", Live{admit_live}},
        {get, "/api/v1/views/wall", see_walls, 0, "", get_wall_view},
        {get, "/api/v1/views/hse", see_signals, 0, "", get_hse_view},
        {get, "/api/v1/definitions", see_walls, 0, "", get_definitions},
        {get, "/api/v1/openapi.json", see_walls, 0, "", get_asset},
        {get, "/api/v1/session", see_walls, 0, "", get_session},
        {post, "/api/v1/session", see_walls, form, json, Slow{begin_session}},
        {delete_, "/api/v1/session", see_walls, 0, "", end_session},
        {post, "/api/v1/session/renew", use_account, 0, "", renew_session},
        {post, "/api/v1/session/provider", see_walls, 0, "", Slow{begin_provider_sign_in, true}},
        {post, "/api/v1/session/provider/answer", see_walls, form, json, Slow{end_provider_sign_in, true}},
        {post, "/api/v1/access-link", see_walls, form, json, Slow{use_access_link}},
        {post, "/api/v1/setup", see_walls, form, json, Slow{set_up}},
        {post, "/api/v1/screen", see_walls, form, json, pair_screen},
        {get, "/api/v1/account/sessions", use_account, 0, "", list_sessions},
        {delete_, "/api/v1/account/sessions", use_account, 0, "", end_sessions},
        {post, "/api/v1/account/password", use_account, form, json, Slow{change_password}},
        {get, "/api/v1/account/second-factor", use_account, 0, "", get_second_factor},
        {post, "/api/v1/account/second-factor", use_account, 0, "", offer_second_factor},
        {put, "/api/v1/account/second-factor", use_account, form, json, confirm_second_factor},
        {post, "/api/v1/account/second-factor/removal", use_account, form, json, remove_second_factor},
        {get, "/api/v1/account/tokens", use_account, 0, "", list_tokens},
        {post, "/api/v1/account/tokens", use_account, form, json, make_token},
        {delete_, "/api/v1/account/tokens/{id}", use_account, 0, "", revoke_token},
        {get, "/api/v1/accounts", manage_accounts, 0, "", list_accounts},
        {post, "/api/v1/accounts", manage_accounts, form, json, invite_account},
        {put, "/api/v1/accounts/{login}", manage_accounts, form, json, revise_account},
        {post, "/api/v1/accounts/{login}/link", manage_accounts, 0, "", make_access_link},
        {get, "/api/v1/accounts/{login}/tokens", manage_accounts, 0, "", list_tokens_of},
        {post, "/api/v1/accounts/{login}/tokens", manage_accounts, form, json, make_screen_token},
        {delete_, "/api/v1/accounts/{login}/tokens/{id}", manage_accounts, 0, "", revoke_token_of},
        {delete_, "/api/v1/accounts/{login}/second-factor", manage_accounts, 0, "", remove_second_factor_of},
        {get, "/api/v1/failed-sign-ins", see_audit, 0, "", list_failed_sign_ins},
        {get, "/api/v1/editions", see_enterprise, 0, "", list_editions},
        {get, "/api/v1/editions/{number}", see_enterprise, 0, "", get_edition},
        {get, "/api/v1/editions/{number}/charts", see_enterprise, 0, "", get_charts},
        {get, "/api/v1/editions/{number}/comparison", see_enterprise, 0, "", get_comparison},
        {get, "/api/v1/editions/{number}/effect", see_enterprise, 0, "", get_effect},
        {get, "/api/v1/editions/{number}/figures/{id}/lineage", see_enterprise, 0, "", get_lineage},
        {get, "/api/v1/editions/{number}/restatement", see_enterprise, 0, "", get_restatement},
        {get, "/api/v1/settings", change_settings, 0, "", get_settings},
        {put, "/api/v1/settings", change_settings, form, json, revise_settings},
        {get, "/api/v1/changes", see_audit, 0, "", list_changes},
        {get, "/api/v1/changes/chain", see_audit, 0, "", check_chain},
        {get, "/api/v1/changes/{number}", see_audit, 0, "", get_change},
        {get, "/api/v1/filings", see_records, 0, "", list_filings},
        {get, "/api/v1/filings/{id}", see_records, 0, "", get_filing},
        {get, "/api/v1/exports/{list}", use_account, 0, "", export_list},
        {post, "/api/v1/changes/{number}/undo", import_records, form, json, undo_import},
        {get, "/api/v1/imports", import_records, 0, "", list_imports},
        {post, "/api/v1/imports", import_records, file, files, Slow{upload_import}},
        {get, "/api/v1/imports/{id}", import_records, 0, "", get_import},
        {put, "/api/v1/imports/{id}", import_records, record, json, choose_import},
        {delete_, "/api/v1/imports/{id}", import_records, 0, "", drop_import},
        {post, "/api/v1/imports/{id}/preview", import_records, 0, "", preview_import},
        {post, "/api/v1/imports/{id}/commit", import_records, form, json, commit_import},
        {delete_, "/api/v1/import-profiles/{name}", import_records, 0, "", drop_import_profile},
        {get, "/api/v1/forms/{kind}", use_account, 0, "", get_form},
        {get, "/api/v1/incidents/{id}/personal-detail", domain::Action::erase_personal_detail, 0, "",
         get_personal_detail},
        {put, "/api/v1/incidents/{id}/personal-detail", see_personal_detail, record, json, put_personal_detail},
        {post, "/api/v1/incidents/{id}/personal-detail/reading", see_personal_detail, 0, "",
         read_personal_detail},
        {post, "/api/v1/incidents/{id}/personal-detail/erasure", domain::Action::erase_personal_detail, form,
         json, api::erase_personal_detail},
        {get, "/api/v1/records/{kind}", use_account, 0, "", list_records},
        {post, "/api/v1/records/{kind}", use_account, record, json, create_record},
        {get, "/api/v1/records/{kind}/{id}", use_account, 0, "", get_record},
        {put, "/api/v1/records/{kind}/{id}", use_account, record, json, revise_record},
        {get, "/api/v1/records/violations/{id}/steps", use_account, 0, "", list_violation_steps},
        {post, "/api/v1/records/violations/{id}/steps", use_account, form, json, take_violation_step},
        {post, "/api/v1/records/{kind}/{id}/photos", use_account, evidence::most_bytes, image,
         Slow{prepare_photo}},
        {get, "/api/v1/records/{kind}/{id}/photos/{photo}", use_account, 0, "", get_photo},
        {get, "/api/v1/records/{kind}/{id}/photos/{photo}/thumbnail", use_account, 0, "", get_thumbnail},
        {get, "/assets/{name}", see_walls, 0, "", get_asset},
        {get, "/{page}", see_walls, 0, "", get_page},
    });
    return table;
}

}  // namespace safetycell::api
