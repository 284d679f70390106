import { useEffect, useMemo } from "react";
import { AlbumView } from "@/features/gallery/album_view";
import type { PhotoAction } from "@/features/gallery/lightbox";
import { useSelection } from "@/features/gallery/selection";
import { useLightboxActions } from "@/features/gallery/use_lightbox_actions";
import type { Person } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { useStore } from "@/lib/store";
import { useHostText } from "@/lib/text";
import { Blank } from "@/ui/blank";
import { Icon } from "@/ui/icon";
import { problemText } from "@/ui/problem_text";
import { SelectionToolbar } from "@/ui/selection_toolbar";
import { toast } from "@/ui/toasts";
import type { Desk } from "./desk";

const noActions: readonly PhotoAction[] = [];

interface PersonPhotosProps {
  desk: Desk;
  person: Person;
  onBack: () => void;
}

/** The photos of one person; those that show somebody else can be taken out. */
export function PersonPhotos({ desk, person, onBack }: PersonPhotosProps) {
  const t = useHostText();
  const album = useMemo(() => desk.people.photosOf(person.id), [desk, person.id]);
  const { photos } = useStore(album.state);
  const selection = useSelection();
  const actions = useLightboxActions(noActions, true);
  useEffect(() => void album.load(), [album]);
  const chosen = photos.filter(({ id }) => selection.ids?.has(id));
  const split = async () => {
    try {
      await desk.people.split(person.id, chosen);
      selection.end();
      await album.load();
    } catch (error) {
      toast(problemText(t, asProblem(error).code));
    }
  };
  return (
    <section id="photos" aria-label={person.name ?? t("people.unnamed")}>
      <div className="toolbar">
        <button type="button" className="button button--plain" onClick={onBack}>
          <Icon name="back" />
          {t("people.all")}
        </button>
        <h2 dir="auto">{person.name ?? t("people.unnamed")}</h2>
        <span className="toolbar__space" />
        <button type="button" className="button" onClick={selection.ids ? selection.end : selection.start}>
          {t(selection.ids ? "select.done" : "select.start")}
        </button>
      </div>
      <AlbumView
        album={album}
        actions={actions}
        selection={selection}
        empty={<Blank icon="photos" title={t("gallery.empty")} />}
      />
      {selection.ids && (
        <SelectionToolbar label={t("select.label")} count={chosen.length}>
          <button
            type="button"
            className="button button--primary"
            disabled={chosen.length === 0}
            onClick={() => void split()}
          >
            <Icon name="notMe" />
            {t("people.split")}
          </button>
        </SelectionToolbar>
      )}
    </section>
  );
}
