import type { InvitationWords } from "../words";

export default {
  title: "Per Mail einladen",
  text: "Jede Adresse bekommt eine Mail mit dem Link und dem Code. Niemand sieht, wer noch eingeladen ist.",
  addresses: "E-Mail-Adressen",
  hint: "Füge sie ein, wie sie sind: eine je Zeile, mit Kommas oder mit Namen.",
  language: "Sprache der Mails",
  send: "Einladungen senden",
  sendTo: "{count} Einladungen senden",
  waiting: "Wartet auf den Versand",
  sent: "Gesendet",
  failed: "Konnte nicht gesendet werden",
  forget: "Vergessen",
  wrong: "Eine davon ist keine E-Mail-Adresse.",
  closed: "Gäste können dieses Event gerade nicht sehen. Öffne es zuerst in den Einstellungen.",
  often: "Für heute ist es genug. Bitte mach morgen weiter.",
} satisfies InvitationWords;
