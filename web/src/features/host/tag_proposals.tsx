import { useCallback, useState } from "react";
import { PhotoGrid } from "@/features/gallery/photo_grid";
import { useTagWords } from "@/features/gallery/tag_words";
import { useLightboxActions } from "@/features/gallery/use_lightbox_actions";
import type { Photo } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { useStore } from "@/lib/store";
import { useHostText } from "@/lib/text";
import { useRemote } from "@/lib/use_remote";
import { problemText } from "@/ui/problem_text";
import { toast } from "@/ui/toasts";
import type { HostTags } from "./host_tags";

interface TagProposalsProps {
  tags: HostTags;
  tag: string;
}

/** Photos that look like those that a host gave the tag, to be confirmed; or how many are wanted before. */
export function TagProposals({ tags, tag }: TagProposalsProps) {
  const t = useHostText();
  const wordOf = useTagWords();
  const said = useStore(tags.said);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was said changes what is proposed
  const load = useCallback(() => tags.proposals(tag), [tags, tag, said]);
  const [proposals] = useRemote(load);
  if (!wordOf || proposals.state !== "ready") return null;
  const { items, examples, needed } = proposals.value;
  const word = wordOf(tag);
  if (examples > 0 && needed > 0)
    return (
      <section className="proposals">
        <p className="soft">{t("tag.more", { count: needed, tag: word })}</p>
      </section>
    );
  if (items.length === 0) return null;
  return <Question key={said} tags={tags} tag={tag} word={word} photos={items} />;
}

interface QuestionProps extends TagProposalsProps {
  word: string;
  photos: readonly Photo[];
}

/** All are ticked at first, since most are right; what is ticked gets the tag, and the others never will. */
function Question({ tags, tag, word, photos }: QuestionProps) {
  const t = useHostText();
  const actions = useLightboxActions([], false);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(() => new Set(photos.map(({ id }) => id)));
  const [busy, setBusy] = useState(false);
  const toggle = (id: string) =>
    setTicked((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  const confirm = async () => {
    setBusy(true);
    try {
      const refused = photos.filter(({ id }) => !ticked.has(id));
      await tags.say(tag, refused, false);
      await tags.say(
        tag,
        photos.filter(({ id }) => ticked.has(id)),
        true,
      );
    } catch (error) {
      toast(problemText(t, asProblem(error).code));
      setBusy(false);
    }
  };
  return (
    <section className="proposals" aria-labelledby="proposals">
      <h2 id="proposals" dir="auto">
        {t("tag.ask", { tag: word })}
      </h2>
      <p className="soft">{t("tag.askHint")}</p>
      <PhotoGrid photos={photos} actions={actions} selection={ticked} onToggle={toggle} />
      <button type="button" className="button button--primary" disabled={busy} onClick={() => void confirm()}>
        {t("tag.confirm")}
      </button>
    </section>
  );
}
