#include "infrastructure/sql/selfies.hpp"

#include "infrastructure/sql/face_keys.hpp"

namespace snapory {
namespace {

const std::string selfie_columns =
    "id, event_id, owner, sealed, model, match_from, maybe_from, created_at, expires_at";

// A new selfie keeps the judgements of the earlier one, which follow its id: "not me" stays.
const Statement put_selfie{
    "selfies.put",
    "insert into selfies (organisation_id, " + selfie_columns +
        ") select organisation_id, $1, id, $3, $4, $5, $6, $7, $8, $9 from events where id = $2 "
        "on conflict (event_id, owner) do update set id = excluded.id, sealed = excluded.sealed, "
        "model = excluded.model, match_from = excluded.match_from, maybe_from = excluded.maybe_from, "
        "created_at = excluded.created_at, expires_at = excluded.expires_at"};
const Statement add_consent{
    "consents.add",
    "insert into consents (organisation_id, event_id, person, act, policy_version, receipt, at) "
    "select organisation_id, id, $2, $3, $4, $5, $6 from events where id = $1"};
const Statement find_selfie{
    "selfies.find",
    "select " + selfie_columns + " from selfies where event_id = $1 and owner = $2 and expires_at > $3"};
const Statement live_selfies{
    "selfies.live", "select " + selfie_columns + " from selfies where event_id = $1 and expires_at > $2"};
const Statement remove_selfie{"selfies.remove", "delete from selfies where event_id = $1 and owner = $2"};
const Statement purge_selfies{"selfies.purge", "delete from selfies where expires_at <= $1"};
const Statement judge_photo{"selfies.judge",
                            "insert into judgements (selfie_id, photo_id, organisation_id, is_me) "
                            "select id, $2, organisation_id, $3 from selfies where id = $1 "
                            "on conflict (selfie_id, photo_id) do update set is_me = excluded.is_me"};
const Statement list_judgements{
    "selfies.judgements", "select photo_id, is_me from judgements where selfie_id = $1 order by photo_id"};
const Statement list_confirmed{
    "selfies.confirmed",
    "select f.photo_id, f.id, f.quality, c.sealed from judgements j "
    "join photos p on p.id = j.photo_id and p.event_id = $2 and p.deleted_at is null "
    "join faces f on f.photo_id = j.photo_id and f.model = $3 "
    "join face_codes c on c.photo_id = f.photo_id and c.face_id = f.id "
    "where j.selfie_id = $1 and j.is_me = $4 order by f.photo_id, f.id"};
const Statement list_consents{"consents.list",
                              "select event_id, person, act, policy_version, receipt, at from consents "
                              "where event_id = $1 order by position"};

Selfie selfie_of_row(const Row& row, const FaceSeal& seal) {
    Selfie selfie;
    std::vector<std::byte> sealed;
    Columns(row).read(selfie.id, selfie.event, selfie.owner, sealed, selfie.model, selfie.thresholds.match,
                      selfie.thresholds.maybe, selfie.created_at, selfie.expires_at);
    selfie.code = seal.open(sealed, selfie.id.text());
    return selfie;
}

Selfies::Judgement judgement_of_row(const Row& row) {
    Selfies::Judgement judgement{};
    Columns(row).read(judgement.photo, judgement.is_me);
    return judgement;
}

Consent consent_of_row(const Row& row) {
    Consent consent;
    Columns(row).read(consent.event, consent.person, consent.act, consent.policy_version, consent.receipt,
                      consent.at);
    return consent;
}

void append(Connection& connection, const Consent& consent) {
    connection.run(add_consent, {consent.event, consent.person, consent.act, consent.policy_version,
                                 consent.receipt, consent.at});
}

}  // namespace

void SqlSelfies::put(const Selfie& selfie, const Consent& consent) {
    database_.write([&](Connection& connection) {
        append(connection, consent);
        const auto seal = need_seal(connection, seals_, selfie.event);
        if (!seal) return;  // the event is gone
        connection.run(
            put_selfie,
            {selfie.id, selfie.event, selfie.owner, seal->seal(selfie.code, selfie.id.text()), selfie.model,
             selfie.thresholds.match, selfie.thresholds.maybe, selfie.created_at, selfie.expires_at});
    });
}

std::optional<Selfie> SqlSelfies::find(const EventId& event, const std::string& owner, TimePoint now) {
    return database_.read([&](Connection& connection) -> std::optional<Selfie> {
        const auto seal = find_seal(connection, seals_, event);
        if (!seal) return std::nullopt;
        return connection.one(find_selfie, {event, owner, now},
                              [&](const Row& row) { return selfie_of_row(row, *seal); });
    });
}

std::vector<Selfie> SqlSelfies::live(const EventId& event, TimePoint now) {
    return database_.read([&](Connection& connection) -> std::vector<Selfie> {
        const auto seal = find_seal(connection, seals_, event);
        if (!seal) return {};
        return connection.all(live_selfies, {event, now},
                              [&](const Row& row) { return selfie_of_row(row, *seal); });
    });
}

bool SqlSelfies::remove(const EventId& event, const std::string& owner, const Consent& consent) {
    return database_.write([&](Connection& connection) {
        if (connection.run(remove_selfie, {event, owner}) == 0) return false;
        append(connection, consent);
        return true;
    });
}

std::size_t SqlSelfies::purge(TimePoint now) {
    return database_.write([&](Connection& connection) { return connection.run(purge_selfies, {now}); });
}

void SqlSelfies::judge(const SelfieId& selfie, const PhotoId& photo, bool is_me) {
    database_.write([&](Connection& connection) { connection.run(judge_photo, {selfie, photo, is_me}); });
}

std::vector<Selfies::Judgement> SqlSelfies::judgements(const SelfieId& selfie) {
    return database_.read(
        [&](Connection& connection) { return connection.all(list_judgements, {selfie}, judgement_of_row); });
}

std::vector<ConfirmedFace> SqlSelfies::confirmed(const Selfie& selfie) {
    return database_.read([&](Connection& connection) {
        std::vector<ConfirmedFace> faces;
        const auto seal = find_seal(connection, seals_, selfie.event);
        if (!seal) return faces;
        FaceId id;
        std::vector<std::byte> sealed;
        const std::vector<Parameter> parameters{selfie.id, selfie.event, selfie.model, true};
        connection.run(list_confirmed, parameters, [&](const Row& row) {
            ConfirmedFace& face = faces.emplace_back();
            Columns(row).read(face.photo, id, face.quality, sealed);
            face.code = seal->open(sealed, id.text());
        });
        return faces;
    });
}

std::vector<Consent> SqlSelfies::consents(const EventId& event) {
    return database_.read(
        [&](Connection& connection) { return connection.all(list_consents, {event}, consent_of_row); });
}

}  // namespace snapory
