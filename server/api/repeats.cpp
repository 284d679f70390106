#include "api/repeats.hpp"

#include <string>

#include "api/problem.hpp"

namespace snapory {
namespace {

constexpr std::size_t most_key_bytes = 255;

// Who asks, and where to. Strangers are told apart by their address and browser, as well as it can be done.
std::string scope_of(const http::Request& request, const Caller& caller) {
    auto me = uploader_of(caller);
    std::string who = me.id;
    if (who.empty())
        who = std::string(request.remote_address()) + " " +
              std::string(request.header("User-Agent").value_or(""));
    return std::string(request.path()) + "\n" + who;
}

http::Response replay(const KeptAnswer& answer) {
    auto response = http::Response::json(answer.status, answer.body);
    if (!answer.location.empty()) response.headers().set("Location", answer.location);
    response.headers().set("Idempotency-Replayed", "true");
    return response;
}

// Frees a key unless its answer was kept, whichever way the handler ends.
class Hold {
public:
    Hold(IdempotencyKeys& keys, const std::string& scope, const std::string& key)
        : keys_(keys), scope_(scope), key_(key) {}
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;
    ~Hold() {
        if (kept_) return;
        try {
            keys_.release(scope_, key_);
        } catch (const std::exception&) {
            return;  // the lease frees it later
        }
    }
    void keep(const KeptAnswer& answer) {
        keys_.keep(scope_, key_, answer);
        kept_ = true;
    }

private:
    IdempotencyKeys& keys_;
    const std::string& scope_;
    const std::string& key_;
    bool kept_ = false;
};

}  // namespace

http::Response Repeats::first(const std::string& scope, const std::string& key,
                              const std::function<http::Response()>& answer) {
    Hold hold(keys_, scope, key);
    auto response = answer();
    const auto* body = std::get_if<std::string>(&response.body());
    if (response.status() >= 300 || !body) return response;
    hold.keep({response.status(), std::string(response.headers().find("Location").value_or("")), *body});
    return response;
}

http::Response Repeats::once(const http::Request& request, const Caller& caller,
                             const std::function<http::Response()>& answer) {
    auto header = request.header("Idempotency-Key");
    if (!header) return answer();
    if (header->empty() || header->size() > most_key_bytes)
        return problem(request, {{"Idempotency-Key", "wrong_length", "A key has 1 to 255 bytes."}});
    auto scope = scope_of(request, caller);
    std::string key(*header);
    auto claim = keys_.claim(scope, key, tokens_.fingerprint(request.body()), clock_.now());
    switch (claim.found) {
        case IdempotencyKeys::Found::fresh: return first(scope, key, answer);
        case IdempotencyKeys::Found::answered: return replay(claim.answer);
        case IdempotencyKeys::Found::running:
            return problem(request,
                           Error{Errc::conflict, "The first request with this key is still running.", ""});
        case IdempotencyKeys::Found::other: break;
    }
    return problem(request, idempotency_key_reused, "Send another Idempotency-Key with another request.");
}

}  // namespace snapory
