import { useId, useState } from "react";
import { useTagWords } from "@/features/gallery/tag_words";
import type { Photo } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { useStore } from "@/lib/store";
import { useHostText } from "@/lib/text";
import { Dialog } from "@/ui/dialog";
import { Field } from "@/ui/field";
import { Icon } from "@/ui/icon";
import { problemText } from "@/ui/problem_text";
import { toast } from "@/ui/toasts";
import type { Desk } from "./desk";

interface TagButtonProps {
  desk: Desk;
  chosen: readonly Photo[];
  onEnd: () => void;
}

/** Says what the chosen photos show. */
export function TagButton({ desk, chosen, onEnd }: TagButtonProps) {
  const t = useHostText();
  const [asking, setAsking] = useState(false);
  if (chosen.length === 0) return null;
  return (
    <>
      <button type="button" className="button" onClick={() => setAsking(true)}>
        <Icon name="tag" />
        {t("tag.add")}
      </button>
      {asking && <TagDialog desk={desk} chosen={chosen} onClose={() => setAsking(false)} onEnd={onEnd} />}
    </>
  );
}

/** Says that the chosen photos do not show it. */
export function UntagButton({ desk, chosen, onEnd, tag }: TagButtonProps & { tag: string }) {
  const t = useHostText();
  const wordOf = useTagWords();
  if (chosen.length === 0 || !wordOf) return null;
  const refuse = () =>
    desk.tags
      .say(tag, chosen, false)
      .then(onEnd, (error: unknown) => toast(problemText(t, asProblem(error).code)));
  return (
    <button type="button" className="button" onClick={() => void refuse()}>
      <Icon name="close" />
      {t("tag.remove", { tag: wordOf(tag) })}
    </button>
  );
}

function TagDialog({ desk, chosen, onClose, onEnd }: TagButtonProps & { onClose: () => void }) {
  const t = useHostText();
  const list = useId();
  const wordOf = useTagWords() ?? ((name: string) => name);
  const known = (useStore(desk.sieve.facets)?.items ?? []).map(({ name }) => ({ name, word: wordOf(name) }));
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string>();
  const save = async () => {
    const same = known.find(({ word }) => word.toLowerCase() === typed.trim().toLowerCase());
    try {
      await desk.tags.say(same?.name ?? typed.trim(), chosen, true);
      onClose();
      onEnd();
    } catch (problem) {
      setError(problemText(t, asProblem(problem).code));
    }
  };
  return (
    <Dialog title={t("tag.title")} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          label={t("tag.name")}
          hint={t("tag.hint")}
          error={error}
          value={typed}
          list={list}
          maxLength={40}
          pattern="[^,]*"
          required
          enterKeyHint="done"
          onChange={({ target }) => setTyped(target.value)}
        />
        <datalist id={list}>
          {known.map(({ name, word }) => (
            <option key={name} value={word} />
          ))}
        </datalist>
        <div className="dialog__actions">
          <button type="button" className="button" onClick={onClose}>
            {t("cancel")}
          </button>
          <button type="submit" className="button button--primary" disabled={!typed.trim()}>
            {t("tag.add")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
