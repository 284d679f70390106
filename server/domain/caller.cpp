#include "domain/caller.hpp"

namespace snapory {
namespace {

struct AsUploader {
    Uploader operator()(const Anonymous&) const { return {}; }
    Uploader operator()(const SignedIn& host) const {
        return {Uploader::Kind::account, host.account.text(), host.name};
    }
    Uploader operator()(const EventGuest& guest) const {
        return {Uploader::Kind::guest, guest.guest.text(), guest.display_name};
    }
};

}  // namespace

Uploader uploader_of(const Caller& caller) { return std::visit(AsUploader(), caller); }

}  // namespace snapory
