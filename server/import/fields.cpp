#include "import/fields.hpp"

#include "import/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace safetycell::importing {
namespace {

constexpr std::array<std::string_view, kind_count> kind_names{
    "organizations", "sites",       "hours",      "incidents", "violations",
    "period_totals", "obligations", "activities", "breaches",  "disputes"};

/// In the order of the fields.
std::array<Column, field_count> const& all_columns() {
    using enum Field;
    using enum Content;
    static std::array<Column, field_count> const columns{{
        {code,
         "code",
         text,
         {"id", "organization code", "site code", "код", "код организации", "код площадки", "шифр"}},
        {name,
         "name",
         text,
         {"title", "organization name", "site name", "наименование", "название", "имя",
          "наименование организации", "название организации", "наименование площадки", "название площадки"}},
        {kind, "kind", text, {"type", "organization kind", "вид", "тип", "вид организации", "тип организации"}},
        {counts_from, "counts_from", text, {"counted from", "источник данных", "учет травм", "учет"}},
        {mobilized_on,
         "mobilized_on",
         day,
         {"mobilized", "mobilization date", "дата мобилизации", "мобилизация", "начало работ",
          "дата начала работ"}},
        {demobilized_on,
         "demobilized_on",
         day,
         {"demobilized", "demobilization date", "дата демобилизации", "демобилизация", "окончание работ",
          "дата окончания работ"}},
        {time_zone, "time_zone", text, {"timezone", "zone", "tz", "часовой пояс", "часовая зона"}},

        {organization,
         "organization",
         text,
         {"organisation", "organization code", "organisation code", "contractor", "contractor code", "company",
          "employer", "организация", "код организации", "подрядчик", "код подрядчика", "подрядная организация",
          "работодатель"}},
        {site,
         "site",
         text,
         {"site code", "площадка", "код площадки", "объект", "участок", "производственная площадка"}},

        {first,
         "first",
         day,
         {"from", "start", "first day", "start date", "period start", "period from", "с", "начало",
          "первый день", "дата начала", "начало периода"}},
        {last,
         "last",
         day,
         {"to", "end", "last day", "end date", "period end", "period to", "по", "конец", "окончание",
          "последний день", "дата окончания", "конец периода", "окончание периода"}},
        {period, "period", text, {"reporting period", "период", "отчетный период"}},
        {month, "month", text, {"месяц", "отчетный месяц"}},
        {quarter, "quarter", text, {"квартал"}},
        {year, "year", text, {"год", "отчетный год"}},

        {hours,
         "hours",
         number,
         {"hours worked", "worked hours", "man hours", "manhours", "labor hours", "total hours",
          "total hours worked", "часы", "часов", "отработанные часы", "отработано часов", "отработанное время",
          "человеко часы", "человеко часов", "чел час", "количество отработанных часов"}},
        {headcount,
         "headcount",
         whole_number,
         {"average headcount", "employees", "average employees", "people", "численность",
          "среднесписочная численность", "ссч", "средняя численность", "количество работников"}},
        {estimated, "estimated", text, {"estimate", "is estimated", "оценка", "оценочно", "расчетно"}},

        {reference,
         "reference",
         text,
         {"ref", "id", "number", "no", "incident number", "violation number", "номер", "регистрационный номер",
          "рег номер", "№", "№ п п", "номер происшествия", "номер нарушения", "номер предписания"}},
        {event, "event", text, {"event reference", "event number", "событие", "номер события"}},
        {date,
         "date",
         day,
         {"occurred on", "incident date", "accident date", "injury date", "date of injury", "date of incident",
          "дата", "дата происшествия", "дата травмы", "дата случая", "дата несчастного случая",
          "дата события"}},
        {time, "time", text, {"time of day", "incident time", "время", "время происшествия", "время события"}},
        {reported_on,
         "reported_on",
         day,
         {"reported", "report date", "date reported", "дата сообщения", "сообщено", "дата регистрации"}},
        {incident_class,
         "class",
         text,
         {"incident class", "injury class", "category", "класс", "категория", "класс травмы",
          "класс происшествия", "вид происшествия"}},
        {provisional, "provisional", text, {"is provisional", "предварительно", "предварительный"}},
        {lost_days,
         "lost_days",
         whole_number,
         {"days lost", "days away", "lost work days", "потерянные дни", "дни нетрудоспособности",
          "дней нетрудоспособности", "потеряно дней"}},
        {restricted_days,
         "restricted_days",
         whole_number,
         {"days restricted", "days of restricted work", "дни ограничения", "дни ограничения трудоспособности",
          "дней ограничения"}},
        {returned_on,
         "returned_on",
         day,
         {"returned", "return date", "return to work", "returned to work", "дата выхода",
          "дата выхода на работу", "выход на работу"}},
        {description,
         "description",
         text,
         {"narrative", "details", "what happened", "описание", "обстоятельства", "краткое описание",
          "описание нарушения", "описание происшествия"}},

        {requirement,
         "requirement",
         text,
         {"rule", "clause", "standard", "требование", "нарушенное требование", "пункт", "пункт требований",
          "норма"}},
        {severity,
         "severity",
         text,
         {"risk", "critical level", "критичность", "тяжесть", "степень", "серьезность", "уровень риска",
          "степень риска"}},
        {found_on,
         "found_on",
         day,
         {"found", "date found", "issued on", "detected on", "дата выявления", "выявлено", "дата обнаружения",
          "обнаружено", "дата выдачи"}},
        {assigned_on, "assigned_on", day, {"assigned", "date assigned", "дата назначения", "назначено"}},
        {due_on,
         "due_on",
         day,
         {"due", "due date", "deadline", "срок", "срок устранения", "срок выполнения", "плановый срок",
          "устранить до"}},
        {extended_due_on,
         "extended_due_on",
         day,
         {"extended due date", "extended to", "new due date", "продлено до", "срок продления", "новый срок",
          "продленный срок"}},
        {extension_granted_on,
         "extension_granted_on",
         day,
         {"extension granted", "extension date", "дата продления", "продлено"}},
        {fixed_on,
         "fixed_on",
         day,
         {"fixed", "date fixed", "remedied on", "устранено", "дата устранения", "фактическая дата устранения"}},
        {verified_on,
         "verified_on",
         day,
         {"verified", "date verified", "closed on", "closed", "date closed", "проверено", "дата проверки",
          "закрыто", "дата закрытия", "подтверждено"}},
        {cancelled_on,
         "cancelled_on",
         day,
         {"cancelled", "canceled", "date cancelled", "отменено", "дата отмены", "аннулировано"}},
        {location, "location", text, {"place", "where", "место", "место нарушения", "местоположение"}},

        {self_found,
         "self_found",
         text,
         {"self found", "found by contractor", "found by the contractor", "найдено самим подрядчиком",
          "выявлено подрядчиком", "самовыявлено", "самовыявление"}},
        {weight, "weight", whole_number, {"вес", "вес обязательства"}},
        {done_on,
         "done_on",
         day,
         {"done", "date done", "fulfilled on", "held on", "выполнено", "дата выполнения", "проведено",
          "дата проведения"}},
        {owner,
         "owner",
         text,
         {"responsible", "person responsible", "ответственный", "исполнитель", "владелец"}},
        {confirmed_by, "confirmed_by", text, {"confirmed", "подтвердил", "кем подтверждено", "подтверждающий"}},
        {started_by,
         "started_by",
         text,
         {"initiated by", "initiator", "инициатор", "кем начато", "по инициативе"}},
        {established_on,
         "established_on",
         day,
         {"established", "proven on", "date proven", "установлено", "дата установления", "доказано"}},
        {resolved_on,
         "resolved_on",
         day,
         {"resolved", "date resolved", "урегулировано", "дата урегулирования", "дата решения о снятии"}},
        {disputed, "disputed", text, {"disputed kind", "what is disputed", "что оспаривается", "оспаривается"}},
        {record,
         "record",
         text,
         {"disputed record", "disputed reference", "оспариваемая запись", "номер записи"}},
        {submitted_on,
         "submitted_on",
         day,
         {"submitted", "date submitted", "дата подачи", "подано", "дата обращения"}},
        {evidence, "evidence", text, {"proof", "доказательства", "подтверждения", "обоснование"}},
        {decided_on, "decided_on", day, {"decided", "decision date", "дата решения", "решено"}},
        {upheld, "upheld", text, {"is upheld", "удовлетворено", "принято в пользу подрядчика"}},
        {decided_by, "decided_by", text, {"decision by", "кем решено", "решение принял"}},
        {reason,
         "reason",
         text,
         {"decision", "reason of the decision", "решение", "причина решения", "основание"}},

        {count_fat,
         "FAT",
         whole_number,
         {"fatalities", "fatal", "deaths", "смертельные", "смертельные случаи", "смертельных"}},
        {count_ptd, "PTD", whole_number, {"permanent total disabilities", "стойкая утрата трудоспособности"}},
        {count_lwc,
         "LWC",
         whole_number,
         {"lwdc", "lost work day cases", "lost work cases", "случаи с потерей рабочих дней",
          "травмы с потерей трудоспособности"}},
        {count_rwc,
         "RWC",
         whole_number,
         {"restricted work cases", "случаи ограничения трудоспособности",
          "случаи с ограничением трудоспособности"}},
        {count_mtc,
         "MTC",
         whole_number,
         {"medical treatment cases", "случаи медицинской помощи", "случаи оказания медицинской помощи"}},
        {count_fac,
         "FAC",
         whole_number,
         {"first aid cases", "случаи первой помощи", "случаи оказания первой помощи"}},
        {count_micro,
         "MICRO",
         whole_number,
         {"micro injuries", "microinjuries", "микротравмы", "микроповреждения"}},
        {count_near_miss,
         "NEAR_MISS",
         whole_number,
         {"near misses", "происшествия без последствий", "опасные события"}},
        {count_hazard, "HAZARD", whole_number, {"hazards", "опасности", "опасные условия", "опасные действия"}},
        {voided, "voided", text, {"void", "withdrawn", "аннулирована", "отозвано", "недействительно"}},
    }};
    return columns;
}

}  // namespace

