import { useDeletion } from "@/features/gallery/use_deletion";
import { asProblem } from "@/lib/problem";
import { useStore } from "@/lib/store";
import { useHostText } from "@/lib/text";
import { problemText } from "@/ui/problem_text";
import { toast } from "@/ui/toasts";
import type { Desk } from "./desk";

/** Photos that arrived safely but could not be processed, each with its reason and what can be done. */
export function FailedPhotos({ desk }: { desk: Desk }) {
  const t = useHostText();
  const { photos } = useStore(desk.failed.state);
  const deletion = useDeletion(desk.session.api, desk.event.value.id, desk);
  if (photos.length === 0) return null;
  const again = (id: string) =>
    desk.processAgain(id).catch((error: unknown) => toast(problemText(t, asProblem(error).code)));
  return (
    <section className="failed" aria-labelledby="failed-photos">
      <h2 id="failed-photos">{t("failed.title", { count: photos.length })}</h2>
      <p className="soft">{t("failed.text")}</p>
      <ul>
        {photos.map((photo) => (
          <li key={photo.id} className="failed__photo">
            <span className="failed__name">
              <bdi>{photo.fileName}</bdi>
              <span className="soft small">{photo.failure ?? t("photo.failed")}</span>
            </span>
            {photo.urls.original && (
              <a className="button" href={photo.urls.original} download={photo.fileName}>
                {t("gallery.download")}
              </a>
            )}
            <button type="button" className="button" onClick={() => void again(photo.id)}>
              {t("retry")}
            </button>
            <button
              type="button"
              className="button button--danger"
              onClick={() => void deletion.remove([photo])}
            >
              {t("delete")}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
