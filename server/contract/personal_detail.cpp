#include "contract/personal_detail.hpp"

#include <nlohmann/json.hpp>

namespace safetycell::contract {

using Json = nlohmann::ordered_json;

std::string render_personal_detail_status(PersonalDetailStatus const& status) {
    bool const is_known = status.change > 0;
    return Json{{"state", status.state},
                {"change", is_known ? Json(status.change) : Json(nullptr)},
                {"at", is_known ? Json(to_string(status.at)) : Json(nullptr)},
                {"who", status.who},
                {"why", status.why}}
        .dump();
}

std::string render_personal_detail(std::string_view injured_person, std::string_view medical_detail) {
    return Json{{"injured_person", injured_person}, {"medical_detail", medical_detail}}.dump();
}

}  // namespace safetycell::contract
