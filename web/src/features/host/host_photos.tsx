import { useMemo } from "react";
import { AlbumView } from "@/features/gallery/album_view";
import type { PhotoAction } from "@/features/gallery/lightbox";
import { type Selection, useSelection } from "@/features/gallery/selection";
import { SelectionBar } from "@/features/gallery/selection_bar";
import { useDeletion } from "@/features/gallery/use_deletion";
import { useLightboxActions } from "@/features/gallery/use_lightbox_actions";
import { AddPhotos } from "@/features/upload/add_photos";
import { UploadPanel } from "@/features/upload/upload_panel";
import type { Photo } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { useStore } from "@/lib/store";
import { useText } from "@/lib/text";
import { Blank } from "@/ui/blank";
import { Icon } from "@/ui/icon";
import { problemText } from "@/ui/problem_text";
import { toast } from "@/ui/toasts";
import { ActivityList } from "./activity_list";
import type { Desk } from "./desk";
import { FailedPhotos } from "./failed_photos";

export function HostPhotos({ desk }: { desk: Desk }) {
  const t = useText();
  const queue = useStore(desk.queue);
  const { id, state } = useStore(desk.event);
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
        <button type="button" className="button" onClick={selection.ids ? selection.end : selection.start}>
          {t(selection.ids ? "select.done" : "select.start")}
        </button>
      </div>
      <HostAlbum desk={desk} selection={selection} />
    </section>
  );
}

function HostAlbum({ desk, selection }: { desk: Desk; selection: Selection }) {
  const t = useText();
  const { photos } = useStore(desk.album.state);
  const { api } = desk.session;
  const eventId = desk.event.value.id;
  const deletion = useDeletion(api, eventId, desk);
  const actions = useLightboxActions(useHostActions(desk, deletion), true);
  const chosen = photos.filter(({ id }) => selection.ids?.has(id));
  const badge = ({ status, moderation }: Photo) => {
    if (status === "processing") return t("photo.processing");
    if (moderation === "approved") return undefined;
    return t(moderation === "pending" ? "photo.pending" : "photo.hidden");
  };
  const empty = (
    <Blank icon="photos" title={t("gallery.empty")}>
      <p>{t("desk.empty")}</p>
    </Blank>
  );
  return (
    <>
      <AlbumView album={desk.album} actions={actions} selection={selection} badge={badge} empty={empty} />
      {selection.ids && (
        <SelectionBar
          api={api}
          eventId={eventId}
          chosen={chosen}
          mayDownload
          onDelete={chosen.length > 0 ? () => void deletion(chosen) : undefined}
          onEnd={selection.end}
        >
          <ApproveButton desk={desk} chosen={chosen} onEnd={selection.end} />
        </SelectionBar>
      )}
    </>
  );
}

interface ApproveButtonProps {
  desk: Desk;
  chosen: readonly Photo[];
  onEnd: () => void;
}

/** Shows the chosen photos to guests; not there when they see all of them. */
function ApproveButton({ desk, chosen, onEnd }: ApproveButtonProps) {
  const t = useText();
  const waiting = chosen.filter(({ moderation }) => moderation !== "approved");
  if (waiting.length === 0) return null;
  const approve = () =>
    desk
      .moderate("approve", waiting)
      .then(onEnd, (error: unknown) => toast(problemText(t, asProblem(error).code)));
  return (
    <button type="button" className="button" onClick={() => void approve()}>
      <Icon name="check" />
      {t("photo.approve")}
    </button>
  );
}

/** Approve or hide, and delete, for the open photo. */
function useHostActions(desk: Desk, deletion: (photos: readonly Photo[]) => Promise<boolean>) {
  const t = useText();
  return useMemo<PhotoAction[]>(() => {
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
      { icon: "trash", label: t("delete"), offered: () => true, run: (photo) => deletion([photo]) },
    ];
  }, [t, desk, deletion]);
}
