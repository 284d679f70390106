import { useState } from "react";
import { asProblem, type Problem } from "@/lib/problem";
import { Link } from "@/lib/router";
import { type Session, shortestPassword } from "@/lib/session";
import { type HostTranslate, useHostText } from "@/lib/text";
import { Doorstep } from "@/ui/doorstep";
import { Field } from "@/ui/field";
import { problemText } from "@/ui/problem_text";
import { SubmitForm } from "@/ui/submit_form";
import { type PasswordWords, usePasswordWords } from "./words";

/** Opened by a mailed link, whose token stands after its `#`. */
export function ResetPage({ session, token }: { session: Session; token: string }) {
  const t = useHostText();
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
  const t = useHostText();
  const words = usePasswordWords();
  const [password, setPassword] = useState("");

  const save = async () => {
    try {
      await onSave(password);
    } catch (error) {
      if (asProblem(error).code === "link_expired") return onExpired();
      throw error;
    }
    onSaved();
  };

  return (
    <SubmitForm onSubmit={save} refusal={(problem) => refusal(t, words, problem)} label={words.save} large>
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
    </SubmitForm>
  );
}

function refusal(t: HostTranslate, words: PasswordWords, { code }: Problem): string {
  return code === "invalid" ? words.weak : problemText(t, code);
}
