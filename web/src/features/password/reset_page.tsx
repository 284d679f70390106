import { type FormEvent, useState } from "react";
import { asProblem, type Problem } from "@/lib/problem";
import { Link } from "@/lib/router";
import { type Session, shortestPassword } from "@/lib/session";
import { type Translate, useText } from "@/lib/text";
import { Doorstep } from "@/ui/doorstep";
import { Field } from "@/ui/field";
import { problemText } from "@/ui/problem_text";
import { type PasswordWords, usePasswordWords } from "./words";

/** Opened by a mailed link, whose token stands after its `#`. */
export function ResetPage({ session, token }: { session: Session; token: string }) {
  const t = useText();
  const words = usePasswordWords();
  const [state, setState] = useState<"asks" | "expired" | "saved">(token ? "asks" : "expired");
  if (state === "saved")
    return (
      <Doorstep title={words.savedTitle}>
        <p role="status">{words.saved}</p>
        <Link className="button button--primary button--large" href="/login">
          {t("login.submit")}
        </Link>
      </Doorstep>
    );
  return (
    <Doorstep title={words.title}>
      {state === "expired" ? (
        <>
          <p className="notice notice--danger" role="alert">
            {words.expired}
          </p>
          <Link className="button button--primary button--large" href="/forgot-password">
            {words.again}
          </Link>
        </>
      ) : (
        <NewPassword
          onSave={(password) => session.resetPassword(token, password)}
          onSaved={() => setState("saved")}
          onExpired={() => setState("expired")}
        />
      )}
    </Doorstep>
  );
}

interface NewPasswordProps {
  onSave: (password: string) => Promise<void>;
  onSaved: () => void;
  onExpired: () => void;
}

function NewPassword({ onSave, onSaved, onExpired }: NewPasswordProps) {
  const t = useText();
  const words = usePasswordWords();
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await onSave(password);
      onSaved();
    } catch (error) {
      const refused = asProblem(error);
      if (refused.code === "link_expired") return onExpired();
      setProblem(refused);
      setBusy(false);
    }
  };

  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <Field
        label={words.password}
        hint={t("register.password")}
        type="password"
        autoComplete="new-password"
        minLength={shortestPassword}
        required
        value={password}
        onChange={({ target }) => setPassword(target.value)}
      />
      {problem && (
        <p className="notice notice--danger" role="alert">
          {refusal(t, words, problem)}
        </p>
      )}
      <button type="submit" className="button button--primary button--large" disabled={busy}>
        {words.save}
      </button>
    </form>
  );
}

function refusal(t: Translate, words: PasswordWords, { code }: Problem): string {
  return code === "invalid" ? words.weak : problemText(t, code);
}
