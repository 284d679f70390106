import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { type LoadTexts, pageLanguage, SpeechProvider } from "@/lib/text";
import { Fault } from "@/ui/fault";
import { OfflineBanner } from "@/ui/offline_banner";
import { Toasts } from "@/ui/toasts";

/** Replaces what the server drew, in one step and only when the page is ready to be drawn again. */
export async function mount(load: LoadTexts, page: () => Promise<ReactNode>): Promise<void> {
  const [texts, content] = await Promise.all([load(pageLanguage()), page()]);
  const root = document.getElementById("app");
  if (!root) throw new Error("The page has no #app.");
  createRoot(root).render(
    <StrictMode>
      <SpeechProvider texts={texts} load={load}>
        <OfflineBanner />
        <Fault>{content}</Fault>
        <Toasts />
      </SpeechProvider>
    </StrictMode>,
  );
}
