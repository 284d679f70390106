import type { PasswordWords } from "../words";

export default {
  title: "Neues Passwort wählen",
  lead: "Gib die E-Mail-Adresse deines Kontos ein. Ein Link, mit dem du ein neues Passwort wählst, kommt per Mail.",
  send: "Link schicken",
  sentTitle: "Schau in deine Mails",
  sent: "Wenn {email} hier ein Konto hat, ist ein Link unterwegs. Er gilt einmal und eine Stunde lang.",
  sentHint: "Nach ein paar Minuten nichts da? Schau auch im Spam-Ordner nach.",
  off: "Dieses Snapory verschickt keine Mails. Wer es betreibt, kann dir ein neues Passwort setzen.",
  often: "Ein Link wurde schon mehrmals geschickt. Bitte warte eine Stunde.",
  password: "Neues Passwort",
  save: "Passwort speichern",
  weak: "Bitte wähle ein längeres Passwort.",
  expired: "Dieser Link wurde schon benutzt oder ist älter als eine Stunde.",
  again: "Neuen Link anfordern",
  savedTitle: "Dein neues Passwort ist gespeichert",
  saved: "Du wurdest überall abgemeldet. Melde dich jetzt damit an.",
} satisfies PasswordWords;
