#pragma once
// Strict reading of TOML, for settings, policies and import profiles. Whatever is wrong is noted once, as a
// sentence with the file's name and line; a key that nobody asked for is a fault. The getters return an
// empty value after a fault, so that the reading code states what it wants and checks the outcome once, at
// the end. What the empty value is then blamed for is not told: of a table and what is in it only the first
// fault is.

#include "base/result.hpp"

#include <toml++/toml.h>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace safetycell::config {

class TomlDocument;

/// One table of a document that is being read. Valid as long as its document.
class TomlTable {
public:
    bool has(std::string_view key) const;

    std::optional<std::string> find_text(std::string_view key);
    std::optional<std::int64_t> find_integer(std::string_view key, std::int64_t least, std::int64_t most);
    std::optional<double> find_number(std::string_view key);
    std::optional<bool> find_yes_no(std::string_view key);
    /// An array of texts; a single text is an array of one.
    std::optional<std::vector<std::string>> find_texts(std::string_view key);
    std::optional<TomlTable> find_table(std::string_view key);
    /// An array of tables; empty when absent.
    std::vector<TomlTable> tables(std::string_view key);
    /// All keys with their texts, in the order of the keys.
    std::vector<std::pair<std::string, std::string>> texts_by_key();
    std::vector<std::string> keys() const;

    /// The same, and a fault when the key is absent.
    std::string text(std::string_view key);
    std::int64_t integer(std::string_view key, std::int64_t least, std::int64_t most);
    double number(std::string_view key);
    bool yes_no(std::string_view key);
    std::vector<std::string> texts(std::string_view key);
    TomlTable table(std::string_view key);

    /// The node itself, for a value that may have several shapes; null when absent.
    toml::node const* find_node(std::string_view key);
    /// Reads a node of this document as a table of it.
    std::optional<TomlTable> as_table(toml::node const& node, std::string_view key);

    /// Notes a fault at the line of `key`, or of the table when it is absent. `message` ends the sentence
    /// "FILE, line N: \"key\" …".
    void add_fault(std::string_view key, std::string_view message);
    /// Notes a fault for every key that was not asked for. Call it last.
    void refuse_unknown_keys();

private:
    friend class TomlDocument;
    TomlTable(TomlDocument* document, toml::table const* table, std::string name, std::string place)
        : document_(document), table_(table), name_(std::move(name)), place_(std::move(place)) {}
    TomlTable inner(toml::table const& table, std::string_view key, std::string_view which = {}) const;
    void require(std::string_view key);

    TomlDocument* document_;
    toml::table const* table_;
    std::string name_;   ///< Of the table, with a point at its end; empty for the document itself.
    std::string place_;  ///< The same with a number for each table of a list.
    std::set<std::string, std::less<>> asked_;
};

class TomlDocument {
public:
    /// `name` is how errors call the file.
    static Result<TomlDocument> parse(std::string_view text, std::string_view name);
    TomlDocument(TomlDocument const&) = delete;
    TomlDocument(TomlDocument&&) = default;

    TomlTable root() { return {this, &root_, "", ""}; }
    bool has_fault() const { return !faults_.empty(); }
    /// All faults, a line of text each, in the order of the file; `field` is that of the first.
    /// Precondition: has_fault().
    Error fault() const;

private:
    friend class TomlTable;
    TomlDocument(toml::table root, std::string name) : root_(std::move(root)), name_(std::move(name)) {}

    struct Fault {
        toml::source_index line = 0;
        std::string field;
        std::string place;
        std::string message;
    };
    bool is_told(std::string_view place) const;

    toml::table root_;
    std::string name_;
    std::vector<Fault> faults_;
    std::size_t more_faults_ = 0;  ///< Those beyond a screenful, counted only.
};

}  // namespace safetycell::config
