#include "domain/definitions.hpp"

namespace safetycell::domain {

std::string_view to_string(Denominator denominator) {
    switch (denominator) {
        case Denominator::hours: return "hours";
        case Denominator::headcount: return "headcount";
        case Denominator::non_fatal_lti: return "non_fatal_lti";
    }
    return "";
}

}  // namespace safetycell::domain
