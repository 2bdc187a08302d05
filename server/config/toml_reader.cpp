#include "config/toml_reader.hpp"

#include <algorithm>
#include <cmath>

namespace safetycell::config {
namespace {

constexpr std::size_t most_faults_told = 50;

bool is_within(std::string_view inner, std::string_view outer) {
    return inner.starts_with(outer) && (inner.size() == outer.size() || inner[outer.size()] == '.');
}

}  // namespace

bool TomlTable::has(std::string_view key) const {
    return table_->contains(key);
}

toml::node const* TomlTable::find_node(std::string_view key) {
    asked_.emplace(key);
    return table_->get(key);
}

std::optional<std::string> TomlTable::find_text(std::string_view key) {
    toml::node const* const node = find_node(key);
    if (node == nullptr) return std::nullopt;
    if (auto const* const value = node->as_string()) return value->get();
    add_fault(key, "must be a text in quotes.");
    return std::nullopt;
}

std::optional<std::int64_t> TomlTable::find_integer(std::string_view key, std::int64_t least,
                                                    std::int64_t most) {
    toml::node const* const node = find_node(key);
    if (node == nullptr) return std::nullopt;
    auto const* const value = node->as_integer();
    if (value != nullptr && least <= value->get() && value->get() <= most) return value->get();
    add_fault(key, fmt::format("must be a whole number from {} to {}.", least, most));
    return std::nullopt;
}

std::optional<double> TomlTable::find_number(std::string_view key) {
    toml::node const* const node = find_node(key);
    if (node == nullptr) return std::nullopt;
    if (auto const* const whole = node->as_integer()) return static_cast<double>(whole->get());
    auto const* const value = node->as_floating_point();
    if (value != nullptr && std::isfinite(value->get())) return value->get();
    add_fault(key, "must be a number.");
    return std::nullopt;
}

std::optional<bool> TomlTable::find_yes_no(std::string_view key) {
    toml::node const* const node = find_node(key);
    if (node == nullptr) return std::nullopt;
    if (auto const* const value = node->as_boolean()) return value->get();
    add_fault(key, "must be true or false.");
    return std::nullopt;
}

std::optional<std::vector<std::string>> TomlTable::find_texts(std::string_view key) {
    toml::node const* const node = find_node(key);
    if (node == nullptr) return std::nullopt;
    if (auto const* const single = node->as_string()) return std::vector<std::string>{single->get()};
    auto const* const array = node->as_array();
    std::vector<std::string> texts;
    bool all_texts = array != nullptr;
    if (array != nullptr) {
        for (toml::node const& element : *array) {
            auto const* const value = element.as_string();
            if (value != nullptr) texts.push_back(value->get());
            all_texts = all_texts && value != nullptr;
        }
    }
    if (all_texts) return texts;
    add_fault(key, "must be a list of texts, as in [\"a\", \"b\"].");
    return std::nullopt;
}

TomlTable TomlTable::inner(toml::table const& table, std::string_view key, std::string_view which) const {
    return {document_, &table, fmt::format("{}{}.", name_, key), fmt::format("{}{}{}.", place_, key, which)};
}

std::optional<TomlTable> TomlTable::as_table(toml::node const& node, std::string_view key) {
    if (auto const* const value = node.as_table()) return inner(*value, key);
    add_fault(key, "must be a table of keys and values.");
    return std::nullopt;
}

std::optional<TomlTable> TomlTable::find_table(std::string_view key) {
    toml::node const* const node = find_node(key);
    return node == nullptr ? std::nullopt : as_table(*node, key);
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) {
    std::vector<TomlTable> found;
    toml::node const* const node = find_node(key);
    if (node == nullptr) return found;
    auto const* const array = node->as_array();
    if (array == nullptr) {
        add_fault(key, fmt::format("must be a list of tables, each beginning with [[{}{}]].", name_, key));
        return found;
    }
    for (toml::node const& element : *array) {
        if (auto const* const table = element.as_table()) {
            found.push_back(inner(*table, key, fmt::format("[{}]", found.size())));
        } else {
            add_fault(key, "must hold tables only.");
        }
    }
    return found;
}

std::vector<std::pair<std::string, std::string>> TomlTable::texts_by_key() {
    std::vector<std::pair<std::string, std::string>> texts;
    for (std::string const& key : keys())
        texts.emplace_back(key, find_text(key).value_or(""));
    return texts;
}

std::vector<std::string> TomlTable::keys() const {
    std::vector<std::string> keys;
    for (auto const& [key, node] : *table_)
        keys.emplace_back(key.str());
    return keys;
}

void TomlTable::require(std::string_view key) {
    if (!has(key)) add_fault(key, "is missing.");
}

std::string TomlTable::text(std::string_view key) {
    require(key);
    return find_text(key).value_or("");
}

std::int64_t TomlTable::integer(std::string_view key, std::int64_t least, std::int64_t most) {
    require(key);
    return find_integer(key, least, most).value_or(least);
}

double TomlTable::number(std::string_view key) {
    require(key);
    return find_number(key).value_or(0);
}

bool TomlTable::yes_no(std::string_view key) {
    require(key);
    return find_yes_no(key).value_or(false);
}

std::vector<std::string> TomlTable::texts(std::string_view key) {
    require(key);
    return find_texts(key).value_or(std::vector<std::string>{});
}

TomlTable TomlTable::table(std::string_view key) {
    static toml::table const empty;
    require(key);
    return find_table(key).value_or(inner(empty, key));
}

void TomlTable::add_fault(std::string_view key, std::string_view message) {
    std::string place = fmt::format("{}{}", place_, key);
    if (document_->is_told(place)) return;
    if (document_->faults_.size() == most_faults_told) {
        ++document_->more_faults_;
        return;
    }
    toml::node const* const node = table_->get(key);
    toml::source_index const line = (node != nullptr ? node->source() : table_->source()).begin.line;
    std::string field = fmt::format("{}{}", name_, key);
    std::string sentence = fmt::format("{}, line {}: \"{}\" {}", document_->name_, line, field, message);
    document_->faults_.push_back({line, std::move(field), std::move(place), std::move(sentence)});
}

void TomlTable::refuse_unknown_keys() {
    std::string known;
    for (std::string const& key : asked_)
        known += (known.empty() ? "" : ", ") + key;
    for (std::string const& key : keys()) {
        if (asked_.contains(key)) continue;
        add_fault(key, fmt::format("is not known here; known are: {}. Correct or remove it.", known));
    }
}

bool TomlDocument::is_told(std::string_view place) const {
    return std::ranges::any_of(faults_, [&](Fault const& told) {
        return is_within(place, told.place) || is_within(told.place, place);
    });
}

Error TomlDocument::fault() const {
    std::vector<Fault> faults = faults_;
    std::ranges::stable_sort(faults, {}, &Fault::line);
    std::string text;
    for (Fault const& fault : faults)
        text += (text.empty() ? "" : "\n") + fault.message;
    if (more_faults_ > 0) text += fmt::format("\n… and {} more.", more_faults_);
    return {ErrorCode::invalid, std::move(text), faults.front().field};
}

Result<TomlDocument> TomlDocument::parse(std::string_view text, std::string_view name) {
    try {
        return TomlDocument{toml::parse(text), std::string{name}};
    } catch (toml::parse_error const& error) {
        return failure(ErrorCode::invalid, fmt::format("{}, line {}: this is not TOML: {}.", name,
                                                       error.source().begin.line, error.description()));
    }
}

}  // namespace safetycell::config
