import type { PasswordWords } from "../words";

export default {
  title: "Scegli una nuova password",
  lead: "Scrivi l’email del tuo account. Un link per scegliere una nuova password arriva per posta.",
  send: "Invia il link",
  sentTitle: "Guarda la posta",
  sent: "Se {email} ha un account qui, un link è in arrivo. Funziona una volta sola, per un’ora.",
  sentHint: "Dopo qualche minuto non c’è nulla? Guarda anche nello spam.",
  off: "Questo Snapory non invia email. Chi lo gestisce può impostare per te una nuova password.",
  often: "Un link è già stato inviato più volte. Aspetta un’ora.",
  password: "Nuova password",
  save: "Salva la password",
  weak: "Scegli una password più lunga.",
  expired: "Questo link è già stato usato o ha più di un’ora.",
  again: "Chiedi un nuovo link",
  savedTitle: "La tua nuova password è salvata",
  saved: "Sei stato disconnesso ovunque. Ora accedi con questa.",
} satisfies PasswordWords;
