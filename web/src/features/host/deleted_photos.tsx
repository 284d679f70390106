import { useEffect, useMemo } from "react";
import { AlbumView } from "@/features/gallery/album_view";
import type { PhotoAction } from "@/features/gallery/lightbox";
import type { Selection } from "@/features/gallery/selection";
import { SelectionBar } from "@/features/gallery/selection_bar";
import { useDeletion } from "@/features/gallery/use_deletion";
import { useLightboxActions } from "@/features/gallery/use_lightbox_actions";
import type { Photo } from "@/lib/api";
import { useDates } from "@/lib/format";
import { useStore } from "@/lib/store";
import { useHostText } from "@/lib/text";
import { Blank } from "@/ui/blank";
import { Icon } from "@/ui/icon";
import type { Desk } from "./desk";

/** What was deleted and can still be brought back, each with the day on which it is erased. */
export function DeletedPhotos({ desk, selection }: { desk: Desk; selection: Selection }) {
  const t = useHostText();
  const dates = useDates();
  const album = desk.albums.deleted;
  const { photos } = useStore(album.state);
  const { restore } = useDeletion(desk.session.api, desk.event.value.id, desk);
  const added = useMemo<PhotoAction[]>(
    () => [
      {
        icon: "undo",
        label: t("photo.restore"),
        offered: () => true,
        run: (photo) => restore([photo]),
      },
    ],
    [t, restore],
  );
  const actions = useLightboxActions(added, true);
  useEffect(() => void album.load(), [album]);
  const chosen = photos.filter(({ id }) => selection.ids?.has(id));
  const badge = ({ eraseAt }: Photo) => eraseAt && t("photo.eraseAt", { date: dates.short(eraseAt) });
  return (
    <>
      <AlbumView
        album={album}
        actions={actions}
        selection={selection}
        badge={(photo) => badge(photo) ?? undefined}
        empty={
          <Blank icon="trash" title={t("shelf.noneDeleted")}>
            <p>{t("shelf.noneDeletedText")}</p>
          </Blank>
        }
      />
      {selection.ids && (
        <SelectionBar
          api={desk.session.api}
          eventId={desk.event.value.id}
          chosen={chosen}
          mayDownload={false}
          onEnd={selection.end}
        >
          <button
            type="button"
            className="button button--primary"
            disabled={chosen.length === 0}
            onClick={() => {
              void restore(chosen);
              selection.end();
            }}
          >
            <Icon name="undo" />
            {t("photo.restore")}
          </button>
        </SelectionBar>
      )}
    </>
  );
}
