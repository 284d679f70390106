import { useCallback, useEffect, useState } from "react";
import { placeholder } from "@/features/gallery/placeholder";
import { readEvent } from "@/features/host/desk";
import { useQr } from "@/features/host/qr";
import { answer, type HostEvent, type Photo } from "@/lib/api";
import { LiveFeed } from "@/lib/live";
import type { Session } from "@/lib/session";
import { useHostText } from "@/lib/text";
import { useRemote } from "@/lib/use_remote";
import { Loading } from "@/ui/blank";
import { Icon } from "@/ui/icon";
import { Trouble } from "@/ui/trouble";
import { Rotation } from "./rotation";

const places = 7;
const stepEvery = 4000; // milliseconds

/** For a projector: photos as they arrive, and the QR code by which more of them come. */
export function WallPage({ session, id }: { session: Session; id: string }) {
  const load = useCallback(() => readEvent(session, id), [session, id]);
  const [event, again] = useRemote(load);
  if (event.state === "loading") return <Loading />;
  if (event.state === "failed") return <Trouble problem={event.problem} onRetry={again} />;
  return <Wall session={session} event={event.value} />;
}

function Wall({ session, event }: { session: Session; event: HostEvent }) {
  const t = useHostText();
  const photos = useWall(session, event.id);
  const code = useQr(session.api, event.id);
  return (
    <main className="wall">
      <h1 className="visually-hidden">{event.title}</h1>
      {photos.every((photo) => !photo) && (
        <p className="wall__empty" dir="auto">
          {event.title}
        </p>
      )}
      <ul className="wall__photos">
        {photos.map((photo, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place on the wall is its number
          <li key={place}>{photo && <WallPhoto key={photo.id} photo={photo} />}</li>
        ))}
      </ul>
      <aside className="wall__code">
        {code && <img src={code} alt={t("invite.qr")} width="180" height="180" />}
        <span>{t("wall.join")}</span>
      </aside>
      <button
        type="button"
        className="button wall__full"
        onClick={() => void document.documentElement.requestFullscreen?.()}
      >
        <Icon name="screen" />
        {t("wall.full")}
      </button>
    </main>
  );
}

function WallPhoto({ photo }: { photo: Photo }) {
  const likeness = placeholder(photo.thumbhash);
  return (
    <figure className="wall__photo" style={likeness ? { backgroundImage: `url(${likeness})` } : undefined}>
      {photo.urls.preview && <img src={photo.urls.preview} alt="" />}
      {photo.uploader.name && <figcaption dir="auto">{photo.uploader.name}</figcaption>}
    </figure>
  );
}

function useWall({ api }: Session, eventId: string): readonly (Photo | null)[] {
  const [shown, setShown] = useState<readonly (Photo | null)[]>(() => Array<null>(places).fill(null));
  useEffect(() => {
    const rotation = new Rotation(places);
    const feed = new LiveFeed(api, eventId, null);
    const show = () => setShown([...rotation.places]);
    feed.hear(({ type, photo, photoId }) => {
      if (photo && isShown(photo)) rotation.add(photo);
      if (type === "photo.removed" && photoId) rotation.remove(photoId);
    });
    void feed.start();
    const query = { status: "ready" as const, moderation: "approved" as const, sort: "createdAt" as const };
    const list = api.GET("/api/v1/events/{eventId}/photos", { params: { path: { eventId }, query } });
    answer(list).then(
      ({ items }) => {
        for (const photo of items.toReversed()) rotation.add(photo);
        for (let place = 0; place < places; place++) rotation.step();
        show();
      },
      () => undefined, // the feed fills the wall
    );
    const timer = setInterval(() => rotation.step() && show(), stepEvery);
    return () => {
      clearInterval(timer);
      feed.stop();
    };
  }, [api, eventId]);
  return shown;
}

const isShown = ({ status, moderation }: Photo): boolean => status === "ready" && moderation === "approved";
