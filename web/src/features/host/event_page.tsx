import { Suspense, useCallback, useEffect, useState } from "react";
import { MailInvitations } from "@/features/invitations/mail_invitations";
import type { HostEvent } from "@/lib/api";
import { Link } from "@/lib/router";
import type { Session } from "@/lib/session";
import { useStore } from "@/lib/store";
import { useHostText } from "@/lib/text";
import { useRemote } from "@/lib/use_remote";
import { Loading } from "@/ui/blank";
import { Icon } from "@/ui/icon";
import { Tabs } from "@/ui/tabs";
import { Trouble } from "@/ui/trouble";
import { Counts } from "./counts";
import { Desk, readEvent } from "./desk";
import { HostBar } from "./host_bar";
import { HostGuests } from "./host_guests";
import { HostPeople } from "./host_people";
import { HostPhotos } from "./host_photos";
import { Invite } from "./invite";
import { Settings } from "./settings";
import { StateChip } from "./state_chip";

export function EventPage({ session, id }: { session: Session; id: string }) {
  const load = useCallback(() => readEvent(session, id), [session, id]);
  const [event, again] = useRemote(load);
  return (
    <>
      <HostBar session={session} />
      {event.state === "loading" && <Loading />}
      {event.state === "failed" && <Trouble problem={event.problem} onRetry={again} />}
      {event.state === "ready" && <EventDesk session={session} first={event.value} />}
    </>
  );
}

type Area = "photos" | "people" | "guests" | "invite" | "settings";

function EventDesk({ session, first }: { session: Session; first: HostEvent }) {
  const t = useHostText();
  const [desk, setDesk] = useState<Desk>();
  const [area, setArea] = useState<Area>(first.counts.photos === 0 ? "invite" : "photos");
  useEffect(() => {
    const opened = new Desk(session, first);
    setDesk(opened);
    return opened.open();
  }, [session, first]);
  if (!desk) return <Loading />;
  return (
    <main className="desk">
      <Head desk={desk} />
      <div className="toolbar desk__areas">
        <Tabs
          label={first.title}
          tabs={[
            { value: "photos", label: t("gallery.title") },
            { value: "people", label: t("people.title") },
            { value: "guests", label: t("counts.guests") },
            { value: "invite", label: t("invite.title") },
            { value: "settings", label: t("settings.title") },
          ]}
          chosen={area}
          onChoose={setArea}
        />
      </div>
      {area === "photos" && <HostPhotos desk={desk} />}
      {area === "people" && <HostPeople desk={desk} />}
      {area === "guests" && <HostGuests desk={desk} />}
      {area === "invite" && (
        <>
          <Invite desk={desk} />
          <Suspense fallback={null}>
            <MailInvitations session={desk.session} eventId={desk.event.value.id} />
          </Suspense>
        </>
      )}
      {area === "settings" && <Settings desk={desk} />}
    </main>
  );
}

function Head({ desk }: { desk: Desk }) {
  const t = useHostText();
  const { title, state, counts } = useStore(desk.event);
  useEffect(() => {
    document.title = `${title} · Snapory`;
  }, [title]);
  return (
    <div className="desk__head">
      <Link className="desk__back" href="/events">
        <Icon name="back" />
        {t("events.title")}
      </Link>
      <div className="desk__title">
        <h1>
          <bdi>{title}</bdi>
        </h1>
        <StateChip state={state} />
      </div>
      <Counts counts={counts} />
    </div>
  );
}
