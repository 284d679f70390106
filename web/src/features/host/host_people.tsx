import { useEffect, useState } from "react";
import { type Selection, useSelection } from "@/features/gallery/selection";
import type { Person } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { useStore } from "@/lib/store";
import { useHostText } from "@/lib/text";
import { Blank, Loading } from "@/ui/blank";
import { Icon } from "@/ui/icon";
import { problemText } from "@/ui/problem_text";
import { SelectionToolbar } from "@/ui/selection_toolbar";
import { toast } from "@/ui/toasts";
import { Trouble } from "@/ui/trouble";
import type { Desk } from "./desk";
import type { People } from "./people";
import { PersonCard } from "./person_card";
import { PersonPhotos } from "./person_photos";

/** Who is in the photos: names, who is one and the same, who is not to be shown. */
export function HostPeople({ desk }: { desk: Desk }) {
  const t = useHostText();
  const { settings } = useStore(desk.event);
  const [open, setOpen] = useState<string>();
  const { people } = useStore(desk.people.state);
  const person = people.find(({ id }) => id === open);
  useEffect(() => {
    if (settings.faceSearch) void desk.people.load();
  }, [desk, settings.faceSearch]);
  if (!settings.faceSearch)
    return (
      <Blank icon="face" title={t("people.off")}>
        <p>{t("people.offText")}</p>
      </Blank>
    );
  if (person)
    return <PersonPhotos key={person.id} desk={desk} person={person} onBack={() => setOpen(undefined)} />;
  return <PeopleList people={desk.people} onOpen={setOpen} />;
}

function PeopleList({ people, onOpen }: { people: People; onOpen: (id: string) => void }) {
  const t = useHostText();
  const { hidden } = useStore(people.state);
  const selection = useSelection();
  return (
    <section aria-label={t("people.title")}>
      <div className="toolbar">
        <button type="button" className="button" onClick={() => void people.showHidden(!hidden)}>
          {t(hidden ? "people.all" : "people.hidden")}
        </button>
        <span className="toolbar__space" />
        <button type="button" className="button" onClick={selection.ids ? selection.end : selection.start}>
          {t(selection.ids ? "select.done" : "select.start")}
        </button>
      </div>
      <PeopleGrid people={people} selection={selection} onOpen={onOpen} />
      {selection.ids && <PeopleBar people={people} selection={selection} ids={[...selection.ids]} />}
    </section>
  );
}

interface PeopleGridProps {
  people: People;
  selection: Selection;
  onOpen: (id: string) => void;
}

function PeopleGrid({ people, selection, onOpen }: PeopleGridProps) {
  const t = useHostText();
  const { status, problem, people: all, hidden } = useStore(people.state);
  if (status === "failed" && problem) return <Trouble problem={problem} onRetry={() => void people.load()} />;
  if (status === "loading") return <Loading />;
  if (all.length === 0)
    return (
      <Blank icon="face" title={t("people.none")}>
        {!hidden && <p>{t("people.noneText")}</p>}
      </Blank>
    );
  const name = (person: Person, typed: string) =>
    people
      .change(person.id, { name: typed || null })
      .catch((error: unknown) => toast(problemText(t, asProblem(error).code)));
  return (
    <ul className="people">
      {all.map((person) => (
        <PersonCard
          key={person.id}
          person={person}
          chosen={selection.ids?.has(person.id)}
          onTouch={() => (selection.ids ? selection.toggle(person.id) : onOpen(person.id))}
          onName={(typed) => void name(person, typed)}
        />
      ))}
    </ul>
  );
}

interface PeopleBarProps {
  people: People;
  selection: Selection;
  ids: readonly string[];
}

/** What can be done with the selected people. */
function PeopleBar({ people, selection, ids }: PeopleBarProps) {
  const t = useHostText();
  const { hidden } = useStore(people.state);
  const run = (work: Promise<unknown>) =>
    work.then(selection.end, (error: unknown) => toast(problemText(t, asProblem(error).code)));
  const setHidden = () => Promise.all(ids.map((id) => people.change(id, { hidden: !hidden })));
  return (
    <SelectionToolbar label={t("people.selected")} count={ids.length}>
      <button
        type="button"
        className="button"
        disabled={ids.length === 0}
        onClick={() => void run(setHidden())}
      >
        <Icon name="lock" />
        {t(hidden ? "people.show" : "people.hide")}
      </button>
      <button
        type="button"
        className="button button--primary"
        disabled={ids.length < 2}
        onClick={() => void run(people.merge(ids))}
      >
        <Icon name="face" />
        {t("people.merge")}
      </button>
    </SelectionToolbar>
  );
}
