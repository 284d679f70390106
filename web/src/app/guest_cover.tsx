import { useLayoutEffect, useRef } from "react";
import type { JoinInfo } from "@/lib/api";
import { useDates } from "@/lib/format";
import { useStore } from "@/lib/store";
import { useText } from "@/lib/text";
import { LanguageSwitch } from "@/ui/language_switch";
import type { Visit } from "./visit";

/** The head of the guest page; the server's page draws it with the same markup. */
export function GuestCover({ info: { cover, photoCount }, visit }: { info: JoinInfo; visit: Visit }) {
  const event = useStore(visit.event);
  return (
    <header className={cover ? "cover" : "cover cover--bare"}>
      {cover && <CoverPhoto cover={cover} />}
      <div className="cover__bar">
        <a className="wordmark" href="/">
          snapory
        </a>
        <LanguageSwitch />
      </div>
      <div className="cover__text">
        <h1 className="cover__title">
          <bdi>{event.title}</bdi>
        </h1>
        <p className="cover__facts">
          <Facts visit={visit} photoCount={photoCount} />
        </p>
      </div>
    </header>
  );
}

type Cover = NonNullable<JoinInfo["cover"]>;

const drawn = document.querySelector<HTMLImageElement>(".cover__photo");

/** The picture that the server's page has loaded is taken over rather than made again, so that it never flickers. */
function CoverPhoto({ cover }: { cover: Cover }) {
  const frame = useRef<HTMLDivElement>(null);
  const kept = drawn?.getAttribute("src") === cover.url;
  useLayoutEffect(() => {
    if (kept && drawn) frame.current?.replaceChildren(drawn);
  }, [kept]);
  if (kept) return <div ref={frame} className="cover__frame" />;
  const { url, width, height } = cover;
  return <img className="cover__photo" src={url} width={width} height={height} alt="" fetchPriority="high" />;
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
