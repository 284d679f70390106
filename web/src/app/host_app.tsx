import { type ComponentType, type ReactNode, Suspense, useEffect, useState } from "react";
import { ClockCardPage } from "@/features/host/clock_card_page";
import { EventPage } from "@/features/host/event_page";
import { EventsPage } from "@/features/host/events_page";
import { HomePage } from "@/features/host/home_page";
import { SignIn } from "@/features/host/sign_in";
import { ForgotPage } from "@/features/password/forgot_page";
import { ResetPage } from "@/features/password/reset_page";
import { UnsubscribePage } from "@/features/selfie/unsubscribe_page";
import { WallPage } from "@/features/wall/wall_page";
import { Problem } from "@/lib/problem";
import { navigate, usePath } from "@/lib/router";
import type { Session } from "@/lib/session";
import { useStore } from "@/lib/store";
import { Loading } from "@/ui/blank";
import { Unreachable } from "./unreachable";

/** Which page stands at which path; everything under /events is for people who are signed in. */
export function HostApp({ session }: { session: Session }) {
  const path = usePath();
  const [, area, id, view] = path.split("/");
  if (path === "/") return <HomePage session={session} />;
  if (path === "/login" || path === "/register") return <Door session={session} asks={area === "register"} />;
  if (path === "/forgot-password" || path === "/reset-password" || path === "/unsubscribe")
    return (
      <Suspense fallback={<Loading />}>
        {area === "forgot-password" && <ForgotPage session={session} />}
        {area === "reset-password" && <MailedLink session={session} page={ResetPage} />}
        {area === "unsubscribe" && <MailedLink session={session} page={UnsubscribePage} />}
      </Suspense>
    );
  if (area !== "events") return <Unreachable error={new Problem("not_found", 404)} />;
  return (
    <SignedIn session={session}>
      {!id ? (
        <EventsPage session={session} />
      ) : view === "wall" ? (
        <WallPage session={session} id={id} />
      ) : view === "clock" ? (
        <ClockCardPage session={session} id={id} />
      ) : (
        <EventPage key={id} session={session} id={id} />
      )}
    </SignedIn>
  );
}

interface MailedLinkProps {
  session: Session;
  page: ComponentType<{ session: Session; token: string }>;
}

/** Takes the token out of the address at once, so that neither history nor a shared screen keeps it. */
function MailedLink({ session, page: Page }: MailedLinkProps) {
  const [token] = useState(() => location.hash.slice(1));
  useEffect(() => history.replaceState(null, "", location.pathname), []);
  return <Page session={session} token={token} />;
}

function Door({ session, asks }: { session: Session; asks: boolean }) {
  const user = useStore(session.user);
  useEffect(() => {
    if (user) navigate("/events", { replace: true });
  }, [user]);
  return <SignIn session={session} registers={asks} />;
}

/** Asks for the password in place, so that after it the page is the one that was wanted. */
function SignedIn({ session, children }: { session: Session; children: ReactNode }) {
  return useStore(session.user) ? children : <SignIn session={session} registers={false} />;
}
