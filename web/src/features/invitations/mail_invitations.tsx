import { useCallback, useEffect } from "react";
import { useDates } from "@/lib/format";
import { asProblem } from "@/lib/problem";
import type { Session } from "@/lib/session";
import { useHostText } from "@/lib/text";
import { useRemote } from "@/lib/use_remote";
import { problemText } from "@/ui/problem_text";
import { toast } from "@/ui/toasts";
import { Trouble } from "@/ui/trouble";
import { type Invitation, readInvitations, withdraw } from "./invitations";
import { InviteForm } from "./invite_form";
import { useInvitationWords } from "./words";

const lookAgain = 2000; // milliseconds, while mails wait

interface MailInvitationsProps {
  session: Session;
  eventId: string;
}

/** Invites guests by mail, and tells what became of it; nothing where no mail is sent. */
export function MailInvitations({ session, eventId }: MailInvitationsProps) {
  const words = useInvitationWords();
  const load = useCallback(() => readInvitations(session, eventId), [session, eventId]);
  const [invitations, again] = useRemote(load);
  const waiting =
    invitations.state === "ready" && invitations.value.all.some(({ status }) => status === "waiting");
  // biome-ignore lint/correctness/useExhaustiveDependencies: every list that still waits is a reason to look again
  useEffect(() => {
    const timer = waiting ? setTimeout(again, lookAgain) : undefined;
    return () => clearTimeout(timer);
  }, [waiting, invitations, again]);
  if (invitations.state === "loading") return null;
  if (invitations.state === "failed") return <Trouble problem={invitations.problem} onRetry={again} />;
  if (!invitations.value.sendsMail) return null;
  return (
    <section className="invitations stack" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p className="soft">{words.text}</p>
      <InviteForm session={session} eventId={eventId} onSent={again} />
      <ul>
        {invitations.value.all.map((invitation) => (
          <InvitationRow
            key={invitation.id}
            invitation={invitation}
            onWithdraw={() => withdraw(session, eventId, invitation.id).then(again)}
          />
        ))}
      </ul>
    </section>
  );
}

interface InvitationRowProps {
  invitation: Invitation;
  onWithdraw: () => Promise<void>;
}

function InvitationRow({ invitation: { email, status, createdAt }, onWithdraw }: InvitationRowProps) {
  const t = useHostText();
  const words = useInvitationWords();
  const dates = useDates();
  const forget = () =>
    void onWithdraw().catch((error: unknown) => toast(problemText(t, asProblem(error).code)));
  return (
    <li className="guests__guest">
      <span className="guests__name">
        <bdi>{email}</bdi>
        <span className="soft small">
          {words[status]} · {dates.moment(createdAt)}
        </span>
      </span>
      <button
        type="button"
        className="button button--plain"
        aria-label={`${words.forget}: ${email}`}
        onClick={forget}
      >
        {words.forget}
      </button>
    </li>
  );
}
