import type PhotoSwipe from "photoswipe";
import type { Photo } from "@/lib/api";
import { type IconName, iconPaths } from "@/ui/icon_paths";

type ActionResult = boolean | readonly Photo[];

/** A button over a photo; it is there only where `offered` says so. */
export interface PhotoAction {
  icon: IconName;
  label: string;
  offered: (photo: Photo) => boolean;
  /**
   * True when the photo has left the album, so that the lightbox shows the next one; photos, to show these instead.
   */
  run: (photo: Photo) => ActionResult | Promise<ActionResult>;
}

export interface LightboxActions {
  labels: { close: string; previous: string; next: string; zoom: string; error: string };
  caption: (photo: Photo) => string;
  buttons: readonly PhotoAction[];
}

interface LightboxOptions {
  photos: readonly Photo[];
  first: string;
  actions: LightboxActions;
  onNearEnd: () => void;
}

const previewEdge = 1600; // pixels of a preview's longer side
const nearEnd = 6; // photos before the last at which more are asked for

const slide = (photo: Photo, caption: LightboxActions["caption"]) => {
  const { urls, width, height } = photo;
  const [w, h] = [width ?? previewEdge, height ?? previewEdge];
  const scale = Math.min(1, previewEdge / Math.max(w, h));
  return {
    src: urls.preview ?? "",
    msrc: urls.thumbnail ?? "",
    alt: caption(photo),
    width: Math.round(w * scale),
    height: Math.round(h * scale),
  };
};

const icon = (name: IconName) =>
  `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${iconPaths[name]}"/></svg>`;

/** Full-screen photos with swipe, pinch and keyboard; the code for it is fetched when it is first wanted. */
export async function openLightbox({ photos, first, actions, onNearEnd }: LightboxOptions): Promise<void> {
  const [{ default: Lightbox }] = await Promise.all([import("photoswipe"), import("./lightbox_style")]);
  const shown = photos.filter(({ urls }) => urls.preview);
  const { labels } = actions;
  const lightbox = new Lightbox({
    dataSource: shown.map((photo) => slide(photo, actions.caption)),
    index: Math.max(
      0,
      shown.findIndex(({ id }) => id === first),
    ),
    bgOpacity: 1,
    showHideAnimationType: "fade",
    closeTitle: labels.close,
    arrowPrevTitle: labels.previous,
    arrowNextTitle: labels.next,
    zoomTitle: labels.zoom,
    errorMsg: labels.error,
    closeSVG: icon("close"),
    zoomSVG: icon("zoom"),
    arrowPrevSVG: icon("back"),
    arrowNextSVG: icon("next"),
    paddingFn: () => ({ top: 56, bottom: 56, left: 0, right: 0 }),
  });
  lightbox.on("uiRegister", () => {
    for (const index of actions.buttons.keys()) addButton(lightbox, shown, actions, index);
    addCaption(lightbox, shown, actions);
  });
  lightbox.on("change", () => {
    if (lightbox.currIndex >= shown.length - nearEnd) onNearEnd();
  });
  closeOnBack(lightbox);
  lightbox.init();
}

function addButton(lightbox: PhotoSwipe, shown: Photo[], actions: LightboxActions, index: number): void {
  const action = actions.buttons[index];
  if (!action) return;
  lightbox.ui?.registerElement({
    name: `photo-${action.icon}`,
    order: 8 + index / 10,
    isButton: true,
    title: action.label,
    html: icon(action.icon),
    onInit: (element) => {
      const show = () => {
        const photo = shown[lightbox.currIndex];
        element.hidden = !photo || !action.offered(photo);
      };
      lightbox.on("change", show);
      show();
    },
    onClick: () => void press(lightbox, shown, actions, action),
  });
}

async function press(
  lightbox: PhotoSwipe,
  shown: Photo[],
  { caption }: LightboxActions,
  action: PhotoAction,
): Promise<void> {
  const photo = shown[lightbox.currIndex];
  const result = photo && (await action.run(photo));
  if (!result) return;
  if (result !== true) {
    shown.splice(0, shown.length, ...result.filter(({ urls }) => urls.preview));
    return showFrom(lightbox, shown, caption, 0);
  }
  const index = shown.indexOf(photo);
  shown.splice(index, 1);
  if (shown.length === 0) return close(lightbox);
  showFrom(lightbox, shown, caption, Math.min(index, shown.length - 1));
}

/** Goes on with what is shown now, which has changed. */
function showFrom(
  lightbox: PhotoSwipe,
  shown: Photo[],
  caption: LightboxActions["caption"],
  index: number,
): void {
  lightbox.options.dataSource = shown.map((photo) => slide(photo, caption));
  lightbox.goTo(index);
  lightbox.dispatch("change"); // the same number is another photo now
  for (let nearby = index - 1; nearby <= index + 1; nearby++) lightbox.refreshSlideContent(nearby);
}

/** PhotoSwipe does not close while it opens. */
function close(lightbox: PhotoSwipe): void {
  if (lightbox.opener.isOpen) lightbox.close();
  else lightbox.on("openingAnimationEnd", () => lightbox.close());
}

function addCaption(lightbox: PhotoSwipe, shown: Photo[], { caption }: LightboxActions): void {
  lightbox.ui?.registerElement({
    name: "caption",
    order: 9,
    isButton: false,
    appendTo: "root",
    onInit: (element) => {
      element.dir = "auto";
      element.ariaLive = "polite";
      const show = () => {
        const photo = shown[lightbox.currIndex];
        element.textContent = photo ? caption(photo) : "";
      };
      lightbox.on("change", show);
      show();
    },
  });
}

/** The back gesture of a phone closes the photo, not the page. */
function closeOnBack(lightbox: PhotoSwipe): void {
  const back = () => lightbox.close();
  history.pushState({ ...history.state, lightbox: true }, "");
  addEventListener("popstate", back);
  lightbox.on("close", () => {
    removeEventListener("popstate", back);
    if (history.state?.lightbox) history.back();
  });
}
