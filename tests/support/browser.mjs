// Debian's Chromium, driven by playwright-core.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { chromium } from "playwright-core";
import { crop } from "./photos.mjs";
import { root } from "./snapory.mjs";

const ownCertificate = { ignoreHTTPSErrors: true }; // that of a test's nginx
export const phone = { ...ownCertificate, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
export const desktop = { ...ownCertificate, viewport: { width: 1440, height: 900 } };

/** Starts Chromium; with `camera`, a motion-JPEG file, every page's camera shows that. */
export async function startBrowser(test, { camera } = {}) {
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync",
      ...(camera ? ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${camera}`] : []),
    ],
  });
  test.after(() => browser.close());
  return browser;
}

/** A motion-JPEG file that shows the part `x y width height` of a photo for ever. */
export function cameraShowing(photo, part, folder) {
  const frame = path.join(folder, "frame.jpg");
  crop(photo, part, path.join(folder, "crop.v"));
  execFileSync("vips", ["thumbnail", path.join(folder, "crop.v"), `${frame}[Q=92]`, "640", "--height", "480", "--size", "force"]);
  const film = path.join(folder, "camera.mjpeg");
  writeFileSync(film, Buffer.concat(Array(30).fill(readFileSync(frame))));
  return film;
}

/** What axe finds wrong with the page, by WCAG 2.2 A and AA; one line a finding. */
export async function accessibilityFindings(page) {
  const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(source);
  const { violations } = await page.evaluate(() =>
    window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }),
  );
  return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.target.join(" ")}: ${node.failureSummary}`));
}

/** A picture of the page for a person to look at, in build/screenshots. */
export async function picture(page, name) {
  const folder = path.join(root, "build/screenshots");
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}
