#include "domain/person.hpp"

#include "domain/text.hpp"

namespace snapory {

Result<std::string> parse_person_name(std::string_view typed) { return parse_line(typed, 100, "name"); }

}  // namespace snapory
