import { useRef, useState } from "react";
import type { JoinInfo } from "@/lib/api";
import { useDates } from "@/lib/format";
import { asProblem, type ProblemCode } from "@/lib/problem";
import { useText } from "@/lib/text";
import { Dialog } from "@/ui/dialog";
import { Icon } from "@/ui/icon";
import { problemText } from "@/ui/problem_text";
import { Camera, cameraAllowed } from "./camera";
import type { StandingQuery } from "./standing_query";

interface FindMeProps {
  query: StandingQuery;
  privacy: JoinInfo["privacy"];
  onFound: () => void;
  onClose: () => void;
}

/** Consent first, then a picture, then the search; nothing is computed before the guest has agreed. */
export function FindMe({ query, privacy, onFound, onClose }: FindMeProps) {
  const t = useText();
  const [agreed, setAgreed] = useState(false);
  if (!agreed) return <Consent privacy={privacy} onAgree={() => setAgreed(true)} onClose={onClose} />;
  return (
    <Dialog title={t("selfie.title")} onClose={onClose} className="find-me">
      <Picture query={query} consent={privacy.policyVersion} onFound={onFound} onClose={onClose} />
    </Dialog>
  );
}

interface ConsentProps {
  privacy: JoinInfo["privacy"];
  onAgree: () => void;
  onClose: () => void;
}

function Consent({ privacy, onAgree, onClose }: ConsentProps) {
  const t = useText();
  const date = useDates().day(privacy.expiresAt);
  return (
    <Dialog title={t("consent.title")} onClose={onClose} className="consent">
      <ul className="consent__points">
        <li>{t("consent.what")}</li>
        <li>{t("consent.against")}</li>
        <li>{t("consent.kept")}</li>
        <li>{t("consent.until", { date })}</li>
        <li>{t("consent.delete")}</li>
        <li>{t("consent.optional")}</li>
      </ul>
      {privacy.text && (
        <details className="consent__notice">
          <summary>{t("consent.notice")}</summary>
          <p dir="auto">{privacy.text}</p>
        </details>
      )}
      <div className="dialog__actions">
        <button type="button" className="button button--primary" onClick={onAgree}>
          {t("consent.agree")}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {t("consent.decline")}
        </button>
      </div>
    </Dialog>
  );
}

interface PictureProps {
  query: StandingQuery;
  consent: string;
  onFound: () => void;
  onClose: () => void;
}

function Picture({ query, consent, onFound, onClose }: PictureProps) {
  const t = useText();
  const [camera, setCamera] = useState(cameraAllowed);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<ProblemCode | null>(null);

  const search = async (pictures: readonly Blob[]) => {
    setBusy(true);
    setTrouble(null);
    try {
      await query.ask(pictures, consent);
      onFound();
    } catch (error) {
      setTrouble(asProblem(error).code);
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      {camera && <Camera busy={busy} onPictures={search} onUnavailable={() => setCamera(false)} />}
      <p role="status" aria-live="polite" className={trouble ? "find-me__trouble" : "soft"}>
        {trouble && <Icon name="warning" />}
        {trouble ? problemText(t, trouble) : busy ? t("selfie.searching") : t("selfie.hint")}
      </p>
      <div className="dialog__actions">
        <PictureFile primary={!camera} busy={busy} onPicture={(picture) => search([picture])} />
        <button type="button" className="button" onClick={onClose}>
          {t("cancel")}
        </button>
      </div>
    </>
  );
}

interface PictureFileProps {
  /** Without a camera in the page, the phone's own camera is the way. */
  primary: boolean;
  busy: boolean;
  onPicture: (picture: Blob) => void;
}

function PictureFile({ primary, busy, onPicture }: PictureFileProps) {
  const t = useText();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className={primary ? "button button--primary" : "button"}
        disabled={busy}
        onClick={() => input.current?.click()}
      >
        {t(primary ? "selfie.takeWithPhone" : "selfie.choose")}
      </button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        {...(primary ? { capture: "user" as const } : {})}
        hidden
        data-testid="selfie-file"
        onChange={({ target }) => {
          const [picture] = target.files ?? [];
          target.value = "";
          if (picture) onPicture(picture);
        }}
      />
    </>
  );
}
