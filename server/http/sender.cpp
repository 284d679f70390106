#include "http/sender.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace snapory::http {
namespace {

constexpr std::size_t chunk_size = 64 << 10;
constexpr std::uint64_t bytes_a_turn = 8 << 20;

}  // namespace

void Sender::start(std::string head, Response::Body body, ByteRange range) {
    head_ = std::move(head);
    body_ = std::move(body);
    range_ = range;
    sent_ = 0;
}

bool Sender::reads_disk() const {
    return std::holds_alternative<FileBody>(body_) ||
           std::holds_alternative<std::unique_ptr<BodySource>>(body_);
}

Turn Sender::send(int socket) {
    if (const auto* text = std::get_if<std::string>(&body_)) return send_text(socket, *text);
    if (const auto* shared = std::get_if<std::shared_ptr<const std::string>>(&body_))
        return send_text(socket, **shared);
    if (sent_ < head_.size())
        if (const Turn turn = send_head(socket); turn != Turn::done) return turn;
    if (const auto* file = std::get_if<FileBody>(&body_)) return send_file(socket, *file);
    return send_source(socket, *std::get<std::unique_ptr<BodySource>>(body_));
}

Turn Sender::send_text(int socket, std::string_view body) {
    const std::string_view piece = body.substr(range_.offset, range_.length);
    while (left() > 0) {
        const std::size_t of_head = std::min<std::size_t>(sent_, head_.size());
        const Received gone =
            transmit(socket, std::string_view(head_).substr(of_head), piece.substr(sent_ - of_head), false);
        if (gone.turn != Turn::done) return gone.turn;
        sent_ += gone.bytes;
    }
    return Turn::done;
}

Turn Sender::send_head(int socket) {
    while (sent_ < head_.size()) {
        const Received gone = transmit(socket, std::string_view(head_).substr(sent_), {}, range_.length > 0);
        if (gone.turn != Turn::done) return gone.turn;
        sent_ += gone.bytes;
    }
    return Turn::done;
}

Turn Sender::send_file(int socket, const FileBody& file) {
    const std::uint64_t stop = sent_ + bytes_a_turn;
    while (left() > 0) {
        if (sent_ >= stop) return Turn::paused;
        const std::uint64_t offset = file.offset + range_.offset + body_sent();
        const Received gone = transmit_file(socket, file.fd.get(), offset, left());
        if (gone.turn != Turn::done) return gone.turn;
        sent_ += gone.bytes;
    }
    return Turn::done;
}

Turn Sender::send_source(int socket, BodySource& source) {
    if (!chunk_ && range_.length > 0) chunk_ = std::make_unique_for_overwrite<std::byte[]>(chunk_size);
    const std::uint64_t stop = sent_ + bytes_a_turn;
    while (left() > 0) {
        if (sent_ >= stop) return Turn::paused;
        if (chunk_begin_ == chunk_end_) {
            const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(left(), chunk_size));
            chunk_begin_ = 0;
            chunk_end_ = source.read(range_.offset + body_sent(), std::span(chunk_.get(), wanted));
            if (chunk_end_ == 0) throw std::runtime_error("a body source ended before its size");
        }
        const auto* bytes = reinterpret_cast<const char*>(chunk_.get());
        const Received gone = transmit(socket, {bytes + chunk_begin_, chunk_end_ - chunk_begin_}, {}, false);
        if (gone.turn != Turn::done) return gone.turn;
        chunk_begin_ += gone.bytes;
        sent_ += gone.bytes;
    }
    return Turn::done;
}

}  // namespace snapory::http
