// The records behind the rating: obligations, activities, breaches and disputes. "Now" is 2026-01-15, a
// Thursday.

#include "import_into.hpp"

using namespace safetycell;
using namespace safetycell::test;
using importing::Kind;
using importing::Outcome;
using Lines = std::vector<std::string>;

namespace {

void given_parties(ImportInto& into) {
    into.given(Kind::organizations, "code,name,kind\nALFA,Alfa LLP,contractor\nBETA,Beta LLP,contractor\n");
    into.given(Kind::sites, "code,name,time_zone\nNORTH,North pit,Asia/Almaty\n");
}

/// A violation found on a Monday, an obligation of two people, and a breach that is proven.
void given_inputs(ImportInto& into) {
    given_parties(into);
    into.given(Kind::violations,
               "reference,organization,severity,found_on,due_on\nV-1,ALFA,high,2026-01-05,2026-01-08\n");
    into.given(Kind::obligations,
               "reference,kind,organization,due_on,done_on,owner,confirmed_by\n"
               "O-1,measure,ALFA,2026-01-11,2026-01-12,A. Owner,B. Other\n");
    into.given(Kind::breaches,
               "reference,kind,organization,date,established_on\nB-1,concealment,ALFA,2025-11-03,2026-01-12\n"
               "B-2,concealment,ALFA,2025-11-03,\n");
    into.given(Kind::incidents,
               "reference,organization,date,reported_on,class\nI-1,ALFA,2025-12-01,2026-01-14,MTC\n");
}

std::string only_expectation(Outcome const& outcome) {
    for (std::string const& place : places(outcome))
        INFO(place);
    REQUIRE(outcome.faults.size() == 1);
    return outcome.faults.front().expected;
}

bool has(std::string const& text, std::string_view part) {
    INFO(text);
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("Obligations are read with words and headers in both languages") {
    ImportInto into;
    given_parties(into);
    into.given(Kind::obligations,
               "reference,kind,organization,site,description,weight,first,due_on,done_on,owner,confirmed_by\n"
               "O-1,meeting,ALFA,NORTH,Permits,,2025-11-01,2025-11-28,2025-11-07,A. Mentor,\n"
               "O-2,commitment,ALFA,,Walk the pit,3,,2025-12-31,,B. Manager,\n");
    into.given(Kind::obligations,
               "№;Вид;Подрядчик;Начало;Срок;Дата выполнения;Ответственный;Подтвердил\n"
               "O-3;Мероприятие;BETA;;10.12.2025;09.12.2025;В. Иванов;Г. Петров\n"
               "O-4;Шаг вхождения;BETA;;10.12.2025;;;\n"
               "O-5;Встреча;BETA;01.12.2025;28.12.2025;;;\n");
    domain::Facts const facts = into.facts();
    REQUIRE(facts.obligations.size() == 5);
    domain::Obligation const& meeting = facts.obligations[0];
    CHECK(meeting.kind == domain::ObligationKind::meeting);
    CHECK(meeting.site.value == 1);
    CHECK(meeting.weight == 1);
    CHECK(meeting.first_on == day("2025-11-01"));
    CHECK(meeting.done_on == day("2025-11-07"));
    CHECK(meeting.owner == "A. Mentor");
    CHECK(facts.obligations[1].weight == 3);
    CHECK(facts.obligations[1].done_on.is_never());
    CHECK(facts.obligations[2].kind == domain::ObligationKind::measure);
    CHECK(facts.obligations[2].confirmed_by == "Г. Петров");
    CHECK(facts.obligations[3].kind == domain::ObligationKind::onboarding_step);
    CHECK(facts.obligations[4].kind == domain::ObligationKind::meeting);
}

TEST_CASE("An impossible obligation is refused with its line and column") {
    ImportInto into;
    given_parties(into);
    Outcome const outcome = into.file(
        "reference,kind,organization,first,due_on,done_on,owner,confirmed_by,weight\n"
        "O-1,meeting,ALFA,,2025-11-28,,,,\n"                      // 2
        "O-2,measure,ALFA,2025-11-01,2025-11-28,,,,\n"            // 3
        "O-3,meeting,ALFA,2025-11-01,2025-10-31,,,,\n"            // 4
        "O-4,meeting,ALFA,2025-11-01,2025-11-28,2025-10-31,,,\n"  // 5
        "O-5,measure,ALFA,,2025-11-28,2026-01-16,,,\n"            // 6
        "O-6,measure,ALFA,,2025-11-28,2025-11-01,A,A,\n"          // 7
        "O-7,measure,ALFA,,2025-11-28,,A,B,\n"                    // 8
        "O-8,measure,ALFA,,2025-11-28,,,,0\n"                     // 9
        "O-9,promise,ALFA,,2025-11-28,,,,\n"                      // 10
        "O-10,measure,ALFA,,,,,,\n"                               // 11
        "O-10,measure,ALFA,,2025-11-28,,,,\n",                    // 12
        Kind::obligations);
    CHECK(places(outcome) == Lines{"2 first []", "3 first [2025-11-01]", "4 due_on [2025-10-31]",
                                   "5 done_on [2025-10-31]", "6 done_on [2026-01-16]", "7 confirmed_by [A]",
                                   "8 confirmed_by [B]", "9 weight [0]", "10 kind [promise]", "11 due_on []",
                                   "12 reference [O-10]"});
    CHECK(into.facts().obligations.empty());
}

TEST_CASE("Who started an activity is usual where nobody says it") {
    ImportInto into;
    given_parties(into);
    into.given(Kind::activities,
               "reference,kind,organization,date,started_by\n"
               "A-1,inspection,ALFA,2026-01-10,\nA-2,joint inspection,ALFA,2026-01-10,\n"
               "A-3,proposal,ALFA,2026-01-10,\nA-4,совместная проверка,ALFA,2026-01-10,подрядчик\n");
    std::vector<domain::Activity> const activities = into.facts().activities;
    REQUIRE(activities.size() == 4);
    CHECK(activities[0].started_by == domain::StartedBy::enterprise);
    CHECK(activities[1].started_by == domain::StartedBy::enterprise);
    CHECK(activities[2].started_by == domain::StartedBy::contractor);
    CHECK(activities[3].kind == domain::ActivityKind::joint_inspection);
    CHECK(activities[3].started_by == domain::StartedBy::contractor);
    CHECK(has(only_expectation(into.file("reference,kind,organization,date\nA-5,proposal,ALFA,2026-01-16\n",
                                         Kind::activities)),
              "not in the future"));
}

TEST_CASE("A breach is neither proven nor resolved before it was committed") {
    ImportInto into;
    given_parties(into);
    Outcome const outcome = into.file(
        "reference,kind,organization,date,established_on,resolved_on\n"
        "B-1,cardinal_rule,ALFA,2026-01-10,,2026-01-09\n"
        "B-2,concealment,ALFA,2026-01-10,2026-01-09,\n"
        "B-3,сокрытие,ALFA,2026-01-10,2026-01-16,\n"
        "B-4,theft,ALFA,2026-01-10,,\n",
        Kind::breaches);
    CHECK(places(outcome) == Lines{"2 resolved_on [2026-01-09]", "3 established_on [2026-01-09]",
                                   "4 established_on [2026-01-16]", "5 kind [theft]"});
    into.given(Kind::breaches,
               "reference,kind,organization,date,description\n"
               "B-1,Нарушение кардинального правила,ALFA,2026-01-10,Energy isolation\n");
    CHECK(into.facts().breaches.front().kind == domain::BreachKind::cardinal_rule);
}

TEST_CASE("A dispute finds its record, and its decision arrives as a revision") {
    ImportInto into;
    given_inputs(into);
    std::string const header =
        "reference,disputed,record,submitted_on,evidence,decided_on,upheld,decided_by,reason\n";
    into.given(Kind::disputes, header +
                                   "D-1,violation,V-1,2026-01-13,Photograph 7,,,,\n"
                                   "D-2,мероприятие,O-1,2026-01-14,It was done on time,,,,\n"
                                   "D-3,breach,B-1,2026-01-12,Told the same day,,,,\n"
                                   "D-4,incident,I-1,2026-01-15,Was no injury,,,,\n");
    std::vector<domain::Dispute> const disputes = into.facts().disputes;
    REQUIRE(disputes.size() == 4);
    CHECK(disputes[0].family == domain::Disputed::violation);
    CHECK(disputes[0].record == 1);
    CHECK(disputes[1].family == domain::Disputed::obligation);
    CHECK(disputes[3].family == domain::Disputed::incident);
    CHECK_FALSE(disputes[0].upheld);

    std::string const decision =
        header + "D-1,violation,V-1,2026-01-13,Photograph 7,2026-01-15,yes,C. Head,It shows the rail\n";
    CHECK(
        into.dry_run(decision, Kind::disputes).listed_revised ==
        Lines{"line 2, D-1: decided_on nothing -> 2026-01-15, upheld no -> yes, decided_by nothing -> C. Head, "
              "reason nothing -> It shows the rail"});
    into.given(Kind::disputes, decision);
    CHECK(into.facts().disputes[0].upheld);

    CHECK(has(only_expectation(into.file(header + "D-1,breach,B-1,2026-01-13,Other,,,,\n", Kind::disputes)),
              "has been about since it was submitted"));
}

TEST_CASE("An input is disputed within ten working days, and not before it is one") {
    ImportInto into;
    given_inputs(into);
    into.given(Kind::violations,
               "reference,organization,severity,found_on,due_on\nV-2,ALFA,high,2025-12-31,2026-01-03\n"
               "V-3,ALFA,high,2026-01-01,2026-01-03\n");
    std::string const header = "reference,disputed,record,submitted_on,evidence\n";
    // Ten working days after Wednesday the 31st are over on Wednesday the 14th.
    std::string const late =
        only_expectation(into.file(header + "D-1,violation,V-2,2026-01-15,Photograph\n", Kind::disputes));
    CHECK(has(late, "from 2025-12-31 to 2026-01-14"));
    CHECK(has(late, "within 10 working days"));
    CHECK(has(only_expectation(into.file(header + "D-1,violation,V-1,2026-01-04,Photograph\n", Kind::disputes)),
              "from 2026-01-05"));
    into.given(Kind::disputes, header +
                                   "D-1,violation,V-2,2026-01-14,Photograph\n"
                                   "D-2,violation,V-3,2026-01-15,Photograph\n");
}

TEST_CASE("A dispute that cannot stand is refused with its line and column") {
    ImportInto into;
    given_inputs(into);
    Outcome const outcome = into.file(
        "reference,disputed,record,submitted_on,evidence,decided_on,upheld,decided_by,reason\n"
        "D-1,violation,V-9,2026-01-13,Photograph,,,,\n"                           // 2: unknown
        "D-2,weather,V-1,2026-01-13,Photograph,,,,\n"                             // 3
        "D-3,violation,V-1,2026-01-13,,,,,\n"                                     // 4: no evidence
        "D-4,violation,V-1,2026-01-13,Photograph,2026-01-12,no,C. Head,Seen\n"    // 5: before
        "D-5,violation,V-1,2026-01-13,Photograph,2026-01-14,yes,,Seen\n"          // 6: nobody
        "D-6,violation,V-1,2026-01-13,Photograph,2026-01-14,,C. Head,Seen\n"      // 7: neither yes nor no
        "D-7,violation,V-1,2026-01-13,Photograph,,yes,C. Head,Seen\n"             // 8: no day
        "D-8,obligation,O-1,2026-01-13,Photograph,2026-01-14,no,A. Owner,Mine\n"  // 9: the owner
        "D-9,obligation,O-1,2026-01-13,Photograph,2026-01-14,no,B. Other,Mine\n"  // 10: who confirmed it
        "D-10,breach,B-2,2026-01-13,Photograph,,,,\n"                             // 11: only a suspicion
        "D-11,violation,V-1,2026-01-16,Photograph,,,,\n",                         // 12: in the future
        Kind::disputes);
    CHECK(places(outcome) == Lines{"2 record [V-9]", "3 disputed [weather]", "4 evidence []",
                                   "5 decided_on [2026-01-12]", "6 decided_by []", "7 upheld []",
                                   "8 decided_on []", "9 decided_by [A. Owner]", "10 decided_by [B. Other]",
                                   "11 record [B-2]", "12 submitted_on [2026-01-16]"});
    CHECK(into.facts().disputes.empty());
}

TEST_CASE("Who found a violation is read, and is somebody else where nobody says it") {
    ImportInto into;
    given_parties(into);
    into.given(Kind::violations,
               "Номер,Подрядчик,Критичность,Дата выявления,Самовыявлено\nV-1,ALFA,high,2026-01-05,да\n"
               "V-2,ALFA,high,2026-01-05,\n");
    CHECK(into.facts().violations[0].self_found);
    CHECK_FALSE(into.facts().violations[1].self_found);
}

TEST_CASE("A dry run tells what would change of each") {
    ImportInto into;
    given_inputs(into);
    CHECK(
        into.dry_run("reference,kind,organization,due_on\nO-1,measure,BETA,2026-01-12\n", Kind::obligations)
            .listed_revised ==
        Lines{"line 2, O-1: organization ALFA -> BETA, due_on 2026-01-11 -> 2026-01-12, done_on 2026-01-12 -> "
              "nothing, owner A. Owner -> nothing, confirmed_by B. Other -> nothing"});
    CHECK(
        into.dry_run(
                "reference,kind,organization,date,resolved_on\nB-2,cardinal_rule,ALFA,2025-11-03,2026-01-10\n",
                Kind::breaches)
            .listed_revised ==
        Lines{"line 2, B-2: kind concealment -> cardinal_rule, resolved_on nothing -> 2026-01-10"});
    into.given(Kind::activities, "reference,kind,organization,date\nA-1,proposal,ALFA,2026-01-10\n");
    CHECK(into.dry_run("reference,kind,organization,site,date\nA-1,inspection,ALFA,NORTH,2026-01-11\n",
                       Kind::activities)
              .listed_revised == Lines{"line 2, A-1: kind proposal -> inspection, site nothing -> NORTH, date "
                                       "2026-01-10 -> 2026-01-11, started_by contractor -> enterprise"});
}
