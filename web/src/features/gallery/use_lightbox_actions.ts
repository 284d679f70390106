import { useMemo } from "react";
import type { Photo } from "@/lib/api";
import { useDates } from "@/lib/format";
import { useText } from "@/lib/text";
import { follow } from "./download";
import type { LightboxActions, PhotoAction } from "./lightbox";

/** What can be done with an open photo: download it where the host allows that, and what the page adds. */
export function useLightboxActions(added: readonly PhotoAction[]): LightboxActions {
  const t = useText();
  const dates = useDates();
  return useMemo(() => {
    const download: PhotoAction = {
      icon: "download",
      label: t("gallery.download"),
      offered: ({ urls }) => Boolean(urls.original),
      run: ({ urls, fileName }) => {
        if (urls.original) follow(urls.original, fileName);
        return false;
      },
    };
    const caption = ({ uploader, takenAt, takenAtSource }: Photo) =>
      [uploader.name, takenAtSource === "arrival" ? null : dates.moment(takenAt)].filter(Boolean).join(" · ");
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
  }, [t, dates, added]);
}
