import { Link } from "@/lib/router";
import type { Session } from "@/lib/session";
import { useStore } from "@/lib/store";
import { useHostText } from "@/lib/text";
import { LanguageSwitch } from "@/ui/language_switch";

/** The front of an instance: what it is for, and the way in. */
export function HomePage({ session }: { session: Session }) {
  const t = useHostText();
  const user = useStore(session.user);
  return (
    <div className="home">
      <header className="bar">
        <span className="wordmark">snapory</span>
        <LanguageSwitch />
      </header>
      <main className="home__main">
        <h1 className="home__title">{t("home.title")}</h1>
        <p className="home__lead">{t("home.lead")}</p>
        <div className="home__actions">
          {user ? (
            <Link className="button button--large button--primary" href="/events">
              {t("home.events")}
            </Link>
          ) : (
            <>
              <Link className="button button--large button--primary" href="/login">
                {t("login.title")}
              </Link>
              <Link className="button button--large button--plain" href="/register">
                {t("register.title")}
              </Link>
            </>
          )}
        </div>
        <p className="home__guests">{t("home.guests")}</p>
      </main>
    </div>
  );
}
