#include "import/words.hpp"

#include "import/fields.hpp"

#include <doctest/doctest.h>

#include <map>

using namespace safetycell;
using namespace safetycell::importing;

TEST_CASE("Words are compared without case, punctuation and kinds of space") {
    CHECK(folded("  Дата\u00A0 выявления: ") == "дата выявления");
    CHECK(folded("Reported_On*") == "reported on");
    CHECK(folded("ЧЕЛ.-ЧАС") == "чел час");
    CHECK(folded("Учёт Ё") == "учет е");
    CHECK(folded("№ п/п") == "№ п п");
    CHECK(folded("...") == "");
    CHECK(trimmed("\u202F\u00A0 a b \t") == "a b");
}

TEST_CASE("Words of both languages") {
    CHECK(yes_no_from_words("Да") == true);
    CHECK(yes_no_from_words("NO") == false);
    CHECK_FALSE(yes_no_from_words("maybe"));
    CHECK(organization_kind_from_words("Подрядчик") == domain::OrganizationKind::contractor);
    CHECK(organization_kind_from_words("own") == domain::OrganizationKind::own);
    CHECK(counts_from_from_words("итоги") == domain::CountsFrom::totals);
    CHECK(severity_from_words("Критическое") == domain::Severity::critical);
    CHECK(severity_from_words("low") == domain::Severity::low);
    CHECK(obligation_kind_from_words("onboarding_step") == domain::ObligationKind::onboarding_step);
    CHECK(obligation_kind_from_words("Личное обязательство") == domain::ObligationKind::commitment);
    CHECK(activity_kind_from_words("Рацпредложение") == domain::ActivityKind::proposal);
    CHECK(started_by_from_words("Заказчик") == domain::StartedBy::enterprise);
    CHECK(breach_kind_from_words("CARDINAL_RULE") == domain::BreachKind::cardinal_rule);
    CHECK(disputed_from_words("Предписание") == domain::Disputed::violation);
    CHECK(incident_class_from_words("NEAR_MISS") == domain::IncidentClass::near_miss);
    CHECK(incident_class_from_words("Случай оказания первой помощи") == domain::IncidentClass::first_aid_case);
    CHECK(incident_class_from_words("Перевод на лёгкий труд") == domain::IncidentClass::restricted_work_case);
    CHECK_FALSE(incident_class_from_words("scratch"));
    CHECK(month_from_words("Декабря") == 12);
    CHECK(month_from_words("Sep") == 9);
    CHECK_FALSE(month_from_words("s"));
    CHECK(means_no_due_date("Без срока"));
    CHECK_FALSE(means_no_due_date(""));
}

TEST_CASE("The code of every class is among its words") {
    for (domain::IncidentClass const one : domain::all_incident_classes) {
        CHECK(incident_class_from_words(domain::to_string(one)) == one);
    }
}

TEST_CASE("Edit distance counts letters changed, added and dropped") {
    CHECK(edit_distance("ALFA", "alfa") == 0);
    CHECK(edit_distance("ALFA", "ALPHA") == 2);
    CHECK(edit_distance("", "abc") == 3);
    CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("Every header is recognized as one column of its kind, and only one") {
    for (std::size_t i = 0; i < kind_count; ++i) {
        Kind const kind = static_cast<Kind>(i);
        CHECK(kind_from(to_string(kind)) == kind);
        std::map<std::string, std::string_view> owners;
        for (Field const field : fields_of(kind)) {
            Column const& column = column_of(field);
            CAPTURE(column.name);
            CHECK(column.field == field);
            CHECK(field_named(kind, column.name) == field);
            CHECK(field_with_header(kind, column.name) == field);
            for (std::string_view const header : column.headers) {
                CAPTURE(header);
                CHECK(folded(header) == header);
                CHECK(owners.emplace(header, column.name).second);
                CHECK(field_with_header(kind, header) == field);
            }
        }
        for (Field const field : required_fields_of(kind))
            CHECK(field_named(kind, column_of(field).name) == field);
    }
    CHECK_FALSE(kind_from("people"));
    CHECK_FALSE(field_with_header(Kind::sites, "hours"));
    for (domain::IncidentClass const one : domain::all_incident_classes) {
        CHECK(column_of(count_field(one)).name == domain::to_string(one));
    }
}
