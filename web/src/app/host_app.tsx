import { type ReactNode, useEffect } from "react";
import { ClockCardPage } from "@/features/host/clock_card_page";
import { EventPage } from "@/features/host/event_page";
import { EventsPage } from "@/features/host/events_page";
import { HomePage } from "@/features/host/home_page";
import { SignIn } from "@/features/host/sign_in";
import { WallPage } from "@/features/wall/wall_page";
import { Problem } from "@/lib/problem";
import { navigate, usePath } from "@/lib/router";
import type { Session } from "@/lib/session";
import { useStore } from "@/lib/store";
import { Unreachable } from "./unreachable";

/** Which page stands at which path; everything under /events is for people who are signed in. */
export function HostApp({ session }: { session: Session }) {
  const path = usePath();
  const [, area, id, view] = path.split("/");
  if (path === "/") return <HomePage session={session} />;
  if (path === "/login" || path === "/register") return <Door session={session} asks={area === "register"} />;
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
