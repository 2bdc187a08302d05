#include "import/words.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace safetycell::importing {
namespace {

constexpr std::string_view no_break_space = "\u00A0";
constexpr std::string_view narrow_no_break_space = "\u202F";

/// Bytes of the space that starts the text; 0 when none does.
std::size_t leading_space(std::string_view text) {
    if (text.empty()) return 0;
    if (text[0] == ' ' || (text[0] >= '\t' && text[0] <= '\r')) return 1;
    for (std::string_view const space : {no_break_space, narrow_no_break_space}) {
        if (text.starts_with(space)) return space.size();
    }
    return 0;
}

std::size_t trailing_space(std::string_view text) {
    if (text.empty()) return 0;
    if (text.back() == ' ' || (text.back() >= '\t' && text.back() <= '\r')) return 1;
    for (std::string_view const space : {no_break_space, narrow_no_break_space}) {
        if (text.ends_with(space)) return space.size();
    }
    return 0;
}

bool is_ascii_punctuation(char c) {
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

/// Appends the small letter of the two-byte character at the start of `text`.
void append_small_letter(std::string& result, std::string_view text) {
    auto const first = static_cast<unsigned char>(text[0]);
    auto const second = static_cast<unsigned char>(text[1]);
    unsigned const character = (first & 0x1FU) << 6U | (second & 0x3FU);
    unsigned small = character;
    if (character >= 0x0410 && character <= 0x042F) small = character + 0x20;  // А to Я
    if (character == 0x0401 || character == 0x0451) small = 0x0435;            // Ё, ё
    result += static_cast<char>(0xC0U | small >> 6U);
    result += static_cast<char>(0x80U | (small & 0x3FU));
}

/// One word of the program and the folded words that people write for it.
template <class Value>
struct Meaning {
    Value value;
    std::span<std::string_view const> words;
};

template <class Value, std::size_t count>
std::optional<Value> find_meaning(std::array<Meaning<Value>, count> const& meanings, std::string_view text) {
    std::string const word = folded(text);
    for (Meaning<Value> const& meaning : meanings) {
        if (std::ranges::find(meaning.words, word) != meaning.words.end()) return meaning.value;
    }
    return std::nullopt;
}

template <class... Words>
constexpr auto words(Words... list) {
    return std::array<std::string_view, sizeof...(list)>{list...};
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    while (std::size_t const space = leading_space(text))
        text.remove_prefix(space);
    while (std::size_t const space = trailing_space(text))
        text.remove_suffix(space);
    return text;
}

std::string folded(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        std::size_t const space = is_ascii_punctuation(text[0]) ? 1 : leading_space(text);
        if (space != 0) {
            if (!result.empty() && result.back() != ' ') result += ' ';
            text.remove_prefix(space);
        } else if ((static_cast<unsigned char>(text[0]) & 0xE0U) == 0xC0U && text.size() > 1) {
            append_small_letter(result, text);
            text.remove_prefix(2);
        } else {
            bool const is_capital = text[0] >= 'A' && text[0] <= 'Z';
            result += is_capital ? static_cast<char>(text[0] - 'A' + 'a') : text[0];
            text.remove_prefix(1);
        }
    }
    if (!result.empty() && result.back() == ' ') result.pop_back();
    return result;
}

std::optional<bool> yes_no_from_words(std::string_view text) {
    static constexpr auto yes = words("yes", "y", "true", "1", "да", "истина");
    static constexpr auto no = words("no", "n", "false", "0", "нет", "ложь");
    static constexpr std::array<Meaning<bool>, 2> meanings{{{true, yes}, {false, no}}};
    return find_meaning(meanings, text);
}

std::optional<domain::OrganizationKind> organization_kind_from_words(std::string_view text) {
    using enum domain::OrganizationKind;
    static constexpr auto own_words =
        words("own", "own people", "employees", "company", "свои", "собственный", "собственная", "собственные",
              "собственный персонал", "собственные работники", "предприятие", "заказчик", "штат");
    static constexpr auto contractor_words =
        words("contractor", "subcontractor", "подрядчик", "субподрядчик", "подрядная", "подрядная организация",
              "субподрядная организация");
    static constexpr std::array<Meaning<domain::OrganizationKind>, 2> meanings{
        {{own, own_words}, {contractor, contractor_words}}};
    return find_meaning(meanings, text);
}

std::optional<domain::CountsFrom> counts_from_from_words(std::string_view text) {
    using enum domain::CountsFrom;
    static constexpr auto records_words = words("records", "записи", "карточки", "по записям");
    static constexpr auto totals_words = words("totals", "period totals", "итоги", "сводки", "по итогам");
    static constexpr std::array<Meaning<domain::CountsFrom>, 2> meanings{
        {{records, records_words}, {totals, totals_words}}};
    return find_meaning(meanings, text);
}

std::optional<domain::Severity> severity_from_words(std::string_view text) {
    using enum domain::Severity;
    static constexpr auto critical_words =
        words("critical", "критическое", "критический", "критическая", "критичное", "критичный", "критичная");
    static constexpr auto high_words =
        words("high", "major", "высокое", "высокий", "высокая", "значительное", "серьезное");
    static constexpr auto medium_words = words("medium", "moderate", "среднее", "средний", "средняя");
    static constexpr auto low_words = words("low", "minor", "низкое", "низкий", "низкая", "незначительное");
    static constexpr std::array<Meaning<domain::Severity>, 4> meanings{
        {{critical, critical_words}, {high, high_words}, {medium, medium_words}, {low, low_words}}};
    return find_meaning(meanings, text);
}

std::optional<domain::ObligationKind> obligation_kind_from_words(std::string_view text) {
    using enum domain::ObligationKind;
    static constexpr auto meetings =
        words("meeting", "mentor meeting", "встреча", "встреча с наставником", "встреча наставника");
    static constexpr auto measures = words("measure", "action", "corrective action", "мероприятие", "мера");
    static constexpr auto commitments =
        words("commitment", "personal commitment", "обязательство", "личное обязательство");
    static constexpr auto steps =
        words("onboarding step", "onboarding", "шаг плана", "шаг вхождения", "вхождение", "план 30 дней");
    static constexpr std::array<Meaning<domain::ObligationKind>, 4> meanings{
        {{meeting, meetings}, {measure, measures}, {commitment, commitments}, {onboarding_step, steps}}};
    return find_meaning(meanings, text);
}

std::optional<domain::ActivityKind> activity_kind_from_words(std::string_view text) {
    using enum domain::ActivityKind;
    static constexpr auto inspections = words("inspection", "audit", "проверка", "инспекция", "аудит");
    static constexpr auto joint = words("joint inspection", "joint audit", "совместная проверка",
                                        "совместная инспекция", "совместный аудит");
    static constexpr auto proposals =
        words("proposal", "improvement proposal", "предложение", "предложение по улучшению", "рацпредложение");
    static constexpr std::array<Meaning<domain::ActivityKind>, 3> meanings{
        {{inspection, inspections}, {joint_inspection, joint}, {proposal, proposals}}};
    return find_meaning(meanings, text);
}

std::optional<domain::StartedBy> started_by_from_words(std::string_view text) {
    using enum domain::StartedBy;
    static constexpr auto contractors = words("contractor", "подрядчик");
    static constexpr auto enterprises = words("enterprise", "customer", "company", "предприятие", "заказчик");
    static constexpr std::array<Meaning<domain::StartedBy>, 2> meanings{
        {{contractor, contractors}, {enterprise, enterprises}}};
    return find_meaning(meanings, text);
}

std::optional<domain::BreachKind> breach_kind_from_words(std::string_view text) {
    using enum domain::BreachKind;
    static constexpr auto rules =
        words("cardinal rule", "breach of a cardinal rule", "life saving rule", "golden rule",
              "кардинальное правило", "нарушение кардинального правила", "жизнесберегающее правило");
    static constexpr auto concealments =
        words("concealment", "proven concealment", "сокрытие", "сокрытие травмы", "доказанное сокрытие");
    static constexpr std::array<Meaning<domain::BreachKind>, 2> meanings{
        {{cardinal_rule, rules}, {concealment, concealments}}};
    return find_meaning(meanings, text);
}

std::optional<domain::Disputed> disputed_from_words(std::string_view text) {
    using enum domain::Disputed;
    static constexpr auto violations = words("violation", "нарушение", "предписание");
    static constexpr auto incidents = words("incident", "injury", "происшествие", "травма");
    static constexpr auto obligations = words("obligation", "meeting", "measure", "commitment",
                                              "onboarding step", "обязательство", "встреча", "мероприятие");
    static constexpr auto breaches =
        words("breach", "cardinal rule", "concealment", "нарушение кардинального правила",
              "кардинальное правило", "сокрытие");
    static constexpr std::array<Meaning<domain::Disputed>, 4> meanings{
        {{violation, violations}, {incident, incidents}, {obligation, obligations}, {breach, breaches}}};
    return find_meaning(meanings, text);
}

std::optional<domain::IncidentClass> incident_class_from_words(std::string_view text) {
    using enum domain::IncidentClass;
    static constexpr auto fat = words("fat", "fatality", "fatal", "death", "смертельный", "смертельный случай",
                                      "смертельный нс", "смертельный несчастный случай");
    static constexpr auto ptd = words("ptd", "permanent total disability", "стойкая утрата трудоспособности",
                                      "стойкая полная утрата трудоспособности");
    static constexpr auto lwc =
        words("lwc", "lwdc", "lost work case", "lost work day case", "lost workday case", "lost time injury",
              "lti", "случай с потерей рабочих дней", "травма с потерей трудоспособности",
              "травма с временной потерей трудоспособности", "травма с вут");
    static constexpr auto rwc =
        words("rwc", "restricted work case", "restricted work", "случай с ограничением трудоспособности",
              "ограничение трудоспособности", "перевод на легкий труд");
    static constexpr auto mtc = words("mtc", "medical treatment case", "medical treatment",
                                      "случай оказания медицинской помощи", "медицинская помощь");
    static constexpr auto fac =
        words("fac", "first aid case", "first aid", "случай оказания первой помощи", "первая помощь");
    static constexpr auto micro =
        words("micro", "micro injury", "microinjury", "микротравма", "микроповреждение");
    static constexpr auto near =
        words("near miss", "nearmiss", "происшествие без последствий", "почти случилось", "опасное событие");
    static constexpr auto danger = words("hazard", "hazardous condition", "hazardous act", "unsafe condition",
                                         "unsafe act", "опасность", "опасное условие", "опасное действие");
    static constexpr std::array<Meaning<domain::IncidentClass>, domain::incident_class_count> meanings{
        {{fatality, fat},
         {permanent_total_disability, ptd},
         {lost_work_day_case, lwc},
         {restricted_work_case, rwc},
         {medical_treatment_case, mtc},
         {first_aid_case, fac},
         {micro_injury, micro},
         {near_miss, near},
         {hazard, danger}}};
    return find_meaning(meanings, text);
}

std::optional<unsigned> month_from_words(std::string_view text) {
    struct Names {
        std::string_view english;
        std::string_view russian;
        std::string_view genitive;
    };
    static constexpr std::array<Names, 12> months{{{"january", "январь", "января"},
                                                   {"february", "февраль", "февраля"},
                                                   {"march", "март", "марта"},
                                                   {"april", "апрель", "апреля"},
                                                   {"may", "май", "мая"},
                                                   {"june", "июнь", "июня"},
                                                   {"july", "июль", "июля"},
                                                   {"august", "август", "августа"},
                                                   {"september", "сентябрь", "сентября"},
                                                   {"october", "октябрь", "октября"},
                                                   {"november", "ноябрь", "ноября"},
                                                   {"december", "декабрь", "декабря"}}};
    std::string const word = folded(text);
    for (unsigned i = 0; i < months.size(); ++i) {
        // Three letters are three bytes in English and six in Russian.
        bool const is_short = word == months[i].english.substr(0, 3) || word == months[i].russian.substr(0, 6);
        if (is_short || word == months[i].english || word == months[i].russian || word == months[i].genitive) {
            return i + 1;
        }
    }
    return std::nullopt;
}

bool means_no_due_date(std::string_view text) {
    static constexpr auto meanings = words("never", "none", "без срока", "бессрочно", "нет");
    return std::ranges::find(meanings, folded(text)) != meanings.end();
}

std::size_t edit_distance(std::string_view left, std::string_view right) {
    std::string const from = folded(left);
    std::string const to = folded(right);
    // Levenshtein, one row of the table at a time; bytes stand for letters well enough to rank suggestions.
    std::vector<std::size_t> row(to.size() + 1);
    for (std::size_t j = 0; j <= to.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= from.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= to.size(); ++j) {
            std::size_t const replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({replaced, row[j] + 1, row[j - 1] + 1}));
        }
    }
    return row[to.size()];
}

}  // namespace safetycell::importing
