import { type ComponentType, lazy, Suspense, useEffect, useMemo, useState } from "react";
import type { Sort } from "@/features/gallery/album";
import { AlbumView } from "@/features/gallery/album_view";
import type { PhotoAction } from "@/features/gallery/lightbox";
import { type Selection, useSelection } from "@/features/gallery/selection";
import { SelectionBar } from "@/features/gallery/selection_bar";
import { NothingLeft, Sieving, SievingToggle } from "@/features/gallery/sieving";
import { SortSelect } from "@/features/gallery/sort_select";
import { useDeletion } from "@/features/gallery/use_deletion";
import { useLightboxActions } from "@/features/gallery/use_lightbox_actions";
import { useSimilarAction, useStackAction } from "@/features/gallery/use_related_photos";
import type { MyPhotosProps } from "@/features/selfie/my_photos";
import { ReceiptDialog } from "@/features/selfie/receipt_dialog";
import type { Photo, Receipt } from "@/lib/api";
import { useDates } from "@/lib/format";
import { useStore } from "@/lib/store";
import { useText } from "@/lib/text";
import { Blank } from "@/ui/blank";
import { Icon } from "@/ui/icon";
import { type Tab, Tabs } from "@/ui/tabs";
import type { View } from "./guest_page";
import { veiledUntil } from "./veil";
import type { Visit } from "./visit";

// Where the network fails just now, the other tabs still show what they have.
const MyPhotos = lazy<ComponentType<MyPhotosProps>>(() =>
  import("@/features/selfie/my_photos").catch(() => ({ default: () => null })),
);

const worthChoosing = 12; // photos from which on a selection of the best is offered

interface GalleryProps {
  visit: Visit;
  view: View;
  onView: (view: View) => void;
}

export function Gallery({ visit, view, onView }: GalleryProps) {
  const t = useText();
  const [sort, setSort] = useState<Sort>("takenAt");
  const [sifting, setSifting] = useState(false);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const found = useStore(visit.query.found);
  const own = useStore(visit.own.state).photos;
  const everybodys = useStore(visit.album(sort).state).photos;
  const { hasPin, settings } = useStore(visit.event);
  const entered = useStore(visit.guest.pass) !== null;
  const selection = useSelection();

  const tabs: Tab<View>[] = [{ value: "all", label: t("gallery.all") }];
  if (entered && everybodys.length >= worthChoosing) tabs.push({ value: "best", label: t("best.tab") });
  if (found) tabs.push({ value: "mine", label: t("mine.tab", { count: found.matches.length }) });
  if (own.length > 0) tabs.push({ value: "added", label: t("gallery.added", { count: own.length }) });
  const shown = tabs.some(({ value }) => value === view) ? view : "all";
  const sifted = useStore(visit.sieve.album);
  const gallery = sifted ?? visit.album(sort);
  const album = { all: gallery, best: visit.best, mine: gallery, added: visit.own }[shown];
  useEffect(() => {
    if (shown === "best") void visit.best.load();
  }, [shown, visit]);

  const filled = useStore(album.state).photos.length > 0;

  if (hasPin && !entered) return null;
  return (
    <section className="album" id="photos" aria-label={t("gallery.title")}>
      {filled && <Reveal visit={visit} />}
      {(filled || sifted || tabs.length > 1) && (
        <div className="toolbar">
          {tabs.length > 1 && (
            <Tabs label={t("gallery.title")} tabs={tabs} chosen={shown} onChoose={onView} />
          )}
          <span className="toolbar__space" />
          {shown === "all" && <SievingToggle sieve={visit.sieve} open={sifting} onToggle={setSifting} />}
          {shown === "all" && filled && !sifted && <SortSelect sort={sort} onSort={setSort} />}
          {shown !== "mine" && filled && entered && (
            <button
              type="button"
              className="button"
              onClick={selection.ids ? selection.end : selection.start}
            >
              {t(selection.ids ? "select.done" : "select.start")}
            </button>
          )}
        </div>
      )}
      {shown === "all" && sifting && <Sieving sieve={visit.sieve} />}
      {shown === "mine" && found ? (
        <Suspense>
          <MyPhotos
            query={visit.query}
            found={found}
            mayDownload={settings.guestDownload}
            onErased={setReceipt}
          />
        </Suspense>
      ) : (
        <GuestAlbum key={`${shown}-${sort}`} visit={visit} album={album} selection={selection} />
      )}
      {receipt && <ReceiptDialog receipt={receipt} onClose={() => setReceipt(null)} />}
    </section>
  );
}

