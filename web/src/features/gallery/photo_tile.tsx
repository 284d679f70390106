import { memo, useState } from "react";
import type { Photo } from "@/lib/api";
import { useText } from "@/lib/text";
import { Icon } from "@/ui/icon";
import { placeholder } from "./placeholder";
import { ratioClass } from "./ratio";

interface PhotoTileProps {
  photo: Photo;
  /** Which photo of how many it is, counted from 1. */
  place: number;
  of: number;
  /** Undefined while nothing is being selected. */
  selected?: boolean | undefined;
  badge?: string | undefined;
  eager?: boolean;
  onOpen: (id: string) => void;
  onToggle?: ((id: string) => void) | undefined;
}

/** One photo of a grid; the server's page draws the first ones with the same markup. */
export const PhotoTile = memo(function PhotoTile(props: PhotoTileProps) {
  const { photo, place, of, selected, badge, eager = false, onOpen, onToggle } = props;
  const t = useText();
  const picking = selected !== undefined;
  const name = photo.uploader.name ? t("gallery.photoBy", { name: photo.uploader.name }) : t("gallery.photo");
  return (
    <li
      className={`tile ${ratioClass(photo.width, photo.height)}`}
      data-photo={photo.id}
      aria-posinset={place}
      aria-setsize={of}
    >
      <a
        className="tile__link"
        href={photo.urls.preview ?? undefined}
        {...(picking ? { role: "checkbox", "aria-checked": selected, tabIndex: 0 } : {})}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey) return;
          event.preventDefault();
          if (picking) onToggle?.(photo.id);
          else if (photo.urls.preview) onOpen(photo.id);
        }}
        onKeyDown={(event) => {
          if (!picking || event.key !== " ") return;
          event.preventDefault();
          onToggle?.(photo.id);
        }}
      >
        <TilePicture photo={photo} name={name} eager={eager} />
      </a>
      {photo.stackSize > 1 && (
        <span className="tile__stack" title={t("gallery.count", { count: photo.stackSize })}>
          <Icon name="photos" />
          {photo.stackSize}
        </span>
      )}
      {badge && <span className="tile__badge">{badge}</span>}
      {picking && <span className="tile__check">{selected && <Icon name="check" />}</span>}
    </li>
  );
});

/** The pictures of the server's page: taken over as they are, since a likeness now would be a flash, and work for nothing. */
const drawn = new Set(
  [...document.querySelectorAll(".tile__photo")].map((picture) => picture.getAttribute("src")),
);

function TilePicture({ photo, name, eager }: { photo: Photo; name: string; eager: boolean }) {
  const { thumbnail } = photo.urls;
  const [shown, setShown] = useState(() => drawn.has(thumbnail));
  const likeness = shown ? undefined : placeholder(photo.thumbhash);
  return (
    <>
      <svg className="ground" aria-hidden="true" viewBox="0 0 1 1" preserveAspectRatio="none">
        <rect width="1" height="1" fill={photo.dominantColor ?? "#808080"} />
      </svg>
      {thumbnail ? (
        <img
          className="tile__photo"
          src={thumbnail}
          width={photo.width ?? undefined}
          height={photo.height ?? undefined}
          alt={name}
          loading={eager ? "eager" : "lazy"}
          style={likeness ? { backgroundImage: `url(${likeness})` } : undefined}
          onLoad={() => setShown(true)}
        />
      ) : (
        <span className="tile__waiting">
          <Icon name={photo.status === "failed" ? "warning" : "clock"} />
          <span className="visually-hidden">{name}</span>
        </span>
      )}
    </>
  );
}
