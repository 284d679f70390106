import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { budget } from "./build/budget.ts";
import { compress } from "./build/compress.ts";
import { pages } from "./build/pages.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env["SNAPORY_SERVER"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  appType: "custom", // pages() answers for every page
  plugins: [react(), pages(), budget({ entry: "guest", kilobytes: 100 }), compress()],
  resolve: { alias: { "@": here("./src") } },
  build: {
    target: "es2022",
    assetsInlineLimit: 0, // the Content-Security-Policy has no data: for fonts
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        chunkFileNames: ({ isDynamicEntry }) => `assets/${isDynamicEntry ? "[name]" : "shared"}-[hash].js`,
      },
      input: { guest: here("./src/app/guest.tsx"), host: here("./src/app/host.tsx") },
    },
  },
  worker: { format: "es" },
  server: { proxy: { "/api": { target: server, ws: true }, "/blobs": server } },
  test: { include: ["src/**/*.test.{ts,tsx}", "build/**/*.test.ts"], environment: "node" },
});
