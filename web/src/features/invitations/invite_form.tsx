import { useId, useState } from "react";
import type { Problem } from "@/lib/problem";
import type { Session } from "@/lib/session";
import { type HostTranslate, useSpeech } from "@/lib/text";
import { isLanguage, type Language, languages } from "@/lib/texts/languages";
import { problemText } from "@/ui/problem_text";
import { SubmitForm } from "@/ui/submit_form";
import { addressesIn } from "./addresses";
import { inviteByMail } from "./invitations";
import { type InvitationWords, useInvitationWords } from "./words";

interface InviteFormProps {
  session: Session;
  eventId: string;
  onSent: () => void;
}

export function InviteForm({ session, eventId, onSent }: InviteFormProps) {
  const { t, language } = useSpeech();
  const words = useInvitationWords();
  const [pasted, setPasted] = useState("");
  const [spoken, setSpoken] = useState<Language>(language);
  const emails = addressesIn(pasted);

  const invite = async () => {
    await inviteByMail(session, eventId, emails, spoken);
    setPasted("");
    onSent();
  };

  return (
    <SubmitForm
      onSubmit={invite}
      refusal={(problem) => refusal(t, words, problem)}
      label={emails.length > 0 ? words.sendTo.replace("{count}", String(emails.length)) : words.send}
      disabled={emails.length === 0}
    >
      <Addresses value={pasted} onChange={setPasted} />
      <SpokenIn value={spoken} onChoose={setSpoken} />
    </SubmitForm>
  );
}

function Addresses({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const words = useInvitationWords();
  const id = useId();
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {words.addresses}
      </label>
      <textarea
        id={id}
        className="input"
        dir="ltr"
        rows={4}
        aria-describedby={`${id}-hint`}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
      <p className="field__hint" id={`${id}-hint`}>
        {words.hint}
      </p>
    </div>
  );
}

function SpokenIn({ value, onChoose }: { value: Language; onChoose: (language: Language) => void }) {
  const words = useInvitationWords();
  const id = useId();
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {words.language}
      </label>
      <select
        id={id}
        className="input"
        value={value}
        onChange={({ target }) => isLanguage(target.value) && onChoose(target.value)}
      >
        {Object.entries(languages).map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

function refusal(t: HostTranslate, words: InvitationWords, { code }: Problem): string {
  if (code === "conflict") return words.closed;
  if (code === "too_many_requests") return words.often;
  return code === "invalid" ? words.wrong : problemText(t, code);
}
