#include "application/uploads/receive_part.hpp"

#include "application/uploads/intake.hpp"

namespace snapory {

Result<std::unique_ptr<StagedPart>> ReceivePart::operator()(const UploadId& upload, std::uint32_t number,
                                                            std::uint64_t bytes) const {
    auto found = uploads_.find(upload);
    auto wanted = found ? found->bytes_of_part(number) : 0;
    if (wanted == 0) return fail(Errc::not_found, "No upload has this part.");
    if (!found->is_open(clock_.now())) return fail(Errc::conflict, "This upload has ended.");
    if (bytes != wanted)
        return fail(Errc::incomplete_upload, "This part has " + std::to_string(wanted) + " bytes.");
    if (blobs_.used_share() >= storage_full_share_) return fail(no_room());
    return blobs_.stage_part(upload, number, bytes);
}

}  // namespace snapory
