// The first bytes of an upload, as a stranger sends them.
#include "domain/media_type.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto type = snapory::sniff({data, size});
    if (type && snapory::media_type_of(snapory::content_type(*type)) != type) std::abort();
    return 0;
}
