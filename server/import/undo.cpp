#include "import/undo.hpp"

#include "import/record_form.hpp"
#include "store/touched_records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace safetycell::importing {
namespace {

std::string in_quotes(std::string_view text) {
    std::string result = "\"";
    for (char const c : text) {
        if (c == '"') result += '"';
        result += c;
    }
    return result + '"';
}

/// The values from before as a file of one kind, which is checked as any file is.
class OldValues {
public:
    explicit OldValues(Kind kind) : kind_(kind) {}

    void add(std::string key, ColumnTexts const& columns) {
        if (text_.empty()) {
            for (auto const& [field, text] : columns)
                text_ += (text_.empty() ? "" : ",") + in_quotes(column_of(field).name);
            text_ += "\n";
        }
        keys_[line_] = std::move(key);
        std::string row;
        for (auto const& [field, text] : columns)
            row += (row.empty() ? "" : ",") + in_quotes(text);
        text_ += row + "\n";
        line_ += 1 + lines_in(row);
    }

    Kind kind() const { return kind_; }
    std::string const& text() const { return text_; }
    std::string const& key_at(std::int64_t line) const {
        static std::string const none;
        auto const found = keys_.find(line);
        return found == keys_.end() ? none : found->second;
    }

private:
    static std::int64_t lines_in(std::string_view row) {
        std::int64_t lines = 0;
        for (std::size_t i = 0; i < row.size(); ++i)
            if (row[i] == '\n' || (row[i] == '\r' && row.substr(i, 2) != "\r\n")) ++lines;
        return lines;
    }

    Kind kind_;
    std::string text_;
    std::int64_t line_ = 2;
    std::map<std::int64_t, std::string> keys_;
};

std::string key_of(Kind kind, ColumnTexts const& columns) {
    std::string key{to_string(kind)};
    for (auto const& [field, text] : columns) {
        bool const is_period = kind == Kind::hours || kind == Kind::period_totals;
        bool const is_key = is_period ? field == Field::organization || field == Field::site ||
                                            field == Field::first || field == Field::last
                                      : field == Field::reference || field == Field::code;
        if (is_key && !text.empty()) key += " " + text;
    }
    return key;
}

}  // namespace

Outcome undo_import(store::WriteTx& tx, domain::Policy const& policy, Revision change,
                    ImportRequest const& request) {
    FaultList faults;
    std::map<Kind, OldValues> old;
    for (store::TouchedRecord const& touched : store::load_touched_records(tx, change)) {
        std::optional<Kind> const kind = kind_from(touched.kind);
        if (!kind) continue;  // Accounts are no records of an import.
        std::vector<FormRevision> const revisions = load_revisions(tx, *kind, touched.id);
        auto const made =
            std::ranges::find(revisions, change, [](FormRevision const& one) { return one.change.number; });
        std::string key = key_of(*kind, made->columns);
        if (std::next(made) != revisions.end()) {
            faults.add({0, "", key,
                        fmt::format("A record that nobody revised since; change {} did. Revise it by hand.",
                                    revisions.back().change.number)});
            continue;
        }
        bool const is_new = made == revisions.begin();
        ColumnTexts columns = is_new ? made->columns : std::prev(made)->columns;
        if (is_new) {
            auto const voided =
                std::ranges::find(columns, Field::voided, &std::pair<Field, std::string>::first);
            if (voided == columns.end()) {
                faults.add({0, "", key,
                            "A record that can be voided; organizations and sites stay once they are known."});
                continue;
            }
            voided->second = "yes";
        }
        old.try_emplace(*kind, *kind).first->second.add(std::move(key), columns);
    }
    Outcome sum;
    if (!faults.empty()) {
        sum.more_faults = faults.more();
        sum.faults = faults.take_sorted();
        return sum;
    }
    for (auto const& [kind, values] : old) {
        ImportRequest again;
        again.bytes = values.text();
        again.profile = standard_profile(kind);
        again.profile.encoding = Encoding::utf8;
        again.profile.decimal_mark = DecimalMark::point;
        again.author = request.author;
        again.on_row = request.on_row;
        again.may_record_at = request.may_record_at;
        again.is_form = true;
        Outcome outcome = import_file(tx, policy, again);
        for (Fault& fault : outcome.faults) {
            fault.value = values.key_at(fault.line);
            fault.line = 0;
            sum.faults.push_back(std::move(fault));
        }
        sum.more_faults += outcome.more_faults;
        sum.created += outcome.created;
        sum.revised += outcome.revised;
        sum.unchanged += outcome.unchanged;
    }
    return sum;
}

}  // namespace safetycell::importing
