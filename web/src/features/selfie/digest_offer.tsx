import { type FormEvent, useCallback, useState } from "react";
import { asProblem, type Problem } from "@/lib/problem";
import { type Translate, useSpeech } from "@/lib/text";
import { useRemote } from "@/lib/use_remote";
import { Field } from "@/ui/field";
import { problemText } from "@/ui/problem_text";
import { type DigestWords, useDigestWords } from "./digest_words";
import type { StandingQuery } from "./standing_query";

/** Offers to mail the guest when there are more photos of them; nothing where no mail is sent. */
export function DigestOffer({ query }: { query: StandingQuery }) {
  const words = useDigestWords();
  const load = useCallback(() => query.digest(), [query]);
  const [digest, again] = useRemote(load);
  if (digest.state !== "ready" || !digest.value.sendsMail) return null;
  return (
    <section className="digest" aria-label={words.title}>
      <h2>{words.title}</h2>
      {digest.value.email === null ? (
        <Wish query={query} onChanged={again} />
      ) : (
        <Granted query={query} email={digest.value.email} onChanged={again} />
      )}
    </section>
  );
}

interface ChoiceProps {
  query: StandingQuery;
  onChanged: () => void;
}

/** Runs what changes the wish, and says what went wrong. */
function useChange(onChanged: () => void) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const change = async (act: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await act();
      onChanged();
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(false);
  };
  return { problem, busy, change };
}

function Wish({ query, onChanged }: ChoiceProps) {
  const { t, language } = useSpeech();
  const words = useDigestWords();
  const [email, setEmail] = useState("");
  const { problem, busy, change } = useChange(onChanged);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void change(() => query.askDigest(email, language));
  };
  return (
    <form className="digest__form" onSubmit={submit}>
      <Field
        label={t("login.email")}
        hint={words.hint}
        type="email"
        autoComplete="email"
        required
        value={email}
        onChange={({ target }) => setEmail(target.value)}
        error={problem ? refusal(t, words, problem) : undefined}
      />
      <button type="submit" className="button" disabled={busy}>
        {words.ask}
      </button>
    </form>
  );
}

function Granted({ query, email, onChanged }: ChoiceProps & { email: string }) {
  const { t } = useSpeech();
  const words = useDigestWords();
  const { problem, busy, change } = useChange(onChanged);
  return (
    <div className="digest__form">
      <p role="status">{words.granted.replace("{email}", email)}</p>
      <button
        type="button"
        className="button"
        disabled={busy}
        onClick={() => void change(() => query.stopDigest())}
      >
        {words.stop}
      </button>
      {problem && <p role="alert">{problemText(t, problem.code)}</p>}
    </div>
  );
}

function refusal(t: Translate, words: DigestWords, { code }: Problem): string {
  if (code === "too_many_requests") return words.often;
  return code === "invalid" ? words.wrong : problemText(t, code);
}
