#include "support/json_schema.hpp"
#include "support/source_file.hpp"

#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace safetycell::test {

std::vector<std::string> schema_faults(std::string_view schema, std::string_view text) {
    std::string const path = source_file(fmt::format("schema/messages/{}.schema.json", schema));
    std::ifstream file{path};
    if (!file) throw std::runtime_error(path + " cannot be read");
    nlohmann::json const schema_json = nlohmann::json::parse(file);
    nlohmann::json const document = nlohmann::json::parse(text);

    valijson::Schema parsed;
    valijson::adapters::NlohmannJsonAdapter const schema_adapter{schema_json};
    valijson::SchemaParser{}.populateSchema(schema_adapter, parsed);
    valijson::adapters::NlohmannJsonAdapter const adapter{document};
    valijson::ValidationResults results;
    std::vector<std::string> faults;
    if (valijson::Validator{}.validate(parsed, adapter, &results)) return faults;
    valijson::ValidationResults::Error fault;
    while (results.popError(fault)) {
        std::string where;
        for (std::string const& part : fault.context)
            where += part;
        faults.push_back(fmt::format("{}: {}", where, fault.description));
    }
    return faults;
}

}  // namespace safetycell::test
