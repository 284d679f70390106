import "@/ui/base.css";
import "@/ui/parts.css";
import "@/features/gallery/gallery.css";
import "@/features/gallery/ratios.css";
import "@/features/gallery/sieve.css";
import "@/features/upload/upload.css";
import "@/features/selfie/selfie.css";
import "./guest.css";
import { answer, createApi, type JoinInfo, type PhotoList } from "@/lib/api";
import { loadTexts } from "@/lib/text";
import { GuestPage } from "./guest_page";
import { mount } from "./mount";
import { Unreachable } from "./unreachable";
import type { FirstView } from "./visit";

interface Inlined extends FirstView {
  event: JoinInfo;
}

/** What the server put into the page, or null where it could not. */
function inlined(): Inlined | null {
  const text = document.getElementById("snapory-data")?.textContent?.trim();
  return text
    ? (JSON.parse(text) as { event: JoinInfo; photos: PhotoList | null; seq: number | null })
    : null;
}

async function firstView(): Promise<Inlined> {
  const given = inlined();
  if (given) return given;
  const code = decodeURIComponent(location.pathname.split("/")[2] ?? "");
  const api = createApi({ token: () => null, renew: async () => false });
  const event = await answer(api.GET("/api/v1/join/{code}", { params: { path: { code } } }));
  return { event, photos: null, seq: null };
}

void mount(loadTexts, async () => {
  try {
    const { event, photos, seq } = await firstView();
    return <GuestPage info={event} first={{ photos, seq }} />;
  } catch (error) {
    return <Unreachable error={error} />;
  }
});
