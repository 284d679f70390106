import { useEffect, useState } from "react";
import { type Api, answer } from "@/lib/api";

/** The QR code of an event's join link. */
export function readQr(api: Api, eventId: string, format: "svg" | "png"): Promise<Blob> {
  const options = { params: { path: { eventId } }, parseAs: "blob" } as const;
  if (format === "svg") return answer<Blob>(api.GET("/api/v1/events/{eventId}/qr.svg", options));
  return answer<Blob>(api.GET("/api/v1/events/{eventId}/qr.png", options));
}

/** An address of the code for an `img`; undefined until it is there, and where it cannot be read. */
export function useQr(api: Api, eventId: string): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    let made: string | undefined;
    let gone = false;
    readQr(api, eventId, "svg").then(
      (code) => {
        if (gone) return;
        made = URL.createObjectURL(code);
        setUrl(made);
      },
      () => undefined, // the link leads to the same place
    );
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [api, eventId]);
  return url;
}
