import { useCallback, useEffect, useState } from "react";
import { answer, type HostEvent } from "@/lib/api";
import { useDates } from "@/lib/format";
import { Link } from "@/lib/router";
import type { Session } from "@/lib/session";
import { useHostText } from "@/lib/text";
import { useRemote } from "@/lib/use_remote";
import { Blank, Loading } from "@/ui/blank";
import { Icon } from "@/ui/icon";
import { Trouble } from "@/ui/trouble";
import { HostBar } from "./host_bar";
import { NewEvent } from "./new_event";
import { StateChip } from "./state_chip";

export function EventsPage({ session }: { session: Session }) {
  const t = useHostText();
  const [creating, setCreating] = useState(false);
  useEffect(() => {
    document.title = `${t("events.title")} · Snapory`;
  }, [t]);
  return (
    <>
      <HostBar session={session} />
      <main className="events">
        <div className="events__head">
          <h1>{t("events.title")}</h1>
          <button type="button" className="button button--primary" onClick={() => setCreating(true)}>
            <Icon name="plus" />
            {t("events.new")}
          </button>
        </div>
        <EventList session={session} />
      </main>
      {creating && <NewEvent session={session} onClose={() => setCreating(false)} />}
    </>
  );
}

function EventList({ session }: { session: Session }) {
  const t = useHostText();
  const load = useCallback(() => allEvents(session), [session]);
  const [events, again] = useRemote(load);
  if (events.state === "loading") return <Loading />;
  if (events.state === "failed") return <Trouble problem={events.problem} onRetry={again} />;
  if (events.value.length === 0)
    return (
      <Blank icon="photos" title={t("events.none")}>
        <p>{t("events.noneText")}</p>
      </Blank>
    );
  return (
    <ul className="events__list">
      {events.value.map((event) => (
        <EventRow key={event.id} event={event} />
      ))}
    </ul>
  );
}

async function allEvents({ api }: Session): Promise<HostEvent[]> {
  const events: HostEvent[] = [];
  for (let cursor: string | undefined; ; ) {
    const query = cursor ? { limit: 200, cursor } : { limit: 200 };
    const page = await answer(api.GET("/api/v1/events", { params: { query } }));
    events.push(...page.items);
    if (!page.nextCursor) return events;
    cursor = page.nextCursor;
  }
}

function EventRow({ event }: { event: HostEvent }) {
  const t = useHostText();
  const dates = useDates();
  const { photos, guests, failed } = event.counts;
  return (
    <li>
      <Link className="event-row" href={`/events/${event.id}`}>
        <span className="event-row__title">
          <bdi>{event.title}</bdi>
        </span>
        <StateChip state={event.state} />
        <span className="event-row__facts soft small numbers">
          <span>{dates.day(event.startsAt ?? event.createdAt)}</span>
          <span>{t("gallery.count", { count: photos })}</span>
          <span>{t("events.guests", { count: guests })}</span>
          {failed > 0 && (
            <span className="uploads__failed">{t("upload.failedCount", { count: failed })}</span>
          )}
        </span>
      </Link>
    </li>
  );
}
