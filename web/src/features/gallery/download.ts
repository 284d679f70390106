import { type Api, answer } from "@/lib/api";

/** The ids, or everything that the caller may see. */
export type Wanted = readonly string[] | "all";

/** Has the server prepare a ZIP of originals and hands it to the browser, which can resume it. */
export async function downloadZip(api: Api, eventId: string, wanted: Wanted): Promise<void> {
  const body = wanted === "all" ? { filter: {} } : { photoIds: [...wanted] };
  const { url } = await answer(
    api.POST("/api/v1/events/{eventId}/downloads", {
      params: { path: { eventId } },
      body: { ...body, variant: "original" },
    }),
  );
  follow(url);
}

/** Follows an address that answers with an attachment, without leaving the page. */
export function follow(url: string, name = ""): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}
