import type { Person } from "@/lib/api";
import { useHostText } from "@/lib/text";
import { FaceCover } from "./face_cover";

interface PersonCardProps {
  person: Person;
  /** Undefined while nothing is being selected. */
  chosen: boolean | undefined;
  onTouch: () => void;
  /** Told when another name was typed; empty takes the name away. */
  onName: (typed: string) => void;
}

/** A face, how many photos show it, and a name that is typed in place. */
export function PersonCard({ person, chosen, onTouch, onName }: PersonCardProps) {
  const t = useHostText();
  const name = person.name ?? "";
  return (
    <li className="person" data-person={person.id}>
      <button
        type="button"
        className="person__face"
        aria-label={name || t("people.unnamed")}
        aria-pressed={chosen}
        onClick={onTouch}
      >
        <FaceCover cover={person.cover} />
      </button>
      <input
        key={name}
        className="input person__name"
        dir="auto"
        maxLength={100}
        aria-label={t("people.name")}
        placeholder={t("people.unnamed")}
        defaultValue={name}
        onBlur={({ target }) => target.value.trim() !== name && onName(target.value.trim())}
        onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
      />
      <span className="soft small">{t("gallery.count", { count: person.photoCount })}</span>
    </li>
  );
}
