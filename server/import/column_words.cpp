#include "import/column_words.hpp"

#include <algorithm>
#include <array>

namespace safetycell::importing {
namespace {

struct Entry {
    Field field;
    ColumnWords words;
};

std::vector<Entry> const& entries() {
    using enum Field;
    static std::vector<Entry> const all{
        {code,
         {{"Code", "Код"},
          {"What other tables name it by; unique.", "По нему называют в других таблицах; не повторяется."}}},
        {name, {{"Name", "Наименование"}, {"What people call it.", "Как её называют."}}},
        {kind, {{"Kind", "Вид"}, {"A word of the interface, in English.", "Слово интерфейса, по-английски."}}},
        {counts_from,
         {{"Counts from", "Источник данных"},
          {"Where its injuries are counted from: records (single records) or totals (totals of periods).",
           "Откуда берутся травмы: records (отдельные записи) или totals (итоги за периоды)."}}},
        {mobilized_on,
         {{"Mobilized on", "Дата мобилизации"}, {"First day on site.", "Первый день на площадке."}}},
        {demobilized_on,
         {{"Demobilized on", "Дата демобилизации"}, {"Last day on site.", "Последний день на площадке."}}},
        {time_zone, {{"Time zone", "Часовой пояс"}, {"Of the IANA database.", "По базе IANA."}}},
        {organization,
         {{"Organization", "Организация"},
          {"Code of the organization it is of.", "Код организации, к которой относится запись."}}},
        {site,
         {{"Site", "Площадка"},
          {"Code of the site; empty where none is known.", "Код площадки; пусто, если неизвестна."}}},
        {first,
         {{"First", "Первый день"},
          {"First day of the period; of a meeting, of the rotation.",
           "Первый день периода; у встречи — вахты."}}},
        {last, {{"Last", "Последний день"}, {"Last day of the period.", "Последний день периода."}}},
        {hours,
         {{"Hours worked", "Отработанные часы"},
          {"Hours worked by all its people, overtime included, absences excluded.",
           "Часы, отработанные всеми работниками, со сверхурочными, без отсутствий."}}},
        {headcount,
         {{"Headcount", "Численность"}, {"Average number of people.", "Средняя численность, человек."}}},
        {estimated,
         {{"Estimated", "Расчетно"},
          {"Yes where the source calls the hours an estimate.", "Да, если источник называет часы оценкой."}}},
        {reference,
         {{"Reference", "Номер"},
          {"The number people know it by; unique and never changed.",
           "Номер, под которым запись известна; не повторяется и не меняется."}}},
        {event,
         {{"Event reference", "Номер события"},
          {"Shared by the records of one event: one record for each injured person.",
           "Общий для записей одного события: одна запись на пострадавшего."}}},
        {date,
         {{"Date", "Дата"}, {"On which it happened, at the site.", "Когда произошло, по времени площадки."}}},
        {time, {{"Time", "Время"}, {"By the clocks of the site.", "По часам площадки."}}},
        {reported_on, {{"Reported on", "Дата сообщения"}, {"When it was reported.", "Когда о нём сообщили."}}},
        {incident_class,
         {{"Class", "Класс"},
          {"FAT fatality, PTD permanent total disability, LWC lost work day case, RWC restricted work case, "
           "MTC medical treatment case, FAC first-aid case, MICRO micro-injury; without injury NEAR_MISS near "
           "miss and HAZARD hazard.",
           "FAT смертельный случай, PTD стойкая полная утрата трудоспособности, LWC с потерей рабочих дней, "
           "RWC с ограничением работы, MTC с медицинской помощью, FAC с первой помощью, MICRO микротравма; без "
           "травмы NEAR_MISS происшествие без последствий и HAZARD опасность."}}},
        {provisional,
         {{"Provisional", "Предварительно"},
          {"Yes until the medical decision; it counts at once.",
           "Да — до медицинского заключения; учитывается сразу."}}},
        {lost_days,
         {{"Lost days", "Потерянные дни"},
          {"Calendar days, the day of injury excluded; empty: not stated.",
           "Календарные дни без дня травмы; пусто — не указано."}}},
        {restricted_days,
         {{"Restricted days", "Дни ограничения"},
          {"Calendar days of restricted work; empty: not stated.",
           "Календарные дни с ограничением работы; пусто — не указано."}}},
        {returned_on,
         {{"Returned on", "Дата выхода на работу"},
          {"First day back at full work.", "Первый день полной работы."}}},
        {description,
         {{"Description", "Описание"}, {"In the words of whoever recorded it.", "Словами того, кто записал."}}},
        {requirement,
         {{"Requirement", "Требование"},
          {"What is violated; the same words are the same requirement.",
           "Что нарушено; одинаковые слова — одно требование."}}},
        {severity,
         {{"Severity", "Критичность"},
          {"critical, high, medium or low.",
           "critical критическое, high высокое, medium среднее, low низкое."}}},
        {found_on, {{"Found on", "Дата выявления"}, {"When it was found.", "Когда выявлено."}}},
        {assigned_on, {{"Assigned on", "Дата назначения"}, {"When it was assigned.", "Когда назначено."}}},
        {due_on,
         {{"Due on", "Срок выполнения"},
          {"The last day on which it is in time; never: there is no due date.",
           "Последний день, когда ещё в срок; never — без срока."}}},
        {extended_due_on,
         {{"Extended to", "Продлено до"},
          {"The due date of a granted extension.", "Срок по предоставленному продлению."}}},
        {extension_granted_on,
         {{"Extension granted", "Дата продления"},
          {"From this day on the extension counts.", "С этого дня действует продление."}}},
        {fixed_on, {{"Fixed on", "Дата устранения"}, {"When it was fixed.", "Когда устранено."}}},
        {verified_on,
         {{"Verified on", "Дата проверки"},
          {"When somebody else verified it, and so closed it.",
           "Когда устранение проверил другой человек; этим нарушение закрыто."}}},
        {cancelled_on, {{"Cancelled on", "Дата отмены"}, {"When it was cancelled.", "Когда отменено."}}},
        {location, {{"Location", "Место"}, {"Where at the site.", "Где на площадке."}}},
        {self_found,
         {{"Self-found", "Самовыявлено"},
          {"Yes where the contractor's own people found it.", "Да, если нашли работники самого подрядчика."}}},
        {weight, {{"Weight", "Вес"}, {"Of a commitment beside others.", "Вес обязательства среди других."}}},
        {done_on,
         {{"Done on", "Дата выполнения"}, {"When it was held or done.", "Когда проведено или выполнено."}}},
        {owner, {{"Responsible", "Ответственный"}, {"Who is to do it.", "Кто должен выполнить."}}},
        {confirmed_by,
         {{"Confirmed by", "Подтвердил"}, {"Who saw that it is done.", "Кто подтвердил выполнение."}}},
        {started_by,
         {{"Started by", "Инициатор"},
          {"contractor or enterprise.", "contractor подрядчик или enterprise предприятие."}}},
        {established_on, {{"Established on", "Дата установления"}, {"When it was proven.", "Когда доказано."}}},
        {resolved_on,
         {{"Resolved on", "Дата урегулирования"},
          {"Of the decision that resolves it.", "Дата решения, которым урегулировано."}}},
        {disputed,
         {{"Disputed", "Что оспаривается"},
          {"violation, incident, obligation or breach.",
           "violation нарушение, incident происшествие, obligation обязательство или breach нарушение "
           "кардинального правила."}}},
        {record,
         {{"Disputed record", "Оспариваемая запись"},
          {"Reference of the record that is disputed.", "Номер оспариваемой записи."}}},
        {submitted_on, {{"Submitted on", "Дата подачи"}, {"When it was submitted.", "Когда подано."}}},
        {evidence,
         {{"Evidence", "Доказательства"},
          {"What shows that the record is wrong.", "Что показывает ошибку в записи."}}},
        {decided_on, {{"Decided on", "Дата решения"}, {"Empty while it is open.", "Пусто, пока решения нет."}}},
        {upheld,
         {{"Upheld", "Удовлетворено"},
          {"Yes where the dispute was found right.", "Да, если спор признан обоснованным."}}},
        {decided_by, {{"Decided by", "Кем решено"}, {"Who decided.", "Кто принял решение."}}},
        {reason, {{"Reason", "Причина решения"}, {"Why it was decided so.", "Почему решено так."}}},
        {count_fat,
         {{"FAT", "FAT"},
          {"Number of fatalities in the period; empty: unknown, not 0.",
           "Число смертельных случаев за период; пусто — неизвестно, не 0."}}},
        {count_ptd,
         {{"PTD", "PTD"},
          {"Number of permanent total disabilities in the period; empty: unknown, not 0.",
           "Число случаев стойкой полной утраты трудоспособности за период; пусто — неизвестно, не 0."}}},
        {count_lwc,
         {{"LWC", "LWC"},
          {"Number of lost work day cases in the period; empty: unknown, not 0.",
           "Число случаев с потерей рабочих дней за период; пусто — неизвестно, не 0."}}},
        {count_rwc,
         {{"RWC", "RWC"},
          {"Number of restricted work cases in the period; empty: unknown, not 0.",
           "Число случаев с ограничением работы за период; пусто — неизвестно, не 0."}}},
        {count_mtc,
         {{"MTC", "MTC"},
          {"Number of medical treatment cases in the period; empty: unknown, not 0.",
           "Число случаев медицинской помощи за период; пусто — неизвестно, не 0."}}},
        {count_fac,
         {{"FAC", "FAC"},
          {"Number of first-aid cases in the period; empty: unknown, not 0.",
           "Число случаев первой помощи за период; пусто — неизвестно, не 0."}}},
        {count_micro,
         {{"MICRO", "MICRO"},
          {"Number of micro-injuries in the period; empty: unknown, not 0.",
           "Число микротравм за период; пусто — неизвестно, не 0."}}},
        {count_near_miss,
         {{"NEAR_MISS", "NEAR_MISS"},
          {"Number of near misses in the period; empty: unknown, not 0.",
           "Число происшествий без последствий за период; пусто — неизвестно, не 0."}}},
        {count_hazard,
         {{"HAZARD", "HAZARD"},
          {"Number of hazards in the period; empty: unknown, not 0.",
           "Число опасностей за период; пусто — неизвестно, не 0."}}},
        {voided,
         {{"Void", "Недействительно"},
          {"Yes where the record was withdrawn; it counts nowhere.",
           "Да, если запись отозвана; она нигде не учитывается."}}},
    };
    return all;
}

/// What a column means in one kind, where that is more than in general.
struct SpecialEntry {
    Kind kind;
    Field field;
    ColumnWords words;
};

std::vector<SpecialEntry> const& special_entries() {
    static std::vector<SpecialEntry> const all{
        {Kind::organizations,
         Field::kind,
         {{"Kind", "Вид"},
          {"own people of the enterprise, or contractor.",
           "own свои работники предприятия или contractor подрядчик."}}},
        {Kind::violations,
         Field::due_on,
         {{"Due on", "Срок устранения"},
          {"The last day on which fixing it is in time; never: there is no due date.",
           "Последний день, когда устранение ещё в срок; never — без срока."}}},
        {Kind::violations,
         Field::organization,
         {{"Organization", "Организация"}, {"Code of who must fix it.", "Код того, кто должен устранить."}}},
        {Kind::incidents,
         Field::organization,
         {{"Organization", "Организация"},
          {"Code of the injured person's employer.", "Код работодателя пострадавшего."}}},
        {Kind::obligations,
         Field::kind,
         {{"Kind", "Вид"},
          {"meeting of the mentor in one rotation, measure that a meeting agreed, commitment of a manager, "
           "onboarding_step of the plan for the first 30 days.",
           "meeting встреча наставника в вахту, measure мероприятие по итогам встречи, commitment "
           "обязательство руководителя, onboarding_step шаг плана первых 30 дней."}}},
        {Kind::activities,
         Field::kind,
         {{"Kind", "Вид"},
          {"inspection, joint_inspection or proposal.",
           "inspection проверка, joint_inspection совместная проверка или proposal предложение."}}},
        {Kind::breaches,
         Field::kind,
         {{"Kind", "Вид"},
          {"cardinal_rule: breach of a life-saving rule; concealment.",
           "cardinal_rule нарушение кардинального правила; concealment сокрытие."}}},
    };
    return all;
}

}  // namespace

ColumnWords const& words_of(Kind kind, Field field) {
    auto const special = std::ranges::find_if(special_entries(), [&](SpecialEntry const& entry) {
        return entry.kind == kind && entry.field == field;
    });
    if (special != special_entries().end()) return special->words;
    auto const found = std::ranges::find(entries(), field, &Entry::field);
    if (found != entries().end()) return found->words;
    // Those that only files have: a period by its name.
    static ColumnWords const none;
    return none;
}

domain::Words const& words_of(Kind kind) {
    static std::array<domain::Words, kind_count> const names{{
        {"Organizations", "Организации"},
        {"Sites", "Площадки"},
        {"Hours", "Часы"},
        {"Incidents", "Происшествия"},
        {"Violations", "Нарушения"},
        {"Totals of periods", "Итоги за периоды"},
        {"Meetings, obligations", "Встречи и обязательства"},
        {"Inspections, proposals", "Проверки и предложения"},
        {"Breaches", "Кардинальные правила"},
        {"Disputes", "Споры"},
    }};
    return names.at(static_cast<std::size_t>(kind));
}

}  // namespace safetycell::importing
