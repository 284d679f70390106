import { useState } from "react";
import type { Problem } from "@/lib/problem";
import { Link } from "@/lib/router";
import type { Session } from "@/lib/session";
import { type HostTranslate, useHostText, useSpeech } from "@/lib/text";
import { Doorstep } from "@/ui/doorstep";
import { Field } from "@/ui/field";
import { problemText } from "@/ui/problem_text";
import { SubmitForm } from "@/ui/submit_form";
import { type PasswordWords, usePasswordWords } from "./words";

/** Asks for a link by mail; what it says afterwards does not depend on whether there is such an account. */
export function ForgotPage({ session }: { session: Session }) {
  const words = usePasswordWords();
  const [sentTo, setSentTo] = useState<string | null>(null);
  if (sentTo !== null)
    return (
      <Doorstep title={words.sentTitle}>
        <p role="status">{words.sent.replace("{email}", sentTo)}</p>
        <p className="soft">{words.sentHint}</p>
        <WayBack />
      </Doorstep>
    );
  return (
    <Doorstep title={words.title}>
      <p>{words.lead}</p>
      <Question session={session} onSent={setSentTo} />
      <WayBack />
    </Doorstep>
  );
}

function WayBack() {
  const t = useHostText();
  return (
    <p className="soft">
      <Link href="/login">{t("login.title")}</Link>
    </p>
  );
}

function Question({ session, onSent }: { session: Session; onSent: (email: string) => void }) {
  const { t, language } = useSpeech();
  const words = usePasswordWords();
  const [email, setEmail] = useState("");

  const ask = async () => {
    await session.askPasswordReset(email, language);
    onSent(email.trim());
  };

  return (
    <SubmitForm onSubmit={ask} refusal={(problem) => refusal(t, words, problem)} label={words.send} large>
      <Field
        label={t("login.email")}
        type="email"
        autoComplete="username"
        required
        value={email}
        onChange={({ target }) => setEmail(target.value)}
      />
    </SubmitForm>
  );
}

function refusal(t: HostTranslate, words: PasswordWords, { code }: Problem): string {
  if (code === "mail_off") return words.off;
  return code === "too_many_requests" ? words.often : problemText(t, code);
}
