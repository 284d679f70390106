import { useEffect, useId, useState } from "react";
import type { Facets } from "@/lib/api";
import { useStore } from "@/lib/store";
import { useText } from "@/lib/text";
import { Icon } from "@/ui/icon";
import type { IconName } from "@/ui/icon_paths";
import type { Sieve, Wish } from "./sieve";
import { useTagWords } from "./tag_words";
import { wishedAlbum } from "./wished_album";

const mostChips = 16; // of tags, of places and of cameras; the rest is found by its words
const pause = 300; // milliseconds without a key before the server is asked

const want = (sieve: Sieve, wish: Wish) => sieve.want(wish, wishedAlbum(wish, sieve.source));

export interface SieveBarProps {
  sieve: Sieve;
  facets: Facets;
}

/** Search and chips above a gallery. */
export default function SieveBar({ sieve, facets }: SieveBarProps) {
  const t = useText();
  const wordOf = useTagWords();
  const wish = useStore(sieve.wish);
  if (!wordOf) return null;
  const toggled = (tag: string) =>
    wish.tags.includes(tag) ? wish.tags.filter((other) => other !== tag) : [...wish.tags, tag];
  return (
    <search className="sieve">
      <SearchField sieve={sieve} />
      <ul className="sieve__chips" aria-label={t("sieve.chips")}>
        {offered(facets.items, (name) => wish.tags.includes(name)).map(({ name, count }) => (
          <Chip
            key={name}
            label={wordOf(name)}
            count={count}
            pressed={wish.tags.includes(name)}
            onPress={() => want(sieve, { ...wish, tags: toggled(name) })}
          />
        ))}
        {offered(facets.places, (name) => wish.place === name).map(({ name, count }) => (
          <Chip
            key={`place ${name}`}
            icon="place"
            label={name}
            count={count}
            pressed={wish.place === name}
            onPress={() => want(sieve, { ...wish, place: wish.place === name ? "" : name })}
          />
        ))}
        {offered(facets.cameras, (name) => wish.camera === name).map(({ name, count }) => (
          <Chip
            key={`camera ${name}`}
            icon="camera"
            label={name}
            count={count}
            pressed={wish.camera === name}
            onPress={() => want(sieve, { ...wish, camera: wish.camera === name ? "" : name })}
          />
        ))}
      </ul>
    </search>
  );
}

/** The most frequent, and those that are pressed. */
const offered = (facets: Facets["items"], isPressed: (name: string) => boolean) =>
  facets.filter(({ name }, place) => place < mostChips || isPressed(name));

interface ChipProps {
  label: string;
  count: number;
  pressed: boolean;
  icon?: IconName;
  onPress: () => void;
}

function Chip({ label, count, pressed, icon, onPress }: ChipProps) {
  return (
    <li>
      <button type="button" className="sieve__chip" aria-pressed={pressed} onClick={onPress}>
        {icon && <Icon name={icon} />}
        <bdi>{label}</bdi>
        <span className="sieve__count numbers">{count}</span>
      </button>
    </li>
  );
}

function SearchField({ sieve }: { sieve: Sieve }) {
  const t = useText();
  const id = useId();
  const wish = useStore(sieve.wish);
  const [typed, setTyped] = useState(wish.text);
  useEffect(() => setTyped(wish.text), [wish.text]);
  useEffect(() => {
    if (typed === sieve.wish.value.text) return;
    const timer = setTimeout(() => want(sieve, { ...sieve.wish.value, text: typed }), pause);
    return () => clearTimeout(timer);
  }, [typed, sieve]);
  return (
    <>
      <label className="visually-hidden" htmlFor={id}>
        {t("sieve.search")}
      </label>
      <input
        id={id}
        className="input sieve__search"
        type="search"
        dir="auto"
        maxLength={100}
        placeholder={t("sieve.search")}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
    </>
  );
}
