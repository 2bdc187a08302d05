#include "contract/record_field.hpp"

namespace safetycell::contract {

Json json_of(RecordField const& field) {
    if (field.text.empty()) return nullptr;
    switch (field.type) {
        case FieldType::text: return field.text;
        case FieldType::yes_or_no: return field.text == "yes";
        case FieldType::number: break;
    }
    // Our own digits, so that they stay exactly these.
    return Json::parse(field.text);
}

namespace {

Json json_of(std::vector<RecordField> const& fields) {
    Json object = Json::object();
    for (RecordField const& field : fields)
        object[std::string{field.name}] = contract::json_of(field);
    return object;
}

Json json_of(Date day) {
    return day.is_never() ? Json(nullptr) : Json(to_string(day));
}

Json json_of(std::vector<RecordStep> const& steps) {
    Json list = Json::array();
    for (RecordStep const& step : steps) {
        list.push_back({{"change", step.change},
                        {"step", step.step},
                        {"on", to_string(step.on)},
                        {"recorded_at", to_string(step.recorded_at)},
                        {"who", step.who},
                        {"text", step.text},
                        {"assigned_to", step.assigned_to},
                        {"until", json_of(step.until)}});
    }
    return list;
}

Json json_of(std::vector<RecordPhoto> const& photos) {
    Json list = Json::array();
    for (RecordPhoto const& photo : photos) {
        list.push_back({{"id", photo.id},
                        {"moment", photo.moment},
                        {"caption", photo.caption},
                        {"type", photo.type},
                        {"width", photo.width},
                        {"height", photo.height},
                        {"bytes", photo.bytes},
                        {"change", photo.change},
                        {"recorded_at", to_string(photo.recorded_at)},
                        {"who", photo.who}});
    }
    return list;
}

}  // namespace

std::string render_records(std::string_view kind, std::vector<RecordEntry> const& records,
                           std::optional<std::string> const& next) {
    Json list = Json::array();
    for (RecordEntry const& record : records)
        list.push_back({{"id", record.id}, {"change", record.change}, {"fields", json_of(record.fields)}});
    return Json{{"kind", kind}, {"records", std::move(list)}, {"next", next ? Json(*next) : Json(nullptr)}}
        .dump();
}

std::string render_record(RecordDocument const& document) {
    Json list = Json::array();
    for (RecordRevision const& revision : document.revisions) {
        list.push_back({{"change", revision.change},
                        {"recorded_at", to_string(revision.recorded_at)},
                        {"who", revision.who},
                        {"why", revision.why},
                        {"source", revision.source},
                        {"fields", json_of(revision.fields)}});
    }
    Json json{{"kind", document.kind},        {"id", document.id},
              {"change", document.change},    {"fields", json_of(document.revisions.back().fields)},
              {"revisions", std::move(list)}, {"warnings", document.warnings}};
    if (document.steps) {
        json["steps"] = json_of(*document.steps);
        json["open_steps"] = document.open_steps;
    }
    if (document.photos) {
        json["photos"] = json_of(*document.photos);
        json["may_add_photos"] = document.may_add_photos;
    }
    return json.dump();
}

std::string render_steps(std::vector<RecordStep> const& steps,
                         std::vector<std::string_view> const& open_steps) {
    return Json{{"steps", json_of(steps)}, {"open_steps", open_steps}}.dump();
}

std::string render_form(std::string_view kind, std::vector<FormField> const& fields) {
    Json list = Json::array();
    for (FormField const& field : fields)
        list.push_back({{"name", field.name}, {"content", field.content}, {"required", field.required}});
    return Json{{"kind", kind}, {"fields", std::move(list)}}.dump();
}

}  // namespace safetycell::contract
