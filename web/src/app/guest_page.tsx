import { useEffect, useState } from "react";
import { Actions } from "@/app/guest_actions";
import { Entrance } from "@/app/guest_entrance";
import { Gallery } from "@/app/guest_gallery";
import type { JoinInfo } from "@/lib/api";
import { useDates } from "@/lib/format";
import { useStore } from "@/lib/store";
import { useText } from "@/lib/text";
import { Blank } from "@/ui/blank";
import { LanguageSwitch } from "@/ui/language_switch";
import { type FirstView, Visit } from "./visit";

/** What opens behind the QR code. */
export function GuestPage({ info, first }: { info: JoinInfo; first: FirstView }) {
  const [visit] = useState(() => new Visit(info, first));
  const event = useStore(visit.event);
  const pass = useStore(visit.guest.pass);
  const [view, setView] = useState<View>("all");
  const entered = pass !== null;
  useEffect(() => {
    if (entered) visit.enter();
  }, [visit, entered]);
  useEffect(() => {
    document.title = `${event.title} · Snapory`;
  }, [event.title]);

  const archived = event.state === "archived";
  return (
    <>
      <Cover info={info} visit={visit} />
      <main className="guest">
        {!archived && (!event.hasPin || entered) && (
          <Actions visit={visit} privacy={info.privacy} onFound={() => setView("mine")} />
        )}
        {!entered && !archived && <Entrance visit={visit} />}
        {archived ? <Archived /> : <Gallery visit={visit} view={view} onView={setView} />}
      </main>
    </>
  );
}

/** All photos, those the guest is in, or those the guest added. */
export type View = "all" | "mine" | "added";

function Cover({ info: { cover, photoCount }, visit }: { info: JoinInfo; visit: Visit }) {
  const event = useStore(visit.event);
  return (
    <header className={cover ? "cover" : "cover cover--bare"}>
      {cover && (
        <img
          className="cover__photo"
          src={cover.url}
          width={cover.width}
          height={cover.height}
          alt=""
          fetchPriority="high"
        />
      )}
      <div className="cover__bar">
        <a className="wordmark" href="/">
          snapory
        </a>
        <LanguageSwitch />
      </div>
      <div className="cover__text">
        <h1 className="cover__title" dir="auto">
          {event.title}
        </h1>
        <p className="cover__facts">
          <Facts visit={visit} photoCount={photoCount} />
        </p>
      </div>
    </header>
  );
}

function Facts({ visit, photoCount }: { visit: Visit; photoCount: number | null }) {
  const t = useText();
  const dates = useDates();
  const { startsAt, endsAt, state } = useStore(visit.event);
  const { photos } = useStore(visit.album("takenAt").state);
  const count = Math.max(photoCount ?? 0, photos.length);
  const facts = [
    startsAt && (endsAt ? dates.days(startsAt, endsAt) : dates.day(startsAt)),
    count > 0 && t("gallery.count", { count }),
    state === "closed" && t("guest.closed"),
  ];
  return facts.filter(Boolean).join(" · ") || "\u00a0";
}

function Archived() {
  const t = useText();
  return (
    <Blank icon="archive" title={t("guest.archived")}>
      <p>{t("guest.archivedText")}</p>
    </Blank>
  );
}
