#include "import/faults.hpp"

#include <algorithm>

namespace safetycell::importing {
namespace {

bool continues_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

}  // namespace

void FaultList::add(Fault fault) {
    if (fault.line > 0) lines_.insert(fault.line);
    if (faults_.size() == most_faults) {
        ++more_;
        return;
    }
    fault.value = shortened(fault.value);
    faults_.push_back(std::move(fault));
}

std::vector<Fault> FaultList::take_sorted() {
    std::ranges::stable_sort(faults_, {}, &Fault::line);
    return std::move(faults_);
}

std::string shortened(std::string_view text) {
    constexpr std::size_t most_characters = 80;
    std::string result;
    std::size_t characters = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!continues_character(text[i]) && ++characters > most_characters) {
            // The last kept character makes room for the mark.
            while (!result.empty() && continues_character(result.back()))
                result.pop_back();
            result.pop_back();
            return result + "…";
        }
        bool const is_control = static_cast<unsigned char>(text[i]) < 0x20 || text[i] == 0x7F;
        result += is_control ? ' ' : text[i];
    }
    return result;
}

}  // namespace safetycell::importing
