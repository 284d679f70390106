import type { Photo } from "@/lib/api";

const remembered = 200; // photos; a wall runs for a day, so what it knows is bounded

/** Which photo goes where on the wall: new ones first, then the others in turn, the oldest place first. */
export class Rotation {
  readonly places: (Photo | null)[];
  readonly #fresh: Photo[] = [];
  #known: Photo[] = [];
  #next = 0;
  #turn = 0;

  constructor(places: number) {
    this.places = Array<Photo | null>(places).fill(null);
  }

  /** A photo that has just arrived; one that is known has changed and stays where it is. */
  add(photo: Photo): void {
    const lists = [this.places, this.#fresh, this.#known];
    if (lists.filter((list) => exchange(list, photo)).length > 0) return;
    this.#fresh.push(photo);
    if (this.#fresh.length > remembered) this.#fresh.shift();
  }

  remove(id: string): void {
    const others = (photo: Photo) => photo.id !== id;
    this.#fresh.splice(0, Infinity, ...this.#fresh.filter(others));
    this.#known = this.#known.filter(others);
    for (const [index, photo] of this.places.entries()) if (photo?.id === id) this.places[index] = null;
  }

  /** Puts one photo up; says whether anything changed. */
  step(): boolean {
    const photo = this.#fresh.shift() ?? this.#another();
    if (!photo) return false;
    this.#known = [...this.#known.filter(({ id }) => id !== photo.id), photo].slice(-remembered);
    const free = this.places.indexOf(null);
    const place = free >= 0 ? free : this.#next++ % this.places.length;
    this.places[place] = photo;
    return true;
  }

  #another(): Photo | undefined {
    const shown = new Set(this.places.map((photo) => photo?.id));
    const waiting = this.#known.filter(({ id }) => !shown.has(id));
    return waiting[this.#turn++ % Math.max(1, waiting.length)];
  }
}

/** Puts the photo in the place of what it was before; says whether it was there. */
function exchange(list: (Photo | null)[], photo: Photo): boolean {
  const index = list.findIndex((before) => before?.id === photo.id);
  if (index >= 0) list[index] = photo;
  return index >= 0;
}
