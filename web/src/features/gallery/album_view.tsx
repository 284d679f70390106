import type { ReactNode } from "react";
import type { Photo } from "@/lib/api";
import { useStore } from "@/lib/store";
import { useText } from "@/lib/text";
import { Loading } from "@/ui/blank";
import { Trouble } from "@/ui/trouble";
import type { Album } from "./album";
import type { LightboxActions } from "./lightbox";
import { PhotoGrid, useHolding } from "./photo_grid";
import type { Selection } from "./selection";

interface AlbumViewProps {
  album: Album;
  actions: LightboxActions;
  selection?: Selection;
  badge?: (photo: Photo) => string | undefined;
  /** What to say when there is no photo yet. */
  empty: ReactNode;
}

/** An album in each of its states: loading, failed, empty, and full of photos. */
export function AlbumView({ album, actions, selection, badge, empty }: AlbumViewProps) {
  const { status, problem, photos, held, more } = useStore(album.state);
  const top = useHolding(album);
  if (status === "failed" && problem) return <Trouble problem={problem} onRetry={() => void album.load()} />;
  if (status === "loading" && photos.length === 0) return <Loading />;
  if (photos.length === 0) return empty;
  return (
    <>
      <div ref={top} />
      {held.length > 0 && <Arrivals count={held.length} onShow={() => album.release()} />}
      <PhotoGrid
        photos={photos}
        actions={actions}
        selection={selection?.ids}
        onMore={more ? () => void album.next() : undefined}
        {...(selection ? { onToggle: selection.toggle } : {})}
        {...(badge ? { badge } : {})}
      />
    </>
  );
}

function Arrivals({ count, onShow }: { count: number; onShow: () => void }) {
  const t = useText();
  return (
    <div className="arrivals">
      <button
        type="button"
        className="button button--primary"
        onClick={() => {
          onShow();
          document.getElementById("photos")?.scrollIntoView({ behavior: "smooth" });
        }}
      >
        {t("gallery.arrived", { count })}
      </button>
    </div>
  );
}
