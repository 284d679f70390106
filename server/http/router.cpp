#include "http/router.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "http/url.hpp"

namespace snapory::http {
namespace {

constexpr auto index_of(Method method) { return static_cast<std::size_t>(method); }

// Takes the next segment off a path that starts with "/".
std::string_view next_segment(std::string_view& path) {
    path.remove_prefix(1);
    const std::string_view segment = path.substr(0, path.find('/'));
    path.remove_prefix(segment.size());
    return segment;
}

// Decoded segments of a path; nothing when one is broken, or would step about in a file tree.
std::optional<std::vector<std::string>> decoded_segments(std::string_view path) {
    if (!path.starts_with('/')) return std::nullopt;
    std::vector<std::string> segments;
    segments.reserve(static_cast<std::size_t>(std::ranges::count(path, '/')));
    while (!path.empty()) {
        auto segment = percent_decode(next_segment(path));
        if (!segment || *segment == "." || *segment == "..") return std::nullopt;
        segments.push_back(std::move(*segment));
    }
    return segments;
}

std::string joined(const std::vector<std::string>& segments, std::size_t from) {
    std::string path;
    for (std::size_t i = from; i < segments.size(); ++i) {
        if (i > from) path += '/';
        path += segments[i];
    }
    return path;
}

bool is_prefix_of(std::string_view prefix, std::string_view path) {
    return path.starts_with(prefix) && (path.size() == prefix.size() || path[prefix.size()] == '/');
}

}  // namespace

// What stands at one place of the path tree.
struct Router::Node {
    struct Endpoint {
        Route route;
        AcceptWebSocket websocket;
        explicit operator bool() const { return route.handle || websocket; }
    };

    std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
    std::unique_ptr<Node> parameter;
    std::unique_ptr<Node> rest;  // "*name"
    std::array<Endpoint, method_count> endpoints;
    const Scope* scope = nullptr;
    std::string pattern;             // whole, with the scope's prefix
    std::vector<std::string> names;  // of the pattern's parameters, in order

