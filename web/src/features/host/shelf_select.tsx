import { useHostText } from "@/lib/text";
import type { Shelf } from "./desk";

const texts = {
  all: "gallery.all",
  pending: "photo.pending",
  hidden: "photo.hidden",
  deleted: "photo.deleted",
} as const;

export function ShelfSelect({ shelf, onShelf }: { shelf: Shelf; onShelf: (shelf: Shelf) => void }) {
  const t = useHostText();
  return (
    <select
      className="select"
      aria-label={t("shelf.label")}
      value={shelf}
      onChange={({ target }) => onShelf(target.value as Shelf)}
    >
      {Object.entries(texts).map(([value, key]) => (
        <option key={value} value={value}>
          {t(key)}
        </option>
      ))}
    </select>
  );
}