interface GuestAlbumProps {
  visit: Visit;
  album: ReturnType<Visit["album"]>;
  selection: Selection;
}

function GuestAlbum({ visit, album, selection }: GuestAlbumProps) {
  const t = useText();
  const { settings } = useStore(visit.event);
  const { photos } = useStore(album.state);
  const deletion = useDeletion(visit.guest.api, visit.event.value.id, visit);
  const stack = useStackAction(visit.guest.api, visit.event.value.id);
  const similar = useSimilarAction(visit.guest.api, visit.event.value.id);
  const added = useMemo<PhotoAction[]>(
    () => [
      stack,
      similar,
      {
        icon: "trash",
        label: t("delete"),
        offered: visit.isOwn,
        run: (photo) => deletion.remove([photo]),
      },
    ],
    [t, visit, deletion, stack, similar],
  );
  const actions = useLightboxActions(added, settings.guestDownload);
  const chosen = photos.filter(({ id }) => selection.ids?.has(id));
  const badge = (photo: Photo) => {
    if (photo.status === "failed") return t("photo.failed");
    return photo.moderation === "approved" ? undefined : t("upload.pending");
  };
  return (
    <>
      <AlbumView
        album={album}
        actions={actions}
        selection={selection}
        badge={badge}
        empty={
          album === visit.sieve.album.value ? <NothingLeft sieve={visit.sieve} /> : <NoPhotos visit={visit} />
        }
      />
      {selection.ids && (
        <SelectionBar
          api={visit.guest.api}
          eventId={visit.event.value.id}
          chosen={chosen}
          mayDownload={settings.guestDownload}
          onDelete={
            chosen.length > 0 && chosen.every(visit.isOwn) ? () => void deletion.remove(chosen) : undefined
          }
          onEnd={selection.end}
        />
      )}
    </>
  );
}

/** Tells guests who already see photos of their own when those of the others follow. */
function Reveal({ visit }: { visit: Visit }) {
  const t = useText();
  const dates = useDates();
  const { settings } = useStore(visit.event);
  const moment = veiledUntil(settings, Date.now());
  if (moment === null) return null;
  return (
    <div className="notice notice--page">
      <Icon name="clock" />
      <div className="notice__text">
        <p>
          <strong>{t("guest.reveal", { date: dates.moment(moment) })}</strong>
        </p>
        <p>{t("guest.revealText")}</p>
      </div>
    </div>
  );
}

function NoPhotos({ visit }: { visit: Visit }) {
  const t = useText();
  const dates = useDates();
  const { settings, state } = useStore(visit.event);
  const moment = veiledUntil(settings, Date.now());
  if (!settings.guestView)
    return (
      <Blank icon="photos" title={t("guest.dropBox")}>
        <p>{t("guest.dropBoxText")}</p>
      </Blank>
    );
  if (moment !== null)
    return (
      <Blank icon="clock" title={t("guest.reveal", { date: dates.moment(moment) })}>
        <p>{t("guest.revealText")}</p>
      </Blank>
    );
  return (
    <Blank icon="photos" title={t("gallery.empty")}>
      <p>{t(state === "open" && settings.guestUpload ? "gallery.emptyText" : "gallery.emptyClosed")}</p>
    </Blank>
  );
}