    const Node* find(const std::vector<std::string>& segments, std::size_t depth,
                     std::vector<std::string>& values) const;
    const Node* find_rest(const std::vector<std::string>& segments, std::size_t depth,
                          std::vector<std::string>& values) const;
    Node& child(std::string_view segment);
    void list(std::vector<Router::Endpoint>& into) const;
    bool serves() const { return !pattern.empty(); }
    std::string allow() const;
};

const Router::Node* Router::Node::find(const std::vector<std::string>& segments, std::size_t depth,
                                       std::vector<std::string>& values) const {
    if (depth == segments.size()) return serves() ? this : nullptr;
    if (const auto literal = literals.find(segments[depth]); literal != literals.end())
        if (const Node* found = literal->second->find(segments, depth + 1, values)) return found;
    if (parameter && !segments[depth].empty()) {
        values.push_back(segments[depth]);
        if (const Node* found = parameter->find(segments, depth + 1, values)) return found;
        values.pop_back();
    }
    return find_rest(segments, depth, values);
}

const Router::Node* Router::Node::find_rest(const std::vector<std::string>& segments, std::size_t depth,
                                            std::vector<std::string>& values) const {
    if (!rest) return nullptr;
    for (std::size_t i = depth; i < segments.size(); ++i)
        if (segments[i].find('/') != std::string::npos) return nullptr;  // an escaped slash names no file
    values.push_back(joined(segments, depth));
    return rest.get();
}

Router::Node& Router::Node::child(std::string_view segment) {
    auto& place = segment.starts_with(':')   ? parameter
                  : segment.starts_with('*') ? rest
                                             : literals[std::string(segment)];
    if (!place) place = std::make_unique<Node>();
    return *place;
}

std::string Router::Node::allow() const {
    std::string list;
    for (std::size_t i = 0; i < method_count; ++i) {
        const auto method = static_cast<Method>(i);
        const bool present = method == Method::options || endpoints[i] ||
                             (method == Method::head && endpoints[index_of(Method::get)].route.handle);
        if (!present) continue;
        if (!list.empty()) list += ", ";
        list += to_string(method);
    }
    return list;
}

void Router::Node::list(std::vector<Router::Endpoint>& into) const {
    for (std::size_t i = 0; i < method_count; ++i)
        if (endpoints[i]) into.push_back({static_cast<Method>(i), pattern});
    for (const auto& [segment, node] : literals) node->list(into);
    if (parameter) parameter->list(into);
    if (rest) rest->list(into);
}

Router::Router() : root_(std::make_unique<Node>()) { scope(""); }
Router::~Router() = default;

Scope& Router::scope(std::string_view prefix) {
    for (auto& scope : scopes_)
        if (scope->prefix_ == prefix) return *scope;
    if (!prefix.empty() && (!prefix.starts_with('/') || prefix.ends_with('/')))
        throw std::logic_error("a prefix is \"\" or starts, and does not end, with a slash");
    scopes_.push_back(std::unique_ptr<Scope>(new Scope(*this, std::string(prefix))));
    return *scopes_.back();
}

const Scope& Router::scope_of(std::string_view path) const {
    const Scope* best = scopes_.front().get();
    for (const auto& scope : scopes_)
        if (scope->prefix_.size() > best->prefix_.size() && is_prefix_of(scope->prefix_, path))
            best = scope.get();
    return *best;
}

const Scope& Router::scope_of(const Match& match) const {
    return match.scope != nullptr ? *match.scope : *scopes_.front();
}

Router::Node& Router::node_for(const Scope& scope, std::string_view pattern) {
    const std::string whole = scope.prefix_ + std::string(pattern);
    if (!whole.starts_with('/')) throw std::logic_error("a pattern starts with a slash: " + whole);
    Node* node = root_.get();
    std::vector<std::string> names;
    for (std::string_view path = whole; !path.empty();) {
        const std::string_view segment = next_segment(path);
        if (segment.starts_with(':') || segment.starts_with('*')) names.emplace_back(segment.substr(1));
        node = &node->child(segment);
    }
    if (node->serves() && node->pattern != whole)
        throw std::logic_error(whole + " and " + node->pattern + " are the same place");
    node->pattern = whole;
    node->names = std::move(names);
    node->scope = &scope;
    return *node;
}

void Scope::add(Method method, std::string_view pattern, Route route) {
    auto& endpoint = router_->node_for(*this, pattern).endpoints[index_of(method)];
    if (endpoint) throw std::logic_error("two routes for " + std::string(pattern));
    endpoint.route = std::move(route);
}

void Scope::websocket(std::string_view pattern, AcceptWebSocket accept) {
    auto& endpoint = router_->node_for(*this, pattern).endpoints[index_of(Method::get)];
    if (endpoint) throw std::logic_error("two routes for " + std::string(pattern));
    endpoint.websocket = std::move(accept);
}

Router::Match Router::match(Request& request) const {
    Match match;
    match.scope = &scope_of(request.path());
    const auto segments = decoded_segments(request.path());
    if (!segments) {
        match.status = 400;
        return match;
    }
    std::vector<std::string> values;
    const Node* node = root_->find(*segments, 0, values);
    if (node == nullptr) {
        match.status = 404;
        return match;
    }
    request.route_ = node->pattern;
    request.params_.clear();
    for (std::size_t i = 0; i < values.size(); ++i)
        request.params_.emplace_back(node->names[i], std::move(values[i]));
    match.scope = node->scope;

    const Method method = request.method() == Method::head ? Method::get : request.method();
    const auto& endpoint = node->endpoints[index_of(method)];
    if (endpoint.route.handle) {
        match.route = &endpoint.route;
    } else if (endpoint.websocket && request.method() == Method::get) {
        match.websocket = &endpoint.websocket;
    } else {
        match.status = method == Method::options ? 204 : 405;
        match.allow = node->allow();
    }
    return match;
}

std::vector<Router::Endpoint> Router::endpoints() const {
    std::vector<Endpoint> all;
    root_->list(all);
    std::sort(all.begin(), all.end(), [](const Endpoint& left, const Endpoint& right) {
        return std::tie(left.pattern, left.method) < std::tie(right.pattern, right.method);
    });
    return all;
}

std::optional<Response> Router::run_before(const Match& match, Request& request) const {
    for (const Before& hook : match.scope->before_)
        if (auto response = hook(request)) return response;
    return std::nullopt;
}

void Router::run_after(const Match& match, const Request& request, Response& response) const {
    for (const After& hook : scope_of(match).after_) hook(request, response);
}

Response Router::render(const Match& match, const Request& request, const Failure& failure) const {
    const Scope& root = *scopes_.front();
    const Scope& scope = scope_of(match);
    if (scope.render_failure_) return scope.render_failure_(request, failure);
    if (root.render_failure_) return root.render_failure_(request, failure);
    return Response::text(failure.status, std::string(failure.detail) + '\n');
}

Response Router::answer_options(const Match& match, const Request& request) const {
    if (match.scope->answer_options_) return match.scope->answer_options_(request, match.allow);
    return Response::no_content().with("Allow", match.allow);
}

}  // namespace snapory::http
