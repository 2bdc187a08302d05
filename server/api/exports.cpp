#include "api/exports.hpp"

#include "api/account_entry.hpp"
#include "api/asker.hpp"
#include "api/change_filter.hpp"
#include "api/edition_exports.hpp"
#include "api/enterprise_zone.hpp"
#include "api/query_values.hpp"
#include "api/record_filter.hpp"
#include "api/record_permissions.hpp"
#include "import/column_words.hpp"
#include "import/record_form.hpp"
#include "store/touched_records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace safetycell::api {
namespace {

using importing::Field;
using importing::Kind;

/// "organization=ACME, from=2026-01-01": as it was asked for.
std::string filter_in_words(Request const& request) {
    std::string words;
    for (auto const& [name, value] : request.query) {
        if (name == "format" || name == "language") continue;
        words += fmt::format("{}{}={}", words.empty() ? "" : ", ", name, value);
    }
    return words;
}

void note_filter(ListExport& list, Request const& request) {
    std::string filter = filter_in_words(request);
    if (filter.empty()) filter = list.form().in_russian ? "нет" : "none";
    list.note({"Filter", "Отбор"}, std::move(filter));
}

void note_revision(ListExport& list, store::ReadTx const& tx) {
    list.note({"Known through change", "Известно по изменение"}, std::to_string(store::newest_revision(tx)));
}

/// What a record has: a file may name its period in other ways too.
std::vector<Field> exported_fields(Kind kind, bool with_descriptions) {
    std::vector<Field> fields;
    for (Field const field : importing::fields_of(kind)) {
        bool const only_in_files =
            field == Field::period || field == Field::month || field == Field::quarter || field == Field::year;
        bool const is_left_out = kind == Kind::incidents && field == Field::description && !with_descriptions;
        if (!only_in_files && !is_left_out) fields.push_back(field);
    }
    return fields;
}

spreadsheet::ListCell cell_of(Field field, std::string const& text, ExportForm const& form) {
    if (text.empty()) return std::monostate{};
    if (importing::is_yes_or_no(field)) {
        if (form.in_russian) return std::string{text == "yes" ? "да" : "нет"};
        return text;
    }
    switch (importing::column_of(field).content) {
        case importing::Content::number:
        case importing::Content::whole_number: return spreadsheet::Number{text};
        case importing::Content::day: return date_cell(text);
        case importing::Content::text: break;
    }
    return text;
}

Result<bool> descriptions_in_query(Request const& request) {
    auto const found = request.query.find("descriptions");
    if (found == request.query.end() || found->second == "no") return false;
    if (found->second == "yes") return true;
    return failure(ErrorCode::invalid, "`descriptions` is yes or no.", "descriptions");
}

Result<Reply> export_records(Context const& context, store::ReadTx& tx, ExportForm const& form, Kind kind) {
    Request const& request = context.request;
    auto known = check_query(request, {"format", "language", "organization", "site", "from", "to", "voided",
                                       "order", "descriptions"});
    if (!known) return tl::unexpected(known.error());
    if (kind != Kind::sites) {
        if (auto may = check_may(context.asker, action_to_see(kind)); !may) return tl::unexpected(may.error());
    }
    auto const filter = filter_in_query(request, tx);
    if (!filter) return tl::unexpected(filter.error());
    auto const order = order_in_query(request);
    if (!order) return tl::unexpected(order.error());
    auto const with_descriptions = descriptions_in_query(request);
    if (!with_descriptions) return tl::unexpected(with_descriptions.error());
    if (*with_descriptions) {
        // What somebody wrote there may name the injured.
        auto may = check_may(context.asker, domain::Action::see_personal_detail);
        if (!may) return tl::unexpected(may.error());
    }

    std::vector<Field> const fields = exported_fields(kind, *with_descriptions);
    std::vector<ExportColumn> columns;
    for (Field const field : fields) {
        importing::ColumnWords const& words = importing::words_of(kind, field);
        columns.push_back({words.header, words.meaning, std::string{importing::column_of(field).name}});
    }
    ListExport list(form, to_string(kind), importing::words_of(kind), std::move(columns),
                    zone_of_enterprise(tx), request.received_at);
    importing::for_each_browsed(tx, kind, visible_to(*context.asker.actor, kind), *filter, *order,
                                most_exported_rows + 1, [&](importing::FormRecord const& record) {
                                    std::vector<spreadsheet::ListCell> cells;
                                    for (Field const field : fields)
                                        cells.push_back(cell_of(field, text_of(record.columns, field), form));
                                    return list.add_row(cells);
                                });
    note_filter(list, request);
    note_revision(list, tx);
    return list.reply(context);
}

Result<Reply> export_accounts(Context const& context, store::ReadTx& tx, ExportForm const& form) {
    if (auto known = check_query(context.request, {"format", "language"}); !known)
        return tl::unexpected(known.error());
    if (auto may = check_may(context.asker, domain::Action::manage_accounts); !may)
        return tl::unexpected(may.error());
    ListExport list(form, "accounts", {"Accounts", "Учётные записи"},
                    {{{"Name", "Имя"}, {"Of the person.", "Человека."}, "name"},
                     {{"Login", "Логин"}, {"What they sign in with.", "С ним входят."}, "login"},
                     {{"Role", "Роль"},
                      {"One of the roles of docs/security.md; it decides what the account may.",
                       "Одна из ролей docs/security.md; от неё зависит, что можно."},
                      "role"},
                     {{"Organizations", "Организации"},
                      {"Codes of what the account is assigned to.", "Коды того, к чему она приписана."},
                      "organizations"},
                     {{"Sites", "Площадки"},
                      {"Codes of what the account is assigned to; * is all sites.", "Коды площадок; * — все."},
                      "sites"},
                     {{"State", "Состояние"},
                      {"active, invited (no password yet) or disabled.",
                       "active действует, invited приглашена (пароля ещё нет), disabled отключена."},
                      "state"}},
                    zone_of_enterprise(tx), context.request.received_at);
    for (store::StoredAccount const& stored : store::load_accounts(tx)) {
        contract::AccountEntry const entry = entry_of(stored, tx);
        std::string_view const state =
            entry.account.disabled ? "disabled" : (entry.has_password ? "active" : "invited");
        bool const goes_on = list.add_row(
            {text_cell(entry.account.name), text_cell(entry.account.login),
             std::string{to_string(entry.account.role)},
             text_cell(fmt::format("{}", fmt::join(entry.organizations, ", "))),
             text_cell(entry.account.all_sites ? "*" : fmt::format("{}", fmt::join(entry.sites, ", "))),
             std::string{state}});
        if (!goes_on) break;
    }
    note_revision(list, tx);
    return list.reply(context);
}

Result<Reply> export_changes(Context const& context, store::ReadTx& tx, ExportForm const& form) {
    Request const& request = context.request;
    if (auto known =
            check_query(request, {"format", "language", "who", "kind", "record", "id", "from", "to", "why"});
        !known)
        return tl::unexpected(known.error());
    if (auto may = check_may(context.asker, domain::Action::see_audit); !may)
        return tl::unexpected(may.error());
    auto const filter = change_filter_in_query(request, tx);
    if (!filter) return tl::unexpected(filter.error());
    TimeZone const zone = zone_of_enterprise(tx);
    ListExport list(
        form, "changes", {"Changes", "Изменения"},
        {{{"Change", "Изменение"},
          {"Its number in the one sequence of all changes.", "Номер в едином ряду всех изменений."},
          "number"},
         {{fmt::format("Recorded at ({})", zone.name()), fmt::format("Записано ({})", zone.name())},
          {"When, by the clocks of the enterprise.", "Когда, по часам предприятия."},
          "recorded_at"},
         {{"Who", "Кто"},
          {"Login, or the user of the command line.", "Логин или пользователь командной строки."},
          "who"},
         {{"Why", "Почему"}, {"As it was stated.", "Как указано."}, "why"},
         {{"From where", "Откуда"},
          {"A page with the address, a file with its digest, or the command line.",
           "Страница с адресом, файл с его хешем или командная строка."},
          "source"},
         {{"Records", "Записи"},
          {"Kind and number of what it touched; the first twenty.",
           "Вид и номер затронутых записей; первые двадцать."},
          "records"},
         {{"More", "Ещё"}, {"How many more it touched.", "Сколько затронуто сверх того."}, "more_records"},
         {{"Event", "Событие"},
          {"What was done to an account: signing in and out, links, passwords, tokens.",
           "Что сделано с учётной записью: вход, выход, ссылки, пароли, токены."},
          "event"},
         {{"SHA-256", "SHA-256"},
          {"Over the change, its rows and the hash of the one before.",
           "От изменения, его строк и хеша предыдущего."},
          "sha256"}},
        zone, request.received_at);
    store::for_each_change(tx, *filter, [&](store::Change const& change) {
        store::TouchedRecords const touched = store::find_touched_records(tx, change.number);
        std::string records;
        for (auto const& [family, id] : touched.records)
            records += fmt::format("{}{} {}", records.empty() ? "" : ", ", family, id);
        auto const event = store::find_account_event(tx, change.number);
        return list.add_row({spreadsheet::number_of(change.number),
                             spreadsheet::civil_time_of(change.recorded_at, zone), text_cell(change.author.who),
                             text_cell(change.author.why), text_cell(change.author.source),
                             text_cell(std::move(records)), spreadsheet::number_of(touched.more),
                             text_cell(event ? event->event : ""), text_cell(change.hash)});
    });
    note_filter(list, request);
    note_revision(list, tx);
    return list.reply(context);
}

using Export = Result<Reply> (*)(Context const&, store::ReadTx&, ExportForm const&);
struct OtherList {
    std::string_view name;
    Export write;
};
constexpr std::array other_lists{
    OtherList{"changes", export_changes},         OtherList{"accounts", export_accounts},
    OtherList{"editions", export_editions},       OtherList{"rates", export_rates},
    OtherList{"contractors", export_contractors}, OtherList{"quiet", export_quiet},
};

}  // namespace

Result<Reply> export_list(Context const& context, store::ReadTx& tx) {
    std::string const& name = context.parameters.find("list")->second;
    auto const form = export_form_in_query(context.request);
    if (!form) return tl::unexpected(form.error());
    if (auto const kind = importing::kind_from(name)) return export_records(context, tx, *form, *kind);
    auto const other = std::find_if(other_lists.begin(), other_lists.end(),
                                    [&](OtherList const& list) { return list.name == name; });
    if (other == other_lists.end()) {
        return failure(ErrorCode::not_found,
                       fmt::format("There is no such list; there are {}, changes, accounts, editions, rates, "
                                   "contractors and quiet.",
                                   importing::kinds_in_words()),
                       "list");
    }
    return other->write(context, tx, *form);
}

}  // namespace safetycell::api
