import { useCallback, useState } from "react";
import { answer, type Guest } from "@/lib/api";
import { useDates } from "@/lib/format";
import { asProblem } from "@/lib/problem";
import { useStore } from "@/lib/store";
import { useHostText } from "@/lib/text";
import { useRemote } from "@/lib/use_remote";
import { Blank, Loading } from "@/ui/blank";
import { Confirm } from "@/ui/confirm";
import { problemText } from "@/ui/problem_text";
import { toast } from "@/ui/toasts";
import { Trouble } from "@/ui/trouble";
import type { Desk } from "./desk";

/** Who joined, newest first, read again whenever somebody does. */
export function HostGuests({ desk }: { desk: Desk }) {
  const t = useHostText();
  const joined = useStore(desk.event).counts.guests;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another count is another list
  const load = useCallback(() => allGuests(desk), [desk, joined]);
  const [guests, again] = useRemote(load);
  if (guests.state === "loading") return <Loading />;
  if (guests.state === "failed") return <Trouble problem={guests.problem} onRetry={again} />;
  if (guests.value.length === 0)
    return (
      <Blank icon="face" title={t("guests.none")}>
        <p>{t("guests.noneText")}</p>
      </Blank>
    );
  return (
    <ul className="guests" aria-label={t("counts.guests")}>
      {guests.value.map((guest) => (
        <GuestRow key={guest.id} desk={desk} guest={guest} onEnded={again} />
      ))}
    </ul>
  );
}

async function allGuests({ session, event }: Desk): Promise<Guest[]> {
  const guests: Guest[] = [];
  const path = { eventId: event.value.id };
  for (let cursor: string | undefined; ; ) {
    const query = cursor ? { limit: 200, cursor } : { limit: 200 };
    const page = await answer(
      session.api.GET("/api/v1/events/{eventId}/guests", { params: { path, query } }),
    );
    guests.push(...page.items);
    if (!page.nextCursor) return guests;
    cursor = page.nextCursor;
  }
}

interface GuestRowProps {
  desk: Desk;
  guest: Guest;
  onEnded: () => void;
}

function GuestRow({ desk, guest, onEnded }: GuestRowProps) {
  const t = useHostText();
  const dates = useDates();
  const [asking, setAsking] = useState(false);
  const name = guest.displayName ?? t("guests.unnamed");
  const end = async () => {
    try {
      await desk.endGuest(guest.id);
      onEnded();
    } catch (error) {
      toast(problemText(t, asProblem(error).code));
    }
    setAsking(false);
  };
  return (
    <li className="guests__guest">
      <span className="guests__name">
        <bdi className={guest.displayName ? "" : "soft"}>{name}</bdi>
        <span className="soft small">{t("guests.joined", { date: dates.moment(guest.joinedAt) })}</span>
      </span>
      {guest.endedAt ? (
        <span className="soft small">{t("guests.ended")}</span>
      ) : (
        <button
          type="button"
          className="button button--plain"
          aria-label={`${t("guests.end")}: ${name}`}
          onClick={() => setAsking(true)}
        >
          {t("guests.end")}
        </button>
      )}
      {asking && (
        <Confirm
          title={t("guests.endTitle", { name })}
          action={t("guests.end")}
          danger
          onConfirm={end}
          onClose={() => setAsking(false)}
        >
          <p>{t("guests.endText")}</p>
        </Confirm>
      )}
    </li>
  );
}
