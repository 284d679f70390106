import { useEffect, useMemo, useState } from "react";
import { AlbumView } from "@/features/gallery/album_view";
import type { PhotoAction } from "@/features/gallery/lightbox";
import { type Selection, useSelection } from "@/features/gallery/selection";
import { SelectionBar } from "@/features/gallery/selection_bar";
import { NothingLeft, Sieving } from "@/features/gallery/sieving";
import { type Deletion, useDeletion } from "@/features/gallery/use_deletion";
import { useLightboxActions } from "@/features/gallery/use_lightbox_actions";
import { useSimilarAction } from "@/features/gallery/use_related_photos";
import { AddPhotos } from "@/features/upload/add_photos";
import { UploadPanel } from "@/features/upload/upload_panel";
import type { Photo } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { useStore } from "@/lib/store";
import { useHostText } from "@/lib/text";
import { Blank } from "@/ui/blank";
import { Icon } from "@/ui/icon";
import { problemText } from "@/ui/problem_text";
import { toast } from "@/ui/toasts";
import { ActivityList } from "./activity_list";
import { DeletedPhotos } from "./deleted_photos";
import type { Desk, Shelf } from "./desk";
import { FailedPhotos } from "./failed_photos";
import { ShelfSelect } from "./shelf_select";
import { TagButton, UntagButton } from "./tag_buttons";
import { TagProposals } from "./tag_proposals";

export function HostPhotos({ desk }: { desk: Desk }) {
  const t = useHostText();
  const queue = useStore(desk.queue);
  const { id, state } = useStore(desk.event);
  const [shelf, setShelf] = useState<Shelf>("all");
  const selection = useSelection();
  const add = (files: File[]) => desk.addFiles(files).catch(() => toast(t("upload.noSpace")));
  return (
    <section id="photos" aria-label={t("gallery.title")}>
      <ActivityList desk={desk} />
      <FailedPhotos desk={desk} />
      {queue && <UploadPanel queue={queue} />}
      <div className="toolbar">
        {state === "open" && (
          <AddPhotos className="button" onFiles={(files) => void add(files)}>
            <Icon name="plus" />
            {t("guest.addPhotos")}
          </AddPhotos>
        )}
        <a className="button" href={`/events/${id}/wall`}>
          <Icon name="screen" />
          {t("wall.title")}
        </a>
        <span className="toolbar__space" />
        <ShelfSelect
          shelf={shelf}
          onShelf={(chosen) => {
            setShelf(chosen);
            selection.end();
          }}
        />
        <button type="button" className="button" onClick={selection.ids ? selection.end : selection.start}>
          {t(selection.ids ? "select.done" : "select.start")}
        </button>
      </div>
      {shelf === "all" && <Sieving sieve={desk.sieve} />}
      {shelf === "deleted" ? (
        <DeletedPhotos desk={desk} selection={selection} />
      ) : (
        <HostAlbum key={shelf} desk={desk} shelf={shelf} selection={selection} />
      )}
    </section>
  );
}

interface HostAlbumProps {
  desk: Desk;
  shelf: Shelf;
  selection: Selection;
}

function HostAlbum({ desk, shelf, selection }: HostAlbumProps) {
  const t = useHostText();
  const sifted = useStore(desk.sieve.album);
  const { tags } = useStore(desk.sieve.wish);
  const tag = shelf === "all" && tags.length === 1 ? tags[0] : undefined;
  const album = (shelf === "all" && sifted) || desk.albums[shelf];
  const { photos } = useStore(album.state);
  useEffect(() => void album.load(), [album]);
  const { api } = desk.session;
  const eventId = desk.event.value.id;
  const deletion = useDeletion(api, eventId, desk);
  const actions = useLightboxActions(useHostActions(desk, deletion.remove), true);
  const chosen = photos.filter(({ id }) => selection.ids?.has(id));
  const badge = ({ status, moderation }: Photo) => {
    if (status === "processing") return t("photo.processing");
    if (moderation === "approved") return undefined;
    return t(moderation === "pending" ? "photo.pending" : "photo.hidden");
  };
  const empty =
    album === sifted ? (
      <NothingLeft sieve={desk.sieve} />
    ) : (
      <Blank icon="photos" title={t(shelf === "all" ? "gallery.empty" : "shelf.none")}>
        {shelf === "all" && <p>{t("desk.empty")}</p>}
      </Blank>
    );
  return (
    <>
      {tag && !selection.ids && <TagProposals key={tag} tags={desk.tags} tag={tag} />}
      <AlbumView album={album} actions={actions} selection={selection} badge={badge} empty={empty} />
      {selection.ids && (
        <SelectionBar
          api={api}
          eventId={eventId}
          chosen={chosen}
          mayDownload
          onDelete={chosen.length > 0 ? () => void deletion.remove(chosen) : undefined}
          onEnd={selection.end}
        >
          {tag ? (
            <UntagButton desk={desk} tag={tag} chosen={chosen} onEnd={selection.end} />
          ) : (
            <TagButton desk={desk} chosen={chosen} onEnd={selection.end} />
          )}
          <ModerateButton desk={desk} action="approve" chosen={chosen} onEnd={selection.end} />
          <ModerateButton desk={desk} action="hide" chosen={chosen} onEnd={selection.end} />
        </SelectionBar>
      )}
    </>
  );
}

interface ModerateButtonProps {
  desk: Desk;
  action: "approve" | "hide";
  chosen: readonly Photo[];
  onEnd: () => void;
}

/** Shows the chosen photos to guests, or hides them; not there when all of them are so already. */
function ModerateButton({ desk, action, chosen, onEnd }: ModerateButtonProps) {
  const t = useHostText();
  const wanted = action === "approve" ? "approved" : "hidden";
  const others = chosen.filter(({ moderation }) => moderation !== wanted);
  if (others.length === 0) return null;
  const moderate = () =>
    desk
      .moderate(action, others)
      .then(onEnd, (error: unknown) => toast(problemText(t, asProblem(error).code)));
  return (
    <button type="button" className="button" onClick={() => void moderate()}>
      <Icon name={action === "approve" ? "check" : "lock"} />
      {t(action === "approve" ? "photo.approve" : "people.hide")}
    </button>
  );
}

/** Approve or hide, delete, and see what looks like it, for the open photo. */
function useHostActions(desk: Desk, remove: Deletion["remove"]) {
  const t = useHostText();
  const similar = useSimilarAction(desk.session.api, desk.event.value.id);
  return useMemo<PhotoAction[]>(() => {
    const putOnTop = async (photo: Photo) => {
      try {
        await desk.putOnTop(photo.id);
        toast(t("saved"));
      } catch (error) {
        toast(problemText(t, asProblem(error).code));
      }
      return false;
    };
    const moderate = (action: "approve" | "hide", done: string) => async (photo: Photo) => {
      try {
        await desk.moderate(action, [photo]);
        toast(done);
      } catch (error) {
        toast(problemText(t, asProblem(error).code));
      }
      return false;
    };
    return [
      similar,
      {
        icon: "star",
        label: t("stack.top"),
        offered: ({ stackId }) => stackId !== null,
        run: putOnTop,
      },
      {
        icon: "check",
        label: t("photo.approve"),
        offered: ({ moderation }) => moderation !== "approved",
        run: moderate("approve", t("photo.approved")),
      },
      {
        icon: "lock",
        label: t("photo.hide"),
        offered: ({ moderation }) => moderation !== "hidden",
        run: moderate("hide", t("photo.isHidden")),
      },
      { icon: "trash", label: t("delete"), offered: () => true, run: (photo) => remove([photo]) },
    ];
  }, [t, desk, remove, similar]);
}
