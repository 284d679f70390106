import { useEffect, useState } from "react";
import { Actions } from "@/app/guest_actions";
import { Entrance } from "@/app/guest_entrance";
import { Gallery } from "@/app/guest_gallery";
import type { JoinInfo } from "@/lib/api";
import { useStore } from "@/lib/store";
import { useText } from "@/lib/text";
import { Blank } from "@/ui/blank";
import { GuestCover } from "./guest_cover";
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
      <GuestCover info={info} visit={visit} />
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
export type View = "all" | "best" | "mine" | "added";

function Archived() {
  const t = useText();
  return (
    <Blank icon="archive" title={t("guest.archived")}>
      <p>{t("guest.archivedText")}</p>
    </Blank>
  );
}
