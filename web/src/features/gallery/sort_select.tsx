import { useText } from "@/lib/text";
import type { Sort } from "./album";

export function SortSelect({ sort, onSort }: { sort: Sort; onSort: (sort: Sort) => void }) {
  const t = useText();
  return (
    <select
      className="select"
      aria-label={t("sort.label")}
      value={sort}
      onChange={({ target }) => onSort(target.value as Sort)}
    >
      <option value="takenAt">{t("sort.taken")}</option>
      <option value="createdAt">{t("sort.added")}</option>
    </select>
  );
}
