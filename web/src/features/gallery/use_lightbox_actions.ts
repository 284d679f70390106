import { useMemo } from "react";
import type { Photo } from "@/lib/api";
import { useDates } from "@/lib/format";
import { placeText } from "@/lib/place";
import { useSpeech, useText } from "@/lib/text";
import { follow } from "./download";
import type { LightboxActions, PhotoAction } from "./lightbox";

/**
 * What can be done with an open photo: download it where the host allows that, and what the page adds. A guest who
 * may not have the original, since it tells where it was taken, gets the preview instead.
 */
export function useLightboxActions(added: readonly PhotoAction[], mayDownload: boolean): LightboxActions {
  const t = useText();
  const { language } = useSpeech();
  const dates = useDates();
  return useMemo(() => {
    const best = ({ urls }: Photo) => urls.original ?? (mayDownload ? urls.preview : null);
    const download: PhotoAction = {
      icon: "download",
      label: t("select.download"),
      offered: (photo) => Boolean(best(photo)),
      run: (photo) => {
        const url = best(photo);
        if (url) follow(url, photo.fileName);
        return false;
      },
    };
    const caption = (photo: Photo) =>
      [
        photo.uploader.name,
        photo.takenAtSource === "arrival" ? null : dates.moment(photo.takenAt),
        placeText(photo, language),
      ]
        .filter(Boolean)
        .join(" · ");
    return {
      labels: {
        close: t("close"),
        previous: t("gallery.previous"),
        next: t("gallery.next"),
        zoom: t("gallery.zoom"),
        error: t("gallery.unavailable"),
      },
      caption,
      buttons: [...added, download],
    };
  }, [t, dates, language, added, mayDownload]);
}