std::string_view to_string(Kind kind) {
    return kind_names[static_cast<std::size_t>(kind)];
}

std::optional<Kind> kind_from(std::string_view text) {
    auto const found = std::ranges::find(kind_names, text);
    if (found == kind_names.end()) return std::nullopt;
    return static_cast<Kind>(found - kind_names.begin());
}

std::string kinds_in_words() {
    return fmt::format("{} or {}", fmt::join(kind_names.begin(), kind_names.end() - 1, ", "),
                       kind_names.back());
}

Field count_field(domain::IncidentClass incident_class) {
    return static_cast<Field>(static_cast<std::size_t>(Field::count_fat) +
                              static_cast<std::size_t>(incident_class));
}

Column const& column_of(Field field) {
    return all_columns()[static_cast<std::size_t>(field)];
}

std::span<Field const> fields_of(Kind of) {
    using enum Field;
    static constexpr std::array organizations{code, name, kind, counts_from, mobilized_on, demobilized_on};
    static constexpr std::array sites{code, name, time_zone};
    static constexpr std::array hours_fields{organization, site, first, last,      period,    month,
                                             quarter,      year, hours, headcount, estimated, voided};
    static constexpr std::array incidents{
        reference,   event,     organization,    site,        date,        time,  reported_on, incident_class,
        provisional, lost_days, restricted_days, returned_on, description, voided};
    static constexpr std::array violations{
        reference,  organization, site,         requirement,     severity,
        found_on,   assigned_on,  due_on,       extended_due_on, extension_granted_on,
        fixed_on,   verified_on,  cancelled_on, description,     location,
        self_found, voided};
    static constexpr std::array period_totals{
        organization, site,      first,           last,      period,      month,
        quarter,      year,      hours,           headcount, count_fat,   count_ptd,
        count_lwc,    count_rwc, count_mtc,       count_fac, count_micro, count_near_miss,
        count_hazard, lost_days, restricted_days, voided};
    static constexpr std::array obligations{reference, kind,   organization, site,  description,  weight,
                                            first,     due_on, done_on,      owner, confirmed_by, voided};
    static constexpr std::array activities{reference, kind,       organization, site,
                                           date,      started_by, description,  voided};
    static constexpr std::array breaches{reference,      kind,        organization, site,  date,
                                         established_on, resolved_on, description,  voided};
    static constexpr std::array disputes{reference,  disputed, record,     submitted_on, evidence,
                                         decided_on, upheld,   decided_by, reason,       voided};
    switch (of) {
        case Kind::organizations: return organizations;
        case Kind::sites: return sites;
        case Kind::hours: return hours_fields;
        case Kind::incidents: return incidents;
        case Kind::violations: return violations;
        case Kind::period_totals: return period_totals;
        case Kind::obligations: return obligations;
        case Kind::activities: return activities;
        case Kind::breaches: return breaches;
        case Kind::disputes: return disputes;
    }
    return {};
}

