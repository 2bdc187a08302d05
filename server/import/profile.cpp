#include "import/profile.hpp"

#include "config/toml_reader.hpp"
#include "import/shipped_profiles.hpp"

#include <algorithm>
#include <array>

namespace safetycell::importing {
namespace {

using config::TomlDocument;
using config::TomlTable;

/// Reads the one test that a table with a column states: `equals`, `contains`, `empty` or their negations.
Condition read_condition(TomlTable& table) {
    struct Word {
        std::string_view key;
        Condition::Test test;
        bool negated;
    };
    static constexpr std::array<Word, 4> words{{{"equals", Condition::Test::equals, false},
                                                {"not_equals", Condition::Test::equals, true},
                                                {"contains", Condition::Test::contains, false},
                                                {"not_contains", Condition::Test::contains, true}}};
    Condition condition;
    condition.column = table.text("column");
    int tests = 0;
    for (Word const& word : words) {
        std::optional<std::vector<std::string>> values = table.find_texts(word.key);
        if (!values) continue;
        ++tests;
        condition.test = word.test;
        condition.negated = word.negated;
        condition.values = std::move(*values);
        if (condition.values.empty()) table.add_fault(word.key, "must hold at least one value.");
    }
    if (std::optional<bool> const empty = table.find_yes_no("empty")) {
        ++tests;
        condition.test = Condition::Test::empty;
        condition.negated = !*empty;
    }
    if (tests != 1) {
        table.add_fault(
            "column", "needs exactly one test beside it: equals, not_equals, contains, not_contains or empty.");
    }
    return condition;
}

/// A table with one condition, or a list of tables that must all hold.
std::vector<Condition> read_conditions(TomlTable& parent, std::string_view key) {
    std::vector<Condition> conditions;
    toml::node const* const node = parent.find_node(key);
    if (node == nullptr) return conditions;
    auto const read_one = [&](toml::node const& one) {
        std::optional<TomlTable> table = parent.as_table(one, key);
        if (!table) return;
        conditions.push_back(read_condition(*table));
        table->refuse_unknown_keys();
    };
    if (auto const* const list = node->as_array()) {
        for (toml::node const& one : *list)
            read_one(one);
    } else {
        read_one(*node);
    }
    return conditions;
}

Value read_value_table(TomlTable& table) {
    Value value;
    int sources = 0;
    static constexpr std::array<std::pair<std::string_view, Value::From>, 3> words{
        {{"column", Value::From::column}, {"constant", Value::From::constant}, {"join", Value::From::join}}};
    for (auto const& [key, from] : words) {
        std::optional<std::string> text = table.find_text(key);
        if (!text) continue;
        ++sources;
        value.from = from;
        value.text = std::move(*text);
    }
    if (sources != 1)
        table.add_fault("column", "or \"constant\" or \"join\" must be given, exactly one of them.");
    value.when = read_conditions(table, "when");
    if (std::optional<TomlTable> map = table.find_table("map")) {
        for (auto& [from, to] : map->texts_by_key())
            value.map.emplace(std::move(from), std::move(to));
        if (value.map.empty()) table.add_fault("map", "must hold at least one value.");
    }
    value.otherwise = table.find_text("otherwise");
    if (value.otherwise && value.map.empty())
        table.add_fault("otherwise", "belongs to a \"map\", which is missing.");
    value.pad_zeros = static_cast<std::size_t>(table.find_integer("pad_zeros", 1, 100).value_or(0));
    if (std::optional<std::string> const format = table.find_text("format")) {
        value.is_run_together_time = *format == "HHMM";
        if (*format != "HHMM") table.add_fault("format", "must be \"HHMM\".");
    }
    table.refuse_unknown_keys();
    return value;
}

/// A header in quotes, a table, or a list of these.
ValueSource read_source(TomlTable& fields, std::string_view key) {
    ValueSource source;
    toml::node const* const node = fields.find_node(key);
    auto const read_one = [&](toml::node const& one) {
        if (auto const* const header = one.as_string()) {
            source.push_back(value_of_column(header->get()));
        } else if (std::optional<TomlTable> table = fields.as_table(one, key)) {
            source.push_back(read_value_table(*table));
        }
    };
    if (auto const* const list = node->as_array()) {
        for (toml::node const& one : *list)
            read_one(one);
    } else {
        read_one(*node);
    }
    if (source.empty()) fields.add_fault(key, "must name at least one column.");
    return source;
}

std::string names_of(std::span<Field const> fields) {
    std::string names;
    for (Field const field : fields) {
        if (!names.empty()) names += ", ";
        names += column_of(field).name;
    }
    return names;
}

Sources read_sources(TomlTable& table, Kind kind, std::span<Field const> known) {
    Sources sources;
    for (std::string const& key : table.keys()) {
        std::optional<Field> const field = field_named(kind, key);
        if (field && std::ranges::find(known, *field) != known.end()) {
            sources.emplace(*field, read_source(table, key));
        } else {
            table.add_fault(key, fmt::format("is no column here; known are: {}.", names_of(known)));
        }
    }
    return sources;
}

/// What is created has the code that the row names, and only fields that any column may give.
std::optional<Sources> read_creation(TomlTable& mapping, std::string_view key, Kind kind,
                                     std::span<Field const> fields, Field needed) {
    std::optional<TomlTable> table = mapping.find_table(key);
    if (!table) return std::nullopt;
    Sources sources = read_sources(*table, kind, fields);
    if (!sources.contains(needed)) table->add_fault(column_of(needed).name, "is missing.");
    return sources;
}

std::vector<SkipRule> read_skip_rules(TomlTable& mapping) {
    std::vector<SkipRule> rules;
    for (TomlTable& table : mapping.tables("skip")) {
        SkipRule rule;
        rule.when = read_conditions(table, "when");
        if (rule.when.empty()) table.add_fault("when", "is missing: it says which rows are skipped.");
        rule.reason = table.text("reason");
        if (rule.reason.empty()) table.add_fault("reason", "must say why, for it is said back.");
        table.refuse_unknown_keys();
        rules.push_back(std::move(rule));
    }
    return rules;
}

Mapping read_mapping(TomlTable& table) {
    Mapping mapping;
    std::string const kind_name = table.text("kind");
    std::optional<Kind> const kind = kind_from(kind_name);
    if (!kind) {
        table.add_fault("kind", fmt::format("must be {}.", kinds_in_words()));
        return mapping;
    }
    mapping.kind = *kind;
    mapping.headers = table.texts("headers");
    if (mapping.headers.empty())
        table.add_fault("headers", "must name the columns by which the layout is known.");
    mapping.skip = read_skip_rules(table);
    TomlTable fields = table.table("fields");
    mapping.fields = read_sources(fields, mapping.kind, fields_of(mapping.kind));
    for (Field const field : required_fields_of(mapping.kind)) {
        if (!mapping.fields.contains(field)) fields.add_fault(column_of(field).name, "is missing.");
    }
    if (lacks_period(mapping.kind, mapping.fields)) {
        fields.add_fault("period", "is missing, or first and last, or month, quarter or year.");
    }
    mapping.add_up = table.find_yes_no("add_up").value_or(false);
    if (mapping.add_up && mapping.kind != Kind::hours && mapping.kind != Kind::period_totals) {
        table.add_fault("add_up", "is for hours and period_totals only.");
    }
    static constexpr std::array of_organizations{Field::name, Field::kind, Field::counts_from};
    static constexpr std::array of_sites{Field::name, Field::time_zone};
    mapping.create_organizations =
        read_creation(table, "create_organizations", Kind::organizations, of_organizations, Field::kind);
    mapping.create_sites = read_creation(table, "create_sites", Kind::sites, of_sites, Field::time_zone);
    table.refuse_unknown_keys();
    return mapping;
}

}  // namespace

Value value_of_column(std::string header) {
    Value value;
    value.text = std::move(header);
    return value;
}

bool lacks_period(Kind kind, Sources const& fields) {
    std::span<Field const> const needed = period_fields_of(kind);
    return !needed.empty() &&
           std::ranges::none_of(needed, [&](Field const field) { return fields.contains(field); });
}

Profile standard_profile(Kind kind) {
    Profile profile;
    profile.name = to_string(kind);
    profile.mappings.resize(1);
    profile.mappings.front().kind = kind;
    profile.by_header = true;
    return profile;
}

Result<Profile> parse_profile(std::string_view text, std::string_view name, std::optional<Kind> kind) {
    Result<TomlDocument> document = TomlDocument::parse(text, name);
    if (!document) return tl::unexpected(document.error());
    TomlTable root = document->root();

    bool const has_mappings = root.find_node("mapping") != nullptr;
    Profile profile = kind && !has_mappings ? standard_profile(*kind) : Profile{};
    profile.name = name;
    profile.title = root.text("title");
    if (std::optional<std::string> const encoding = root.find_text("encoding")) {
        profile.encoding = encoding_from(*encoding);
        if (!profile.encoding) root.add_fault("encoding", fmt::format("must be {}.", encoding_names));
    }
    if (std::optional<std::string> const dates = root.find_text("dates")) {
        profile.dates = date_order_from(*dates);
        if (!profile.dates) root.add_fault("dates", "must be \"DMY\" or \"MDY\".");
    }
    if (std::optional<std::string> const mark = root.find_text("decimal_mark")) {
        profile.decimal_mark = decimal_mark_from(*mark);
        if (!profile.decimal_mark) root.add_fault("decimal_mark", "must be \".\" or \",\".");
    }
    profile.null_words = root.find_texts("null_words").value_or(std::vector<std::string>{});
    for (TomlTable& table : root.tables("mapping"))
        profile.mappings.push_back(read_mapping(table));
    if (profile.mappings.empty()) {
        root.add_fault(
            "mapping",
            "is missing; at least one [[mapping]] is needed, or the kind of record beside the profile.");
    }
    root.refuse_unknown_keys();

    if (document->has_fault()) return tl::unexpected(document->fault());
    return profile;
}

Result<Profile> find_shipped_profile(std::string_view name) {
    std::string names;
    for (EmbeddedFile const& file : shipped_profiles()) {
        std::string_view const known = file.name.substr(0, file.name.rfind('.'));
        if (known == name) {
            Result<Profile> profile = parse_profile(file.bytes, file.name);
            if (profile) profile->name = known;
            return profile;
        }
        names += fmt::format("{}{}", names.empty() ? "" : ", ", known);
    }
    return failure(
        ErrorCode::not_found,
        fmt::format("There is no shipped profile \"{}\"; there are: {}. Name one of these, or a file.", name,
                    names));
}

}  // namespace safetycell::importing
