import "@/ui/base.css";
import "@/ui/parts.css";
import "@/features/gallery/gallery.css";
import "@/features/gallery/ratios.css";
import "@/features/gallery/sieve.css";
import "@/features/upload/upload.css";
import "@/features/host/cameras.css";
import "@/features/host/host.css";
import "@/features/invitations/invitations.css";
import "@/features/host/people.css";
import "@/features/wall/wall.css";
import { Session } from "@/lib/session";
import { loadHostTexts } from "@/lib/text";
import { HostApp } from "./host_app";
import { mount } from "./mount";

const session = new Session();

void mount(loadHostTexts, async () => {
  await session.resume();
  return <HostApp session={session} />;
});
