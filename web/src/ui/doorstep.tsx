import { type ReactNode, useEffect } from "react";
import { Link } from "@/lib/router";
import { LanguageSwitch } from "./language_switch";

/** A narrow page for who is not signed in: one heading and one thing to do. */
export function Doorstep({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Snapory`;
  }, [title]);
  return (
    <div className="sign-in">
      <header className="bar">
        <Link className="wordmark" href="/">
          snapory
        </Link>
        <LanguageSwitch />
      </header>
      <main>
        <h1>{title}</h1>
        {children}
      </main>
    </div>
  );
}