std::span<Field const> required_fields_of(Kind of) {
    using enum Field;
    static constexpr std::array organizations{code, name, kind};
    static constexpr std::array sites{code, name};
    static constexpr std::array hours_fields{organization, hours};
    static constexpr std::array incidents{reference, organization, date, incident_class};
    static constexpr std::array violations{reference, organization, severity, found_on};
    static constexpr std::array period_totals{organization};
    static constexpr std::array obligations{reference, kind, organization, due_on};
    static constexpr std::array activities{reference, kind, organization, date};
    static constexpr std::array breaches{reference, kind, organization, date};
    static constexpr std::array disputes{reference, disputed, record, submitted_on, evidence};
    switch (of) {
        case Kind::organizations: return organizations;
        case Kind::sites: return sites;
        case Kind::hours: return hours_fields;
        case Kind::incidents: return incidents;
        case Kind::violations: return violations;
        case Kind::period_totals: return period_totals;
        case Kind::obligations: return obligations;
        case Kind::activities: return activities;
        case Kind::breaches: return breaches;
        case Kind::disputes: return disputes;
    }
    return {};
}

std::span<Field const> period_fields_of(Kind of) {
    using enum Field;
    static constexpr std::array fields{first, period, month, quarter, year};
    if (of == Kind::hours || of == Kind::period_totals) return fields;
    return {};
}

std::optional<Field> field_named(Kind kind, std::string_view name) {
    std::span<Field const> const fields = fields_of(kind);
    auto const found = std::ranges::find(fields, name, [](Field field) { return column_of(field).name; });
    if (found == fields.end()) return std::nullopt;
    return *found;
}

std::optional<Field> field_with_header(Kind kind, std::string_view header) {
    std::string const wanted = folded(header);
    for (Field const field : fields_of(kind)) {
        Column const& column = column_of(field);
        if (folded(column.name) == wanted ||
            std::ranges::find(column.headers, wanted) != column.headers.end()) {
            return field;
        }
    }
    return std::nullopt;
}

}  // namespace safetycell::importing
