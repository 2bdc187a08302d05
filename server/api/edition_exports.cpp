#include "api/edition_exports.hpp"

#include "api/asker.hpp"
#include "api/enterprise_zone.hpp"
#include "api/query_values.hpp"
#include "api/visibility.hpp"
#include "base/gzip.hpp"
#include "contract/contractors.hpp"
#include "contract/edition.hpp"
#include "contract/edition_tables.hpp"
#include "publish/explanations.hpp"
#include "publish/views.hpp"
#include "store/editions.hpp"
#include "store/records.hpp"

#include <fmt/format.h>

#include <array>

namespace safetycell::api {
namespace {

using contract::EditionTables;
using contract::RankLine;
using contract::RateLine;
using contract::RatingLine;
using spreadsheet::ListCell;

constexpr std::size_t longest_view = std::size_t{256} * 1024 * 1024;

Result<std::int64_t> edition_in_query(Request const& request, store::ReadTx const& tx) {
    auto const found = request.query.find("edition");
    std::string const name = found == request.query.end() ? "current" : found->second;
    std::int64_t number = positive_integer(name).value_or(0);
    if (name == "current") number = store::current_edition_number(tx);
    if (name == "latest") number = store::newest_edition_number(tx);
    if (number > 0) return number;
    return failure(ErrorCode::not_found, "There is no such edition; /api/v1/editions lists them all.",
                   "edition");
}

/// The edition that the query names, cut to what the asker sees of it: as on its page.
Result<EditionTables> tables_in_query(Context const& context, store::ReadTx const& tx) {
    auto const number = edition_in_query(context.request, tx);
    if (!number) return tl::unexpected(number.error());
    std::optional<store::StoredEdition> const edition = store::find_edition(tx, *number);
    if (!edition) {
        return failure(ErrorCode::not_found, "There is no such edition; /api/v1/editions lists them all.",
                       "edition");
    }
    VisibleOrganizations const visible(context.asker, tx);
    std::string document = visible.everything()
                               ? edition->document
                               : contract::cut_to_organizations(edition->document, visible.codes(),
                                                                contract::OthersInRatingTable::hidden);
    if (auto const scope = context.request.query.find("scope"); scope != context.request.query.end()) {
        auto cut = contract::cut_to_scope(document, scope->second);
        if (!cut) return tl::unexpected(cut.error());
        document = *std::move(cut);
    }
    return contract::parse_edition_tables(document);
}

void note_edition(ListExport& list, EditionTables const& tables) {
    list.note({"Edition", "Выпуск"}, std::to_string(tables.number));
    list.note({"As of", "На момент"}, tables.as_of);
    list.note({"Known through change", "Известно по изменение"}, std::to_string(tables.known_through));
    list.note({"Published", "Опубликован"}, tables.published_at);
}

std::string scope_in_words(std::string_view scope, EditionTables const& tables, ExportForm const& form) {
    if (scope == "enterprise") return form.in_russian ? "Всё предприятие" : "The whole enterprise";
    if (scope == "own") return form.in_russian ? "Собственный персонал" : "Own people";
    if (scope == "contractors") return form.in_russian ? "Все подрядчики" : "All contractors";
    auto const colon = std::min(scope.find(':'), scope.size() - 1);
    auto const& names = scope.starts_with("site:") ? tables.sites : tables.organizations;
    auto const found = names.find(scope.substr(colon + 1));
    return found == names.end() ? std::string{scope} : found->second;
}

void define_figure(ListExport& list, std::string_view id, publish::Explanations const& explanations) {
    domain::SettingsInWords const settings(explanations.policy);
    for (domain::FigureExplanation const& figure : explanations.figures) {
        if (figure.id != id) continue;
        domain::FigureExplanation const told = settings.tell(figure);
        list.define(told.id, list.form().pick(told.name),
                    fmt::format("{} {}", list.form().pick(told.explanation), list.form().pick(told.formula)));
    }
}

/// What people call a rate or a figure; its id where it is not explained.
domain::Words name_of(std::string const& id, publish::Explanations const& explanations) {
    if (auto const rate = domain::find_rate(explanations.policy, id)) {
        return explanations.policy.rates[*rate].name;
    }
    for (domain::FigureExplanation const& figure : explanations.figures)
        if (figure.id == id) return figure.name;
    return {id, id};
}

std::vector<ExportColumn> rate_columns() {
    return {
        {{"Scope", "Охват"},
         {"What it is about, as the interface calls it.", "О чём показатель, имя в интерфейсе."},
         "scope"},
        {{"Scope name", "Название охвата"}, {"What people call it.", "Как его называют."}, ""},
        {{"Figure", "Показатель"}, {"Its id; see the definitions below.", "Имя; определения ниже."}, "id"},
        {{"Version", "Версия"}, {"Of its definition.", "Определения."}, "version"},
        {{"Window", "Окно"},
         {"rolling_12_months, year_to_date or month.",
          "rolling_12_months 12 месяцев, year_to_date с начала года, month месяц."},
         "window"},
        {{"First day", "Первый день"}, {"Of the window.", "Окна."}, "first"},
        {{"Last day", "Последний день"}, {"Of the window.", "Окна."}, "last"},
        {{"Value", "Значение"},
         {"Numerator times base over denominator, not rounded. Empty: there is no rate.",
          "Числитель на базу к знаменателю, без округления. Пусто — показателя нет."},
         "value"},
        {{"Lower", "Нижняя граница"},
         {"Of the exact 95 % interval.", "Точного 95 % интервала."},
         "interval.lower"},
        {{"Upper", "Верхняя граница"},
         {"Of the exact 95 % interval.", "Точного 95 % интервала."},
         "interval.upper"},
        {{"Numerator", "Числитель"}, {"Cases or days counted.", "Учтённые случаи или дни."}, "numerator"},
        {{"Denominator", "Знаменатель"},
         {"In the unit of the definition.", "В единице определения."},
         "denominator"},
        {{"Base", "База"}, {"What the quotient is multiplied by.", "На что умножается частное."}, "base"},
        {{"Hours", "Часы"},
         {"Hours worked in the window, estimates included.", "Отработано за окно, с оценками."},
         "hours"},
        {{"Estimated hours", "Часы по оценке"}, {"Part of the hours.", "Часть часов."}, "estimated_hours"},
        {{"Provisional", "Предварительно"},
         {"Part of the numerator not yet decided medically.", "Часть числителя без медицинского заключения."},
         "provisional"},
        {{"Left out", "Не учтено организаций"},
         {"Organizations whose hours are missing.", "Организации без часов."},
         "left_out_organizations"},
        {{"Their cases", "Их случаи"},
         {"Beside the rate, not in it.", "Рядом с показателем, не в нём."},
         "left_out_numerator"},
        {{"Why none", "Почему нет"}, {"Why there is no rate.", "Почему показателя нет."}, "reason"},
    };
}

std::vector<ListCell> cells_of(RateLine const& line, EditionTables const& tables, ExportForm const& form) {
    return {text_cell(line.scope),
            text_cell(scope_in_words(line.scope, tables, form)),
            text_cell(line.id),
            spreadsheet::number_of(std::int64_t{line.version}),
            text_cell(line.window),
            date_cell(line.first),
            date_cell(line.last),
            number_cell(line.value),
            number_cell(line.lower),
            number_cell(line.upper),
            number_cell(line.numerator),
            number_cell(line.denominator),
            number_cell(line.base),
            number_cell(line.hours),
            number_cell(line.estimated_hours),
            number_cell(line.provisional),
            number_cell(line.left_out_organizations),
            number_cell(line.left_out_numerator),
            text_cell(line.reason)};
}

void append_rank_columns(std::vector<ExportColumn>& columns, domain::Words const& rate) {
    auto const add = [&](char const* en, char const* ru, char const* meaning_en, char const* meaning_ru,
                         char const* name) {
        columns.push_back({{fmt::format("{}: {}", rate.en, en), fmt::format("{}: {}", rate.ru, ru)},
                           {meaning_en, meaning_ru},
                           fmt::format("rankings.{}", name)});
    };
    add("cases", "случаи", "Counted in the window.", "Учтённые за окно.", "numerator");
    add("hours", "часы", "Hours worked in the window.", "Отработано за окно.", "hours");
    add("shrunk", "сглаженный", "The rate drawn toward all contractors by how little is known.",
        "Показатель, стянутый к среднему по подрядчикам тем сильнее, чем меньше известно.", "shrunk");
    add("lower", "нижняя граница", "Of its 95 % interval.", "Его 95 % интервала.", "lower");
    add("upper", "верхняя граница", "Of its 95 % interval.", "Его 95 % интервала.", "upper");
    add("rank from", "место от", "5th percentile of the rank; empty: there is no order.",
        "5-й перцентиль места; пусто — порядка нет.", "rank_from");
    add("rank to", "место до", "95th percentile of the rank.", "95-й перцентиль места.", "rank_to");
}

std::vector<ExportColumn> contractor_columns(EditionTables const& tables,
                                             publish::Explanations const& explanations) {
    std::vector<ExportColumn> columns{
        {{"Code", "Код"}, {"Of the contractor.", "Подрядчика."}, "organization"},
        {{"Name", "Наименование"}, {"Of the contractor.", "Подрядчика."}, "name"},
        {{"Score", "Оценка"},
         {"0 to 100: points of those possible.", "От 0 до 100: баллы от возможных."},
         "score"},
        {{"Band", "Группа"},
         {"A, B, C or D; D behind any gate.", "A, B, C или D; D при любом запрете."},
         "band"},
        {{"Points", "Баллы"}, {"Of all components.", "По всем составляющим."}, "points"},
        {{"Possible", "Возможно"},
         {"Points of the components that were assessed.", "Баллы оценённых составляющих."},
         "possible"},
    };
    for (std::string const& component : tables.components) {
        columns.push_back(
            {name_of("rating_" + component, explanations),
             {"Points of this component; empty: not assessed.", "Баллы составляющей; пусто — не оценена."},
             "components." + component});
    }
    columns.push_back({{"Gates", "Запреты"},
                       {"What puts it in D whatever its points.", "Что ставит в D при любых баллах."},
                       "gates"});
    columns.push_back({{"Persistent violator", "Злостный нарушитель"},
                       {"The rule that makes it one; empty: it is none.", "Правило, по которому; пусто — нет."},
                       "persistent"});
    columns.push_back(
        {{"Disputed", "Оспорено"}, {"Inputs in dispute.", "Оспариваемые исходные данные."}, "disputed"});
    columns.push_back({{"Score without disputed", "Оценка без оспоренного"},
                       {"The score without the disputed inputs.", "Оценка без оспариваемых данных."},
                       "without_disputed.score"});
    for (std::string const& id : tables.ranked)
        append_rank_columns(columns, name_of(id, explanations));
    return columns;
}

std::vector<ListCell> cells_of(RatingLine const& line, EditionTables const& tables) {
    auto const name = tables.organizations.find(line.organization);
    std::vector<ListCell> cells{
        text_cell(line.organization), text_cell(name == tables.organizations.end() ? "" : name->second),
        number_cell(line.score),      text_cell(line.band),
        number_cell(line.points),     number_cell(line.possible)};
    for (std::string const& component : tables.components) {
        auto const points = line.points_of.find(component);
        cells.push_back(points == line.points_of.end() ? ListCell{} : number_cell(points->second));
    }
    cells.push_back(text_cell(fmt::format("{}", fmt::join(line.gates, ", "))));
    cells.push_back(text_cell(fmt::format("{}", fmt::join(line.persistent, ", "))));
    cells.push_back(number_cell(line.disputed));
    cells.push_back(number_cell(line.score_without_disputed));
    for (std::string const& id : tables.ranked) {
        auto const rank = line.ranks.find(id);
        if (rank == line.ranks.end()) {
            constexpr std::size_t columns_of_a_rank = 7;
            cells.resize(cells.size() + columns_of_a_rank);
            continue;
        }
        RankLine const& told = rank->second;
        for (double const value : {told.numerator, told.hours, told.shrunk, told.lower, told.upper})
            cells.push_back(number_cell(value));
        cells.push_back(number_cell(told.rank_from));
        cells.push_back(number_cell(told.rank_to));
    }
    return cells;
}

}  // namespace

Result<Reply> export_editions(Context const& context, store::ReadTx& tx, ExportForm const& form) {
    if (auto known = check_query(context.request, {"format", "language"}); !known)
        return tl::unexpected(known.error());
    if (auto may = check_may(context.asker, domain::Action::see_enterprise); !may)
        return tl::unexpected(may.error());
    TimeZone const zone = zone_of_enterprise(tx);
    auto const in_zone = [&](char const* en, char const* ru) {
        return domain::Words{fmt::format("{} ({})", en, zone.name()), fmt::format("{} ({})", ru, zone.name())};
    };
    ListExport list(form, "editions", {"Editions", "Выпуски"},
                    {{{"Edition", "Выпуск"}, {"Its number.", "Номер."}, "edition"},
                     {{"Kind", "Вид"},
                      {"slot, late (published after its slot) or out_of_slot (asked for by a person).",
                       "slot по расписанию, late с опозданием, out_of_slot по просьбе человека."},
                      "kind"},
                     {in_zone("As of", "На момент"),
                      {"What is dated later does not exist for it.", "Более позднего для него нет."},
                      "as_of"},
                     {{"Known through", "Известно по"},
                      {"The last change it knows.", "Последнее известное ему изменение."},
                      "known_through"},
                     {in_zone("Published", "Опубликован"), {"When.", "Когда."}, "published_at"},
                     {{"By", "Кем"},
                      {"schedule, or who asked.", "schedule по расписанию или кто попросил."},
                      "published_by"},
                     {{"Reason", "Причина"}, {"Why, out of slot.", "Почему вне расписания."}, "reason"}},
                    zone, context.request.received_at);
    constexpr int rows_at_once = 500;
    std::int64_t before = 0;
    for (bool goes_on = true; goes_on;) {
        auto const headers = store::load_edition_headers(tx, before, rows_at_once);
        for (domain::EditionHeader const& header : headers) {
            goes_on = goes_on &&
                      list.add_row({spreadsheet::number_of(header.number), std::string{to_string(header.kind)},
                                    spreadsheet::civil_time_of(header.as_of, zone),
                                    spreadsheet::number_of(header.known_through),
                                    spreadsheet::civil_time_of(header.published_at, zone),
                                    text_cell(header.published_by), text_cell(header.reason)});
            before = header.number;
        }
        goes_on = goes_on && headers.size() == rows_at_once && before > 1;
    }
    return list.reply(context);
}

Result<Reply> export_rates(Context const& context, store::ReadTx& tx, ExportForm const& form) {
    if (auto known = check_query(context.request, {"format", "language", "edition", "scope"}); !known)
        return tl::unexpected(known.error());
    if (auto may = check_may(context.asker, domain::Action::see_enterprise); !may)
        return tl::unexpected(may.error());
    auto const tables = tables_in_query(context, tx);
    if (!tables) return tl::unexpected(tables.error());
    auto const explanations = publish::load_explanations(tx);
    if (!explanations) return tl::unexpected(explanations.error());
    ListExport list(form, "rates", {"Rates", "Показатели"}, rate_columns(), zone_of_enterprise(tx),
                    context.request.received_at);
    for (RateLine const& line : tables->rates)
        if (!list.add_row(cells_of(line, *tables, form))) break;
    note_edition(list, *tables);
    for (contract::RateWords const& definition : tables->definitions) {
        list.define(fmt::format("{} v{}", definition.id, definition.version), form.pick(definition.name),
                    form.pick(definition.explanation));
    }
    for (char const* const id : {"interval", "hours", "estimated_hours", "left_out", "no_rate", "window"})
        define_figure(list, id, *explanations);
    return list.reply(context);
}

Result<Reply> export_contractors(Context const& context, store::ReadTx& tx, ExportForm const& form) {
    if (auto known = check_query(context.request, {"format", "language", "edition"}); !known)
        return tl::unexpected(known.error());
    if (auto may = check_may(context.asker, domain::Action::see_enterprise); !may)
        return tl::unexpected(may.error());
    auto const tables = tables_in_query(context, tx);
    if (!tables) return tl::unexpected(tables.error());
    auto const explanations = publish::load_explanations(tx);
    if (!explanations) return tl::unexpected(explanations.error());
    ListExport list(form, "contractors", {"Contractors", "Подрядчики"},
                    contractor_columns(*tables, *explanations), zone_of_enterprise(tx),
                    context.request.received_at);
    for (RatingLine const& line : tables->ratings)
        if (!list.add_row(cells_of(line, *tables))) break;
    note_edition(list, *tables);
    list.note({"Version of the rating", "Версия рейтинга"}, std::to_string(tables->rating_version));
    define_figure(list, "rating", *explanations);
    define_figure(list, "rating_band", *explanations);
    for (std::string const& component : tables->components)
        define_figure(list, "rating_" + component, *explanations);
    for (char const* const id : {"gates", "persistent_violator", "disputed", "shrunk_rate", "rank_band"})
        define_figure(list, id, *explanations);
    return list.reply(context);
}

Result<Reply> export_quiet(Context const& context, store::ReadTx& tx, ExportForm const& form) {
    if (auto known = check_query(context.request, {"format", "language"}); !known)
        return tl::unexpected(known.error());
    if (auto may = check_may(context.asker, domain::Action::see_signals); !may)
        return tl::unexpected(may.error());
    std::optional<store::View> const view = store::find_current_view(tx, publish::hse_audience);
    if (!view) {
        return failure(ErrorCode::not_found,
                       "The current edition has no such view; there is one from the next edition on.");
    }
    auto text = gunzip(view->gzip, longest_view);
    if (!text) return tl::unexpected(text.error());
    if (reach_of(context.asker.actor->role, domain::Action::see_signals) != domain::Reach::everything)
        text = contract::cut_hse_to(*text, VisibleOrganizations(context.asker, tx).codes());
    auto const table = contract::parse_quiet_table(*text);
    if (!table) return tl::unexpected(table.error());
    auto const explanations = publish::load_explanations(tx);
    if (!explanations) return tl::unexpected(explanations.error());
    ListExport list(
        form, "quiet", {"Reports", "Сообщения"},
        {{{"Code", "Код"}, {"Of the contractor.", "Подрядчика."}, "organization"},
         {{"Name", "Наименование"}, {"Of the contractor.", "Подрядчика."}, "name"},
         {{"Reports", "Сообщения"},
          {"Near misses, hazards and micro-injuries.", "Происшествия без последствий, опасности, микротравмы."},
          "reports"},
         {{"Hours", "Часы"}, {"Hours worked in the window.", "Отработано за окно."}, "hours"},
         {{"Expected", "Ожидается"},
          {"Reports, at the rate of its peers.", "Сообщений, при частоте остальных."},
          "expected"},
         {{"Probability", "Вероятность"},
          {"Of so few reports.", "Столь малого числа сообщений."},
          "probability"},
         {{"Quiet", "Тихо"}, {"Yes: too few to be chance.", "Да — слишком мало для случайности."}, "quiet"}},
        zone_of_enterprise(tx), context.request.received_at);
    for (contract::QuietLine const& line : table->lines) {
        std::string const quiet = form.in_russian ? (line.quiet ? "да" : "нет") : (line.quiet ? "yes" : "no");
        bool const goes_on = list.add_row({text_cell(line.organization), text_cell(line.name),
                                           number_cell(line.reports), number_cell(line.hours),
                                           number_cell(line.expected), number_cell(line.probability), quiet});
        if (!goes_on) break;
    }
    list.note({"Edition", "Выпуск"}, std::to_string(table->edition));
    list.note({"As of", "На момент"}, table->as_of);
    define_figure(list, "quiet", *explanations);
    return list.reply(context);
}

}  // namespace safetycell::api
