import { answer } from "@/lib/api";
import type { components } from "@/lib/api.gen";
import type { Session } from "@/lib/session";

export type Invitation = components["schemas"]["Invitation"];

const most = 200; // addresses of one request; the api's rule

/** Newest first. */
/** Of an event, newest first, and whether mail is sent at all. */
export interface Invitations {
  all: Invitation[];
  sendsMail: boolean;
}

export async function readInvitations({ api }: Session, eventId: string): Promise<Invitations> {
  const all: Invitation[] = [];
  for (let cursor: string | undefined; ; ) {
    const query = cursor ? { limit: 200, cursor } : { limit: 200 };
    const params = { path: { eventId }, query };
    const page = await answer(api.GET("/api/v1/events/{eventId}/invitations", { params }));
    all.push(...page.items);
    if (!page.nextCursor) return { all, sendsMail: page.sendsMail };
    cursor = page.nextCursor;
  }
}

export async function inviteByMail(
  { api }: Session,
  eventId: string,
  emails: readonly string[],
  language: components["schemas"]["MailLanguage"],
): Promise<void> {
  const params = { path: { eventId } };
  for (let first = 0; first < emails.length; first += most) {
    const body = { emails: emails.slice(first, first + most), language };
    await answer(api.POST("/api/v1/events/{eventId}/invitations", { params, body }));
  }
}

export async function withdraw({ api }: Session, eventId: string, invitationId: string): Promise<void> {
  const params = { path: { eventId, invitationId } };
  await answer(api.DELETE("/api/v1/events/{eventId}/invitations/{invitationId}", { params }));
}
