import type { InvitationWords } from "../words";

export default {
  title: "Invita per e-mail",
  text: "Ogni indirizzo riceve una sola e-mail con il link e il codice. Nessuno vede chi altro è invitato.",
  addresses: "Indirizzi e-mail",
  hint: "Incollali così come sono: uno per riga, con virgole o con i nomi.",
  language: "Lingua delle e-mail",
  send: "Invia gli inviti",
  sendTo: "Invia {count} inviti",
  waiting: "In attesa di invio",
  sent: "Inviato",
  failed: "Non è stato possibile inviarlo",
  forget: "Dimentica",
  wrong: "Uno di questi non è un indirizzo e-mail.",
  closed: "Gli ospiti ora non possono vedere questo evento. Aprilo prima nelle impostazioni.",
  often: "Per oggi basta così. Continua domani.",
} satisfies InvitationWords;
