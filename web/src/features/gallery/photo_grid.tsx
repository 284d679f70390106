import { useEffect, useRef } from "react";
import type { Photo } from "@/lib/api";
import { useText } from "@/lib/text";
import type { Album } from "./album";
import { type LightboxActions, openLightbox } from "./lightbox";
import { PhotoTile } from "./photo_tile";
import { useSlice } from "./use_slice";

const firstView = 6; // photos that are loaded without waiting for a scroll

interface PhotoGridProps {
  photos: readonly Photo[];
  actions: LightboxActions;
  /** The selected ids, or undefined while nothing is being selected. */
  selection?: ReadonlySet<string> | undefined;
  onToggle?: (id: string) => void;
  badge?: (photo: Photo) => string | undefined;
  /** Called when the end comes near; absent at the end of the album. */
  onMore?: (() => void) | undefined;
}

/**
 * A justified grid laid out by CSS alone, so that it looks the same before this code runs. Of thousands of photos
 * only those near the screen are in the document; padding stands for the others.
 */
export function PhotoGrid({ photos, actions, selection, onToggle, badge, onMore }: PhotoGridProps) {
  const latest = useRef({ photos, actions, onMore });
  latest.current = { photos, actions, onMore };
  const open = useRef((id: string) => {
    const { photos, actions, onMore } = latest.current;
    void openLightbox({ photos, first: id, actions, onNearEnd: () => onMore?.() });
  });
  const grid = useRef<HTMLUListElement>(null);
  const slice = useSlice(grid, photos) ?? { start: 0, end: photos.length, before: 0, after: 0 };
  return (
    <>
      <ul
        ref={grid}
        className="photo-grid"
        data-continued={slice.end < photos.length || undefined}
        style={{ paddingBlock: `${slice.before}px ${slice.after}px` }}
      >
        {photos.slice(slice.start, slice.end).map((photo, index) => (
          <PhotoTile
            key={photo.id}
            photo={photo}
            place={slice.start + index + 1}
            of={photos.length}
            selected={selection?.has(photo.id)}
            badge={badge?.(photo)}
            eager={slice.start + index < firstView}
            onOpen={open.current}
            onToggle={onToggle}
          />
        ))}
      </ul>
      {onMore && <NextPage key={photos.length} onVisible={onMore} />}
    </>
  );
}

function NextPage({ onVisible }: { onVisible: () => void }) {
  const t = useText();
  const sentinel = useRef<HTMLButtonElement>(null);
  const ask = useRef(onVisible);
  ask.current = onVisible;
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && ask.current(), {
      rootMargin: "1000px 0px",
    });
    if (sentinel.current) observer.observe(sentinel.current);
    return () => observer.disconnect();
  }, []);
  return (
    <button ref={sentinel} type="button" className="button photo-grid__more" onClick={onVisible}>
      {t("gallery.more")}
    </button>
  );
}

/** New photos go straight in while the top of the grid is in view, and wait while the reader is further down. */
export function useHolding(album: Album) {
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => {
      if (entry) album.hold(!entry.isIntersecting && entry.boundingClientRect.top < 0);
    });
    if (top.current) observer.observe(top.current);
    return () => observer.disconnect();
  }, [album]);
  return top;
}
